package dev.wove.internal.engine

import dev.wove.internal.run.BlockingCall
import dev.wove.internal.run.BlockingPool
import dev.wove.internal.run.LiveCounters
import dev.wove.internal.run.Permits
import dev.wove.trace.WaitCause
import kotlinx.coroutines.Job
import org.slf4j.LoggerFactory
import org.slf4j.MDC
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/** One call of a blocking body, on a thread of its own unless it is run in place. Tells [onEnd], or else the frame. */
internal class BlockingBody(
    private val run: WeaveRun,
    private val frame: Frame,
    private val item: Any?,
    private val permits: Permits?,
    private val onStart: (() -> Unit)? = null,
    private val onEnd: ((value: Any?, failure: Throwable?) -> Unit)? = null,
) : BlockingCall(),
    Stoppable {
    /** The slot that the call waits for, for reports, which may see it late. */
    var wanted: Permits? = null
        private set

    private var value: Any? = null
    private var failure: Throwable? = null
    private var pooled = false

    /** Since when it waits for a slot; 0 if it did not have to. */
    @Volatile
    private var waitsSince = 0L

    /** Hands the call to the pool as soon as there is a slot for it. */
    fun submit() {
        pooled = true
        if (hasSlot() && !execute()) permits?.release()
    }

    /** Takes a slot to run on this thread of the pool; null if there is none now, and then like [submit]. */
    fun orSubmit(): BlockingBody? {
        pooled = true
        if (!hasSlot()) return null
        begins()
        return this
    }

    private fun hasSlot(): Boolean {
        if (permits == null) return true
        // Before it is asked for, or it might be granted on another thread first.
        wanted = permits
        val atOnce =
            permits.acquire {
                wanted = null
                !isCancelledUnstarted && executeAfterWait()
            }
        if (atOnce) wanted = null else waitsSince = run.clock.nanoTime()
        return atOnce
    }

    private fun executeAfterWait(): Boolean {
        // Zero if the slot came at once after all.
        if (waitsSince != 0L) frame.waited(WaitCause.BLOCKING_SLOT, null, waitsSince)
        return execute()
    }

    /** Whether the body has a slot of [some]. */
    fun holds(some: Permits): Boolean = permits === some && wanted == null

    /** False if no thread can be had: the task fails with that, and its slot is for others. */
    private fun execute(): Boolean {
        begins()
        try {
            BlockingPool.execute(this)
            return true
        } catch (e: Throwable) {
            failure = e
            run.clock.blockingEnded()
            LiveCounters.bodyLeft()
            stop()
            return false
        }
    }

    private fun begins() {
        run.clock.blockingStarted()
        LiveCounters.bodySubmitted()
    }

    override fun stop() = cancel()

    override fun body() {
        if (pooled) nameThread()
        try {
            frame.bodyStarts()
            onStart?.invoke()
            value = run.within(frame) { frame.task.callBlocking(item) }
        } catch (e: Throwable) {
            failure = e
        } finally {
            if (pooled) {
                // What the body left on the thread must not meet the next one.
                MDC.clear()
                Thread.interrupted()
            }
        }
    }

    /** Each new name is a system call; the items of a mapped task share one. */
    private fun nameThread() {
        val thread = Thread.currentThread()
        val label = frame.label()
        if (thread.name != label) thread.name = label
    }

    override fun interrupt(running: Thread) = run.clock.interrupt(running)

    override fun leave() {
        if (!pooled) return
        permits?.release()
        if (isCancelledUnstarted) run.clock.blockingEnded()
        LiveCounters.bodyLeft()
    }

    override fun finished(): BlockingCall? {
        var next: BlockingCall? = null
        when {
            onEnd != null -> onEnd(value, failure)
            pooled -> next = frame.bodyEndedOnPool(value, failure)
            else -> frame.bodyEndedElsewhere(value, failure)
        }
        if (pooled) run.clock.blockingEnded()
        return next
    }

    override fun neverStarted() {
        val end = failure ?: cancelledUnstarted()
        if (onEnd != null) onEnd(null, end) else frame.bodyEndedElsewhere(null, end)
    }

    private fun cancelledUnstarted() = CancellationException("The body was cancelled before it started")

    /** Runs the body in place: on the thread of the engine, because the task says so. */
    fun callHere(): Any? {
        run()
        if (isCancelledUnstarted) throw cancelledUnstarted()
        failure?.let {
            if (it is InterruptedException && run.end == null) (run.dispatcher as? CallerLoop)?.interrupted()
            throw it
        }
        return value
    }
}

internal fun callHere(run: WeaveRun, frame: Frame, item: Any?): Any? {
    val call = BlockingBody(run, frame, item, null) { _, _ -> }
    frame.running = call
    // Items may be stopped without the run, by their Job.
    val stopped = run.end != null || frame.task.cancelledBy != null
    if (stopped || (frame.item >= 0 && frame.base[Job]?.isActive == false)) call.stop()
    try {
        return call.callHere()
    } finally {
        frame.running = null
    }
}

/**
 * Calls a body that returns a stage. Its value if the stage is done, else COROUTINE_SUSPENDED: then [onRunning] gets what
 * stops it and [onEnd] is told.
 */
internal fun startStage(
    run: WeaveRun,
    frame: Frame,
    item: Any?,
    onRunning: (Stoppable) -> Unit,
    onEnd: (value: Any?, failure: Throwable?) -> Unit,
): Any? {
    val stage = run.within(frame) { frame.task.callStage(item) }
    val takesNoTime = !run.clock.completes(stage)
    if (takesNoTime) run.clock.blockingStarted()
    val stop = Stoppable { cancel(stage, frame) }
    onRunning(stop)
    // A stage that is done calls back here and now: its end is then returned, so that chains of them do not nest.
    val inline = AtomicReference<Any?>()
    stage.whenComplete { value, thrown ->
        val cause = if (thrown is CompletionException) thrown.cause ?: thrown else thrown
        if (!inline.compareAndSet(null, StageEnd(value, cause))) onEnd(value, cause)
        if (takesNoTime) run.clock.blockingEnded()
    }
    if (run.end != null) stop.stop()
    if (inline.compareAndSet(null, COROUTINE_SUSPENDED)) return COROUTINE_SUSPENDED
    val end = inline.get() as StageEnd
    return if (end.failure == null) end.value else throw end.failure
}

/** A stage of a client may refuse; whoever stops it goes on to stop others, and the weave waits for it. */
private fun cancel(stage: CompletionStage<*>, frame: Frame) {
    try {
        stage.toCompletableFuture().cancel(true)
    } catch (e: Throwable) {
        LOG.warn("The stage of task '{}' cannot be cancelled; the weave waits for it.", frame.label(), e)
    }
}

private val LOG = LoggerFactory.getLogger("dev.wove")!!

private class StageEnd(
    val value: Any?,
    val failure: Throwable?,
)
