package dev.wove.internal.engine.watch

import dev.wove.StallReport
import dev.wove.StallReport.Wait
import dev.wove.internal.engine.body.CurrentFrame
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.Lease
import dev.wove.internal.engine.body.Runner
import dev.wove.internal.engine.body.Underway
import dev.wove.internal.engine.items.MapRun
import dev.wove.internal.engine.loop.WeaveRun
import dev.wove.internal.limit.LimiterState
import dev.wove.internal.limit.Permits
import dev.wove.internal.run.LockOwner
import dev.wove.internal.run.RealStallReport
import dev.wove.trace.WaitCause
import kotlinx.coroutines.Job
import java.time.Duration

/**
 * Makes a report on a run and on the weaves inside it. Reads what the threads of the run write without stopping them: each
 * line is true of some moment while the report is made, and not all of them of the same one.
 */
internal class RunReports {
    /** Where suspending bodies are, which do not know their threads. */
    private val threads by lazy { CurrentFrame.threads() }

    fun report(run: WeaveRun, quiet: Duration): StallReport {
        if (run.startedAt == 0L) {
            val size = run.graph.size()
            return RealStallReport(
                run.graph.name(),
                run.graph.isScope,
                Duration.ZERO,
                quiet,
                false,
                size,
                0,
                emptyList(),
                emptyList(),
            )
        }
        return OfRun(run).report(quiet)
    }

    /** Who waits for a slot or for its turn, and for which; the first of them. */
    fun waiting(run: WeaveRun): List<String> {
        val limits = Limits(run)
        return run
            .tasks()
            .filter { !it.hasEnded() }
            .flatMap { (it.running as? MapRun)?.underWay() ?: listOf(it) }
            .mapNotNull { frame -> limits.waitOf(frame)?.let { "${who(frame)}, for $it" } }
            .take(MOST_ITEMS)
            .toList()
    }

    private inner class OfRun(
        private val run: WeaveRun,
    ) {
        private val now = run.clock.nanoTime()
        private val inside = nestedIn(run).groupBy { it.enclosing }
        private val limits = Limits(run)
        private val pending = ArrayList<StallReport.Pending>()

        fun report(quiet: Duration): StallReport {
            val unended = run.tasks().filter { !it.hasEnded() }.sortedBy { it.index }.toList()
            val all = run.size
            run.openBlock?.let { add(it, it) }
            unended.forEach(::add)
            val running = Duration.ofNanos((now - run.startedAt).coerceAtLeast(1))
            val ended = all - unended.size
            return RealStallReport(
                run.graph.name(),
                run.graph.isScope,
                running,
                quiet,
                run.end != null,
                all,
                ended,
                pending,
                limits.all(),
            )
        }

        private fun add(node: EngineTask<*>) {
            val map = node.running as? MapRun
            when {
                map != null -> {
                    pending += pendingOf(node, node, Wait.ITEMS, listOf(map.standing()))
                    map.underWay().take(MOST_ITEMS).forEach { add(it, node) }
                }

                node.pending() > 0 -> {
                    pending += pendingOf(node, node, Wait.INPUTS, unendedInputs(node))
                }

                else -> {
                    add(node, node)
                }
            }
        }

        private fun unendedInputs(node: EngineTask<*>): List<String> =
            run.inputsOf(node).filter { !it.hasEnded() }.map { it.name() }

        private fun add(frame: Frame, node: EngineTask<*>) {
            val runner = frame.running as? Runner
            val body = bodyOf(frame)
            val standing = body?.standing()
            val lease = runner?.lease ?: frame.lease
            limits.note(frame, lease, body)
            val wanted = lease?.wanted ?: body?.wanted
            val nested = inside[frame].orEmpty()
            val awaited = run.root.awaitedBy(node)
            val wait =
                when {
                    wanted != null -> Wait.SLOT

                    nested.isNotEmpty() -> Wait.WEAVE

                    // Of items, only the task is known to await.
                    standing?.wait == Wait.BODY -> if (awaited.isNotEmpty() && frame === node) Wait.TASK else Wait.BODY

                    standing?.wait == Wait.THREAD -> Wait.THREAD

                    runner?.pausedFor == WaitCause.BACKOFF -> Wait.BACKOFF

                    runner?.pausedFor == WaitCause.RATE -> Wait.RATE

                    awaited.isNotEmpty() -> Wait.TASK

                    else -> standing?.wait
                }
            val on =
                when (wait) {
                    Wait.SLOT -> listOf(limits.name(wanted!!))
                    Wait.TASK -> awaited.map { nameOf(it) }
                    else -> standing?.takeIf { it.wait == wait }?.on.orEmpty()
                }
            if (wait != null) {
                pending += pendingOf(frame, node, wait, on, standing?.thread, standing?.stack.orEmpty(), nested)
            } else {
                addSuspending(frame, node)
            }
        }

        private fun addSuspending(frame: Frame, node: EngineTask<*>) {
            val thread = threads[frame]
            pending +=
                when {
                    thread != null -> {
                        val on = listOfNotNull(LockOwner.of(thread))
                        pendingOf(frame, node, Wait.BODY, on, thread.name, thread.stackTrace.asList())
                    }

                    hasBegun(frame, node) -> {
                        pendingOf(frame, node, Wait.SUSPENDED)
                    }

                    else -> {
                        pendingOf(frame, node, Wait.THREAD, listOfNotNull(run.dispatcher?.toString()))
                    }
                }
        }

        private fun pendingOf(
            frame: Frame,
            node: EngineTask<*>,
            wait: Wait,
            on: List<String> = emptyList(),
            thread: String? = null,
            stack: List<StackTraceElement> = emptyList(),
            nested: List<WeaveRun> = emptyList(),
        ): StallReport.Pending {
            val running =
                if (frame === node && node.startedAt != 0L) {
                    // It may have started after the report was begun.
                    Duration.ofNanos((now - node.startedAt).coerceAtLeast(0))
                } else {
                    null
                }
            return RealStallReport.Pending(
                node.name(),
                frame.item,
                wait,
                on,
                wasToldToStop(frame, node),
                running,
                thread,
                stack,
                nested.map { report(it, Duration.ZERO) },
            )
        }

        private fun hasBegun(frame: Frame, node: EngineTask<*>) = frame !== node || node.startedAt != 0L || node.isBlock

        private fun wasToldToStop(frame: Frame, node: EngineTask<*>): Boolean {
            val running = frame.running
            return run.end != null || node.cancelledBy != null ||
                (running as? Runner)?.wasToldToStop == true || (running as? Underway)?.wasToldToStop == true
        }

        private fun nameOf(task: EngineTask<*>) =
            if (task.run === run) task.name() else "${task.name()} of ${task.graph.title()}"
    }

