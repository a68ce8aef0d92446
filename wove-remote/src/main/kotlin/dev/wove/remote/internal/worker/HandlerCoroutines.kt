package dev.wove.remote.internal.worker

import dev.wove.remote.WorkerContext
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.launch
import org.slf4j.MDC
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
    fun start(context: CoroutineContext, run: WorkerContext, mdc: Map<String, String>, call: Call, end: End): Job {
        var value: Any? = null
        var failure: Throwable? = null
        val job =
            CoroutineScope(Dispatchers.Default + context + RunElement(run, mdc)).launch {
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

/** Puts a run, and the keys of the MDC that came with it, on each thread that its coroutine is on. */
private class RunElement(
    private val run: WorkerContext,
    private val mdc: Map<String, String>,
) : AbstractCoroutineContextElement(RunElement),
    ThreadContextElement<RunElement.Outer> {
    class Outer(
        val run: WorkerContext?,
        val mdc: Map<String, String>?,
    )

    override fun updateThreadContext(context: CoroutineContext): Outer {
        val outer = Outer(CurrentRun.replace(run), if (mdc.isEmpty()) null else MDC.getCopyOfContextMap().orEmpty())
        if (mdc.isNotEmpty()) MDC.setContextMap(mdc)
        return outer
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Outer) {
        CurrentRun.replace(oldState.run)
        oldState.mdc?.let(MDC::setContextMap)
    }

    companion object Key : CoroutineContext.Key<RunElement>
}
