/** The parts of a run that need no coroutines: its queue, its notes on failures, what it takes over from its caller. The run itself is {@code engine.loop.WeaveRun}. */
@NullMarked
package dev.wove.internal.run;

import org.jspecify.annotations.NullMarked;
