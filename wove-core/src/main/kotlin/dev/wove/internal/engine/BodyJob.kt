@file:OptIn(InternalCoroutinesApi::class)

package dev.wove.internal.engine

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

    override fun stop() {
        stopped = true
        cancel()
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
        failure = cause
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
            this@BodyJob.resumeWith(result)
        }
    }
}