    /** The limits of one run, and who of its bodies has and who wants a slot of each. */
    private class Limits(
        run: WeaveRun,
    ) {
        private class Use(
            val name: String,
            val permits: Permits,
            val wasGiven: Boolean = true,
        ) {
            val heldBy = ArrayList<String>()
            val waitedForBy = ArrayList<String>()
        }

        private val uses = ArrayList<Use>()

        init {
            run.slots?.let { uses += Use("workers", it) }
            run.blockingSlotsInUse?.let { uses += Use("maxBlocking", it, run.graph.options().maxBlocking() != null) }
            for (task in run.tasks()) {
                val limiter = task.policy().limit() ?: continue
                val permits = LimiterState.of(limiter).permits ?: continue
                if (uses.none { it.permits === permits }) uses += Use(limiter.toString(), permits)
            }
        }

        fun name(permits: Permits): String = uses.firstOrNull { it.permits === permits }?.name ?: "a limit"

        fun note(frame: Frame, lease: Lease?, body: Underway?) {
            val who = who(frame)
            for (use in uses) {
                if (lease?.holds(use.permits) == true || body?.holds(use.permits) == true) use.heldBy += who
                if (lease?.wanted === use.permits || body?.wanted === use.permits) use.waitedForBy += who
            }
        }

        fun waitOf(frame: Frame): String? {
            val runner = frame.running as? Runner
            val wanted = (runner?.lease ?: frame.lease)?.wanted ?: bodyOf(frame)?.wanted
            return when {
                wanted != null -> "a slot of ${name(wanted)}"
                runner?.pausedFor == WaitCause.RATE -> "its turn under perMinute"
                else -> null
            }
        }

        /** What every weave is limited to by itself is only told of when it holds something up. */
        fun all() = uses.filter { it.wasGiven || it.waitedForBy.isNotEmpty() }.map {
            RealStallReport.Limit(it.name, it.permits.inUse(), it.permits.limit(), it.heldBy, it.waitedForBy)
        }
    }

    companion object {
        private const val MOST_ITEMS = 8

        private fun who(frame: Frame) = frame.task.name() + if (frame.item < 0) "" else ", item ${frame.item}"

        private fun bodyOf(frame: Frame): Underway? {
            val running = frame.running
            return (if (running is Runner) running.body else running) as? Underway
        }

        /** The runs that bodies of [job] have started and that have not completed; not those inside them again. */
        fun nestedIn(job: Job): List<WeaveRun> = job.children
            .flatMap { child ->
                if (child is WeaveRun) sequenceOf(child) else nestedIn(child).asSequence()
            }.toList()

        /** A number that is another one, as good as always, whenever something in [run] has gone on. */
        fun progress(run: WeaveRun): Long {
            // A scope may be open for as long as the program runs: while it has nothing to do, it does not hang.
            // One inside a body is a part of what that does, and may.
            return if (run.idles) System.nanoTime() else progressOfTasks(run)
        }

        private fun progressOfTasks(run: WeaveRun): Long {
            var number = run.size - run.unended.toLong()
            for (node in run.tasks()) {
                if (node.hasEnded()) continue
                val map = node.running as? MapRun
                val began = if (node.startedAt == 0L) 0 else 1
                number = number * 31 + began + (map?.progress() ?: node.attempt.toLong())
            }
            for (nested in nestedIn(run)) {
                number = number * 31 + System.identityHashCode(nested) + progressOfTasks(nested)
            }
            return number
        }
    }
}
