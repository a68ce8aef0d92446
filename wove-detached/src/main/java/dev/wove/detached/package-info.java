/**
 * Runs weave classes in JVMs of their own, which go on when the one that started them ends. Start at {@link
 * dev.wove.detached.Detached}.
 */
@NullMarked
package dev.wove.detached;

import org.jspecify.annotations.NullMarked;
