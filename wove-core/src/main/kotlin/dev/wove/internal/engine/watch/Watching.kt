package dev.wove.internal.engine.watch

import dev.wove.StallReport
import dev.wove.internal.engine.loop.RunFailures
import dev.wove.internal.engine.loop.RunWatch
import dev.wove.internal.engine.loop.Stragglers
import dev.wove.internal.engine.loop.WeaveRun
import java.time.Duration

/** The watch of every run. */
internal object Watching : RunWatch {
    override fun failuresOf(run: WeaveRun): RunFailures = FailureLog(run)

    override fun stragglersOf(run: WeaveRun): Stragglers = StragglerLog(run)

    override fun report(run: WeaveRun, quiet: Duration): StallReport = RunReports().report(run, quiet)

    override fun waiting(run: WeaveRun): List<String> = RunReports().waiting(run)

    override fun progress(run: WeaveRun): Long = RunReports.progress(run)
}
