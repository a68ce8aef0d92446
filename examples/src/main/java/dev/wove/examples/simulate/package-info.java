/** {@code ./run simulate}: in which order few workers should take the tasks that are ready. */
@NullMarked
package dev.wove.examples.simulate;

import org.jspecify.annotations.NullMarked;
