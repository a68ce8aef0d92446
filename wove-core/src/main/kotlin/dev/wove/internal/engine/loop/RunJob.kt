@file:OptIn(InternalCoroutinesApi::class)

package dev.wove.internal.engine.loop

import dev.wove.WeaveCancelledException
import dev.wove.internal.engine.body.Misfit
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.body.fitsJob
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.lang.ref.WeakReference
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.resume

/**
 * The Job of a run: decides once how the run ended, and resumes the caller when nothing of it runs any more.
 *
 * It is a coroutine of kotlinx's like the one behind `coroutineScope`: its children are awaited, and their failures end
 * the run; unless it is [isLive], they do not reach the caller's Job.
 */
internal abstract class RunJob(
    parent: CoroutineContext,
    val isLive: Boolean,
) : AbstractCoroutine<Unit>(parent, false, true) {
    private val parentJob = parent[Job]
    private var attached = false

    /**
     * Null, then what ended the run early: set once. With [TASKS_ENDED] in between, only the Job can end the run early:
     * what comes when that has completed has come too late. That stays [TASKS_ENDED], or [COMPLETED] if the Job failed.
     */
    @Volatile
    @JvmField
    internal var endState: Any? = null

    /** What this run itself completes its Job with. */
    @Volatile
    private var ownFailure: Throwable? = null

    /** Null, then the caller's continuation if it had to suspend, then [COMPLETED]. */
    @Volatile
    @JvmField
    internal var caller: Any? = null

    val end: RunEnd? get() = endState as? RunEnd

    /** How messages speak of it at the beginning of a sentence. */
    abstract val heading: String

    /** Tells all bodies to stop that this Job does not reach. */
    protected abstract fun stopBodies()

    /** What a body has launched has failed; maybe not first, and so nobody else is told. */
    protected open fun childFailed(failure: Throwable): Unit = Unit

    /** Nothing of the run runs any more, and nobody has been told so yet. */
    protected abstract fun completes()

    /** Nothing of the run runs any more. */
    protected abstract fun hasCompleted()

    // A live weave tells its scope that it failed, like `async`; the others throw to their caller.
    override val isScopedCoroutine: Boolean get() = !isLive

    /** Makes the caller's Job wait for this run and cancel it. May be called again. */
    fun attach() {
        if (!attached) initParentJob(parentJob)
        attached = true
    }

    /** Unit if the run has completed, else COROUTINE_SUSPENDED, and [continuation] is resumed when it has. */
    protected fun completedOr(continuation: Continuation<Unit>): Any =
        if (CALLER.compareAndSet(this, null, continuation)) COROUTINE_SUSPENDED else Unit

    /** Ends the run early, unless something else has, and stops what runs. */
    fun endBy(kind: RunEnd.Kind, cause: Throwable) {
        if (endState.let { it != null && it !== TASKS_ENDED }) return
        val end = RunEnd(kind, cause)
        if (ENDING.compareAndSet(this, null, end) || endState === TASKS_ENDED) cancelBy(end)
    }

    // Not kotlinx's, which would keep this Job, and with it the values of all tasks, for as long as it is kept itself.
    override fun cancel(cause: CancellationException?) {
        super.cancel(cause ?: WeaveCancelledException("$heading was cancelled through its Job", null))
    }

    override fun childCancelled(cause: Throwable): Boolean {
        if (cause !is CancellationException) childFailed(cause)
        return super.childCancelled(cause)
    }

    // Comes back in onCancelling, which stops the bodies.
    private fun cancelBy(end: RunEnd) = cancel(end.cause as? CancellationException ?: HasEnded(this, end))

    private fun endOf(cause: Throwable) = when (cause) {
        is HasEnded -> if (cause.run.refersTo(this)) cause.end else RunEnd(RunEnd.Kind.CANCELLED, cause)
        is CancellationException -> RunEnd(RunEnd.Kind.CANCELLED, cause)
        else -> RunEnd(RunEnd.Kind.FAILURE, cause)
    }

    /** Why everything is to stop; also if whoever cancelled the Job has not told this run yet. */
    fun endNow(): RunEnd? {
        if (end == null && isCancelled) completionCause?.let { ENDING.compareAndSet(this, null, endOf(it)) }
        return end
    }

    override fun onCancelling(cause: Throwable?) {
        if (cause == null || cause === ownFailure) return
        if (end == null) endWith(cause)
        stopBodies()
    }

    private fun endWith(cause: Throwable) {
        val end = endOf(cause)
        if (!ENDING.compareAndSet(this, null, end)) ENDING.compareAndSet(this, TASKS_ENDED, end)
    }

    /** A Job that has completed as this has. */
    fun completedJob(): Job = Job().also { job ->
        val cause = completionCause
        if (cause == null) job.complete() else job.completeExceptionally(cause)
    }

    /** No task is left: waits for what the bodies have launched, and completes. */
    protected fun complete(failure: Throwable?) {
        val own = if (failure == null || fitsJob(failure)) failure else Misfit(failure)
        ownFailure = own
        // Whoever has set the end may not have got round to cancelling the Job.
        if (!ENDING.compareAndSet(this, null, TASKS_ENDED)) end?.let { cancelBy(it) }
        resumeWith(if (own == null) Result.success(Unit) else Result.failure(own))
    }

    override fun onCompleted(value: Unit) = completes()

    override fun onCancelled(cause: Throwable, handled: Boolean) {
        // Whoever cancelled the Job may not have got round to telling this run, and is not to change its end later.
        if (cause !== ownFailure && end == null) endWith(cause)
        completes()
    }

    override fun afterResume(state: Any?) = completed()

    override fun afterCompletion(state: Any?) = completed()

    @Suppress("UNCHECKED_CAST")
    private fun completed() {
        if (completionCause != null) ENDING.compareAndSet(this, TASKS_ENDED, COMPLETED)
        hasCompleted()
        val continuation = CALLER.getAndSet(this, COMPLETED)
        if (continuation != null && continuation !== COMPLETED) {
            (continuation as Continuation<Unit>).intercepted().resume(Unit)
        }
    }

    /** Carries the [end] of [run] through its Job, and on to those of nested weaves, to which it is a cancellation. */
    private class HasEnded(
        run: RunJob,
        val end: RunEnd,
    ) : CancellationException("${run.heading} has ended") {
        /** Weak, as bodies may keep this. */
        @Transient
        val run = WeakReference(run)

        init {
            initCause(end.cause)
        }
    }

    private companion object {
        val COMPLETED = Any()
        val TASKS_ENDED = Any()

        // Not objects of their own: small weaves are made in great numbers.
        val ENDING = AtomicReferenceFieldUpdater.newUpdater(RunJob::class.java, Any::class.java, "endState")
        val CALLER = AtomicReferenceFieldUpdater.newUpdater(RunJob::class.java, Any::class.java, "caller")
    }
}
