package dev.wove.internal.engine.loop

import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.OnPool
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.body.closeDropped
import dev.wove.internal.engine.body.closeStream
import dev.wove.internal.engine.body.failureOf
import dev.wove.internal.engine.body.startInPlace
import dev.wove.internal.engine.items.Feed
import dev.wove.internal.graph.Ending
import dev.wove.internal.graph.Mapping
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.pool.BlockingCall
import dev.wove.internal.run.FailureNotes
import dev.wove.internal.text.SafeLog
import org.slf4j.LoggerFactory

/**
 * How tasks of [run] end, what becomes of those that wait for them, and whether that ends the run. Many threads come here,
 * and none waits for another.
 */
internal class TaskEnds(
    private val run: WeaveRun,
) {
    /** Ends [node] with what its body has ended with, at [now]; see [release] for what is returned. */
    fun conclude(
        node: EngineTask<*>,
        value: Any?,
        failure: Throwable?,
        now: Long,
        successors: Successors = Successors.RUN_NEXT,
    ): EngineTask<*>? {
        if (node.hasEnded()) {
            twice(node, failure)
            return node
        }
        // Not later: what stops the run now must not stop what has ended.
        if (node.running != null) node.running = null
        node.endedAt = now
        val stoppedBy = run.end?.cause ?: node.cancelledBy
        val state =
            when {
                failure != null -> endingOf(node, failure)
                stoppedBy != null -> dropped(node, value, stoppedBy)
                else -> value
            }
        return release(node, state, successors)
    }

    private fun dropped(node: EngineTask<*>, value: Any?, stoppedBy: Throwable): Ending {
        closeDropped(node, value)
        return Ending(Ending.Kind.CANCELLED, stoppedBy)
    }

    fun sourceNotRead(node: EngineTask<*>) {
        closeStream(node, opened = false)?.let { run.failures.addOther(node, -1, it) }
    }

    private fun endingOf(node: EngineTask<*>, thrown: Throwable): Ending {
        val stoppedBy = run.endNow()?.cause ?: node.cancelledBy
        // A mapped task comes here with what ended the run itself, if that was one of its items.
        if (stoppedBy != null && !run.endedWith(thrown) && FailureNotes.isStop(thrown)) {
            return Ending(if (hasBegun(node)) Ending.Kind.CANCELLED else Ending.Kind.SKIPPED, stoppedBy)
        }
        val failure = failureOf(node, thrown)
        failed(node, failure)
        return Ending(Ending.Kind.FAILED, failure)
    }

    /** Takes note of a failure, and ends the run unless somebody handles it. */
    fun failed(node: EngineTask<*>, failure: Throwable) {
        val handled = node.failureIsHandled() && failure !is VirtualMachineError
        if (run.failures.add(node, failure, handled) && !handled && !run.continues) {
            run.endBy(RunEnd.Kind.FAILURE, failure)
        }
    }

    /** Ends the run because of a failure of [frame] that nobody handles, before the failure has gone its way. */
    fun failsBefore(frame: Frame, failure: Throwable) {
        val node = frame.task
        val keepsOutcomes = node.mapping()?.keeps == Mapping.Keeps.OUTCOMES
        val handled = (node.failureIsHandled() || keepsOutcomes) && failure !is VirtualMachineError
        if (!handled && !run.continues) run.endBy(RunEnd.Kind.FAILURE, failure)
    }

    /** Whether the body of [node] was started, if only for one item. */
    private fun hasBegun(node: EngineTask<*>) =
        node.startedAt != 0L && (node.mapping() == null || node.declaration!!.notes.itemBegan)

    /** What becomes of the tasks that are ready now. */
    enum class Successors {
        /** The first is returned, to run next on this thread, and the others are queued. */
        RUN_NEXT,

        /** All are queued. */
        QUEUE,

        /** As the first two: of those that belong on the pool, on which this is, the first is returned. */
        STAY_ON_POOL,
    }

    /**
     * Publishes how [node] ended; returns the task that became ready by it and is to run next on this thread, if any, or
     * [node] itself if it had ended before, which changes nothing. Small enough for the JIT to inline it.
     */
    fun release(node: EngineTask<*>, state: Any?, successors: Successors = Successors.RUN_NEXT): EngineTask<*>? {
        if (state is Ending) leaveGap(node)
        run.teller?.taskEnded(node, state)
        val waiter = node.end(state)
        if (waiter === TaskNode.ENDED) {
            twice(node, (state as? Ending)?.cause)
            return node
        }
        if (run.grows) run.taskEnded(node)
        if (waiter != null) tellAll(waiter)
        var next: EngineTask<*>? = null
        for (i in 0 until node.dependentCount()) {
            val dependent = node.dependent(i) as EngineTask<*>
            if (node.declaration != null && closeFeed(node, dependent, state)) continue
            if (!dependent.inputEnded()) continue
            when {
                successors == Successors.STAY_ON_POOL && belongsOnPool(dependent) -> {
                    if (next == null) next = dependent else submit(dependent)
                }

                successors == Successors.RUN_NEXT && next == null && !run.ready.takesTurns -> {
                    next = dependent
                }

                else -> {
                    run.ready.add(dependent)
                }
            }
        }
        return next
    }

    private fun submit(node: EngineTask<*>) {
        try {
            node.startInPlace()
        } catch (e: Throwable) {
            run.bodyEndedElsewhere(node, null, e)
        }
    }

    fun startOnPool(node: EngineTask<*>): BlockingCall? = try {
        OnPool.startHere(node)
    } catch (e: Throwable) {
        run.bodyEndedElsewhere(node, null, e)
        null
    }

    private fun belongsOnPool(node: EngineTask<*>) =
        node.place === OnPool && !run.ready.takesTurns && node.mapping() == null && !run.hasRunner(node) &&
            reasonToSkip(node) == null

    /** [node] has no value; who fills its feed need not wait for room in it. */
    private fun leaveGap(node: EngineTask<*>) {
        run.gaps = true
        (node.notes()?.feed as Feed?)?.dismiss()
    }

    private fun tellAll(first: TaskNode.Waiter) {
        generateSequence(first) { it.next() }.forEach(::tell)
        if (run.bodyContext == null) run.carried.tidy()
    }

    private fun tell(waiter: TaskNode.Waiter) {
        try {
            waiter.ended()
        } catch (e: Throwable) {
            // Whoever waits must not keep the others from going on.
            SafeLog.warn(LOG, "A callback for a task of ${run.graph.title()} failed", e)
        }
    }

    /** Whether [dependent] takes the items of [node] one by one, and so was counted down when they began to flow. */
    private fun closeFeed(node: EngineTask<*>, dependent: EngineTask<*>, state: Any?): Boolean {
        val feed = dependent.notes()?.feed as Feed? ?: return false
        return feed.upstream === node && feed.close((state as? Ending)?.cause)
    }

    fun reasonToSkip(node: EngineTask<*>): Throwable? {
        val end = run.end
        if (end != null) return end.cause
        return if (run.gaps) node.cancelledBy ?: unmet(node) else null
    }

    /** Why an input that [node] cannot do without has no value, or null if all have one. */
    private fun unmet(node: EngineTask<*>): Throwable? {
        val declaration = node.declaration
        return whyMissing(node.inputs())
            ?: declaration?.let { whyMissing(it.after) }
            ?: declaration?.mapping?.sourceTask()?.let { run.nodeOf(it) }?.ending()?.cause
    }

    private fun whyMissing(inputs: Array<TaskInput>): Throwable? = inputs.firstNotNullOfOrNull {
        if (it is TakenInput) null else run.nodeOfInput(it as Task<*>)?.ending()?.cause
    }

    /** Says that a body has ended once more, which changes nothing. */
    fun twice(frame: Frame, failure: Throwable?) {
        val item = if (frame.item < 0) "" else ", item ${frame.item}"
        LOG.error(
            "The body of task '{}'{} in {} has ended twice; only its first end counts.\n" +
                "  Its stage, or {}, has completed it a second time: use one that does so once.",
            frame.task.name(),
            item,
            run.graph.title(),
            run.dispatcher ?: "what has resumed it",
            failure,
        )
    }

    private companion object {
        val LOG = LoggerFactory.getLogger("dev.wove")!!
    }
}
