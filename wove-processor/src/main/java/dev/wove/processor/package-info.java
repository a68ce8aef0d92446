/**
 * Checks weave classes while they are compiled. Nothing here is called by programs: the compiler finds
 * {@link dev.wove.processor.WeaveProcessor} on its processor path.
 */
@NullMarked
package dev.wove.processor;

import org.jspecify.annotations.NullMarked;
