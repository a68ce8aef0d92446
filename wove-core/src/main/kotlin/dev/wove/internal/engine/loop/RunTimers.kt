package dev.wove.internal.engine.loop

import dev.wove.TaskTimeoutException
import dev.wove.internal.clock.RunClock
import dev.wove.internal.clock.SystemClock
import dev.wove.internal.clock.Timeouts
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.graph.Graph
import dev.wove.internal.text.DurationText
import java.time.Duration

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

/** What a weave fails with whose [limit] has passed. */
internal fun timeout(graph: Graph, limit: Duration, running: List<EngineTask<*>>, waiting: List<String>) =
    TaskTimeoutException(
        "${graph.heading()} timed out after ${DurationText.of(limit)}.\n" +
            "  Running then: ${running.joinToString(", ") { it.name() }.ifEmpty { "none" }}" +
            if (waiting.isEmpty()) "" else "\n  Waiting then: ${waiting.joinToString("; ")}",
        limit,
    )
