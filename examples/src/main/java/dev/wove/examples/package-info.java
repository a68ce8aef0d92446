/** Small programs that show Wove at work, started by {@code ./run}. */
@NullMarked
package dev.wove.examples;

import org.jspecify.annotations.NullMarked;
