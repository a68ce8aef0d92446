package dev.wove.internal.engine.watch

import dev.wove.internal.clock.RunClock
import dev.wove.internal.clock.SystemClock
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.loop.Stragglers
import dev.wove.internal.engine.loop.WeaveRun
import org.slf4j.LoggerFactory
import java.util.concurrent.TimeUnit

/** Logs the bodies of one run that do not stop when told to: after a second, and again after twice the time. */
internal class StragglerLog(
    private val run: WeaveRun,
) : Stragglers {
    // Guarded by this object.
    private var timer: RunClock.Timer? = null
    private var closed = false
    private var waited = 0L

    override fun running(): List<EngineTask<*>> =
        run.tasks().filter { it.startedAt != 0L && !it.hasEnded() }.take(MOST_NAMES).toList()

    @Synchronized
    override fun watchAll() {
        if (closed || timer != null) return
        look(1)
    }

    @Synchronized
    private fun look(seconds: Long) {
        if (closed) return
        timer =
            SystemClock.INSTANCE.schedule(TimeUnit.SECONDS.toNanos(seconds)) {
                waited += seconds
                running().forEach { report(it, waited) }
                look(minOf(seconds * 2, LONGEST_SILENCE_SECONDS))
            }
    }

    @Synchronized
    override fun close() {
        closed = true
        timer?.cancel()
    }

    override fun watch(node: EngineTask<*>, hasStopped: () -> Boolean): RunClock.Timer =
        Straggler(node, hasStopped).apply { look(1, 0) }

    private inner class Straggler(
        private val task: EngineTask<*>,
        private val hasStopped: () -> Boolean,
    ) : RunClock.Timer {
        @Volatile
        private var timer: RunClock.Timer? = null

        fun look(seconds: Long, before: Long) {
            timer =
                SystemClock.INSTANCE.schedule(TimeUnit.SECONDS.toNanos(seconds)) {
                    if (!hasStopped() && run.end == null) {
                        report(task, before + seconds)
                        look(minOf(seconds * 2, LONGEST_SILENCE_SECONDS), before + seconds)
                    }
                }
            if (hasStopped()) cancel()
        }

        override fun cancel() {
            timer?.cancel()
        }
    }

    private fun report(task: EngineTask<*>, seconds: Long) {
        LOG.warn(
            "Task '{}' in {} was cancelled {} s ago and is still running; the {} waits for it.\n" +
                "  Let {} react to interruption or cancellation, or give the task the option abandonAfter.",
            task.name(),
            run.graph.title(),
            seconds,
            if (run.graph.isScope) "scope" else "weave",
            if (task.mapping() == null) "its body" else "its body and the source of its items",
        )
    }

    private companion object {
        val LOG = LoggerFactory.getLogger("dev.wove")!!
        const val MOST_NAMES = 20
        const val LONGEST_SILENCE_SECONDS = 60L
    }
}
