package dev.wove.internal.engine

import dev.wove.StallReport
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.loop.WeaveRun
import dev.wove.internal.result.RealResult
import dev.wove.internal.run.CallerContext
import dev.wove.internal.run.RealStallReport
import kotlinx.coroutines.Job
import java.time.Duration

/**
 * What is left of a run for those who keep a handle of it: how it and its tasks have ended. What bodies, items and listeners
 * held is not. Of the caller's context there is only what callbacks that come late are called with.
 */
internal class EndedRun(
    run: WeaveRun,
) {
    val name: String = run.graph.name()
    val thrown: Throwable? = run.failures.settled()
    val endedBy: RunEnd.Kind? = run.end?.kind
    val value: Any? = if (thrown == null) run.value() else null

    /** Of a live run only: nobody can ask others for it. */
    val result: RealResult<*>? = if (run.isLive) run.result() else null

    /** Completed like the run. */
    val job: Job = run.completedJob()
    val carried: CallerContext = run.carried
    private val clock = run.clock
    private val startedAt = run.startedAt
    private val size = run.graph.size()

    fun stallReport(): StallReport {
        val since = Duration.ofNanos((clock.nanoTime() - startedAt).coerceAtLeast(1))
        return RealStallReport(name, false, since, Duration.ZERO, endedBy != null, size, size, emptyList(), emptyList())
    }
}
