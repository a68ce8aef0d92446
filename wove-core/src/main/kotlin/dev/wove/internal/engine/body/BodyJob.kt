@file:OptIn(InternalCoroutinesApi::class)

package dev.wove.internal.engine.body

import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/**
 * A Job of its own for what runs in [frame], so that it can be stopped alone and its children are awaited and fail with
 * it. [onEnd] gets the exception that ended it as it was thrown, which `coroutineScope` would copy; [onStopped] is told
 * when the job is cancelled or a child has failed.
 */
public class BodyJob internal constructor(
    private val frame: Frame,
    private val attached: Boolean = true,
    private val onStopped: (() -> Unit)? = null,
    private val onEnd: (value: Any?, failure: Throwable?) -> Unit,
) : AbstractCoroutine<Any?>(frame, false, true),
    Stoppable {
    private var value: Any? = null
    private var failure: Throwable? = null

    /** What the body returned, though that may be too late. */
    private var returned: Any? = null

    /** What the body threw, if no Job can end with it. */
    private var misfit: Throwable? = null
    private val told = AtomicBoolean()

    @Volatile
    private var stopped = false

    @Volatile
    private var bodyReturned = false

    /** Whether the body cancelled this job itself. */
    @Volatile
    internal var cancelledItself = false
        private set

    override val isScopedCoroutine: Boolean get() = true

    internal fun attach(): BodyJob = apply { if (attached) initParentJob(frame.base[Job]) }

    /** Starts [body] here and now; it is given the continuation to end with. */
    internal fun start(body: (Continuation<Any?>) -> Any?) {
        attach()
        val completion = Completion()
        try {
            val value = body(completion)
            if (value !== COROUTINE_SUSPENDED) completion.resumeWith(Result.success(value))
        } catch (e: Throwable) {
            completion.resumeWith(Result.failure(e))
        }
    }

    /** Ends a job that was only there for its children. */
    internal fun finish() {
        bodyReturned = true
        resumeWith(Result.success(Unit))
    }

    override fun stop(): Unit = stop(null)

    /** Stops the body, which is told [why]: if nothing around it is being stopped, that is the reason. */
    internal fun stop(why: Throwable?) {
        stopped = true
        cancel(reason(why))
    }

    /** Like what a body without a Job of its own sees. */
    private fun reason(why: Throwable?): CancellationException {
        val around = frame.base[Job]
        if (around != null && around.isCancelled) return around.getCancellationException()
        val task = frame.task
        val cause = why ?: task.run.end?.cause ?: task.cancelledBy
        if (cause is CancellationException) return cause
        val stopped = CancellationException("Task '${task.name()}' in ${task.graph.title()} was stopped")
        if (cause != null) stopped.initCause(cause)
        return stopped
    }

    override fun onCancelling(cause: Throwable?) {
        if (cause is CancellationException && !bodyReturned && !stopped &&
            frame.task.run.end == null
        ) {
            cancelledItself = true
        }
        if (cause != null && !bodyReturned) onStopped?.invoke()
    }

    override fun onCompleted(value: Any?) {
        this.value = value
    }

    override fun onCancelled(cause: Throwable, handled: Boolean) {
        failure = misfit ?: cause
        closeDropped(frame.task, returned)
    }

    override fun afterResume(state: Any?): Unit = tell()

    override fun afterCompletion(state: Any?): Unit = tell()

    private fun tell() {
        if (told.compareAndSet(false, true)) onEnd(value, failure)
    }

    private inner class Completion : Continuation<Any?> {
        override val context: CoroutineContext get() = this@BodyJob.context

        override fun resumeWith(result: Result<Any?>) {
            bodyReturned = true
            returned = result.getOrNull()
            val thrown = result.exceptionOrNull()
            if (thrown == null || fitsJob(thrown)) {
                this@BodyJob.resumeWith(result)
            } else {
                misfit = thrown
                this@BodyJob.resumeWith(Result.failure(Misfit(thrown)))
            }
        }
    }
}

/** Stops this, and tells a body that can be told [why]. */
internal fun Stoppable.stop(why: Throwable?): Unit = if (this is BodyJob) stop(why) else stop()
