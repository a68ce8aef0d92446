/** The parts of a run that need no coroutines: clock, permits, pacing, blocking bodies, notes on failures. */
@NullMarked
package dev.wove.internal.run;

import org.jspecify.annotations.NullMarked;
