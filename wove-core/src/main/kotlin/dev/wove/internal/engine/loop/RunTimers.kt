package dev.wove.internal.engine.loop

import dev.wove.internal.clock.RunClock
import dev.wove.internal.clock.SystemClock
import dev.wove.internal.clock.Timeouts

/** The timers of the bodies of one run. Those by the real clock share few of that clock's. */
internal class RunTimers {
    @Volatile
    private var timeouts: Timeouts? = null

    /** Calls [action] when [limit] nanoseconds have passed since [begin]. */
    fun schedule(clock: RunClock, begin: Long, limit: Long, action: Runnable): RunClock.Timer =
        if (clock === SystemClock.INSTANCE) own().after(begin, limit, action) else clock.schedule(limit, action)

    private fun own() = timeouts ?: synchronized(this) { timeouts ?: Timeouts().also { timeouts = it } }

    /** The run has completed. */
    fun close() {
        timeouts?.close()
    }
}
