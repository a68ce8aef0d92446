package dev.wove.internal.engine

import dev.wove.internal.run.CallerContext
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/** The elements of a run's context that have to be put on each thread that runs a body, and taken off again. */
internal class BodyContext private constructor(
    private val elements: Array<ThreadContextElement<Any?>>,
) {
    fun install(context: CoroutineContext): Array<Any?> {
        val before = arrayOfNulls<Any?>(elements.size)
        for (i in elements.indices) {
            try {
                before[i] = elements[i].updateThreadContext(context)
            } catch (e: Throwable) {
                restore(context, before, i)
                throw e
            }
        }
        return before
    }

    fun restore(context: CoroutineContext, before: Array<Any?>, count: Int = elements.size) {
        for (i in count - 1 downTo 0) elements[i].restoreThreadContext(context, before[i])
    }

    companion object {
        /** Null if [context] has nothing for threads. */
        @Suppress("UNCHECKED_CAST")
        fun of(context: CoroutineContext): BodyContext? {
            val found =
                context.fold<List<ThreadContextElement<Any?>>?>(null) { all, element ->
                    if (element is ThreadContextElement<*> && element !is FrameElement) {
                        all.orEmpty() + (element as ThreadContextElement<Any?>)
                    } else {
                        all
                    }
                }
            return found?.let { BodyContext(it.toTypedArray()) }
        }
    }
}

/** What the caller's thread carried, as an element of the run's context. */
internal class CallerContextElement(
    private val captured: CallerContext,
) : AbstractCoroutineContextElement(CallerContextElement),
    ThreadContextElement<CallerContext.Replaced> {
    override fun updateThreadContext(context: CoroutineContext): CallerContext.Replaced = captured.install()

    override fun restoreThreadContext(context: CoroutineContext, oldState: CallerContext.Replaced) {
        CallerContext.restore(oldState)
    }

    companion object Key : CoroutineContext.Key<CallerContextElement>
}
