/** {@code ./run replay}: recorded workflows, run again as weaves. */
@NullMarked
package dev.wove.examples.replay;

import org.jspecify.annotations.NullMarked;
