package dev.wove.remote.internal.worker

import dev.wove.internal.run.CallerContext
import dev.wove.remote.WorkerContext
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.launch
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/** Calls suspending functions for Java. */
internal object HandlerCoroutines {
    fun interface Call {
        @Throws(Throwable::class)
        fun call(continuation: Continuation<Any?>): Any?
    }

    fun interface End {
        fun ended(value: Any?, failure: Throwable?)
    }

    /** Starts [call] in a coroutine; [end] is told once its Job is complete, even if it never began. */
    @JvmStatic
    fun start(context: CoroutineContext, run: WorkerContext, carried: CallerContext, call: Call, end: End): Job {
        var value: Any? = null
        var failure: Throwable? = null
        val job =
            CoroutineScope(Dispatchers.Default + context + RunElement(run, carried)).launch {
                try {
                    value = suspendCoroutineUninterceptedOrReturn { call.call(it) }
                } catch (e: Throwable) {
                    failure = e
                }
            }
        job.invokeOnCompletion { cause -> end.ended(value, failure ?: cause) }
        return job
    }
}

/** Puts a run, and what came along with it, on each thread that its coroutine is on. */
private class RunElement(
    private val run: WorkerContext,
    private val carried: CallerContext,
) : AbstractCoroutineContextElement(RunElement),
    ThreadContextElement<RunElement.Outer> {
    class Outer(
        val run: WorkerContext?,
        val carried: CallerContext.Replaced?,
    )

    override fun updateThreadContext(context: CoroutineContext) = Outer(CurrentRun.replace(run), carried.enter())

    override fun restoreThreadContext(context: CoroutineContext, oldState: Outer) {
        CurrentRun.replace(oldState.run)
        carried.leave(oldState.carried)
    }

    companion object Key : CoroutineContext.Key<RunElement>
}
