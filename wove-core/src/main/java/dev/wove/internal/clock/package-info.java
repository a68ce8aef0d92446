/** The time that runs go by, and timers. */
@NullMarked
package dev.wove.internal.clock;

import org.jspecify.annotations.NullMarked;
