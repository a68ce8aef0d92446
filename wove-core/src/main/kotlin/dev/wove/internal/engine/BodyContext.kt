package dev.wove.internal.engine

import dev.wove.internal.run.CallerContext
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/** What has to be put on each thread that runs a body, and taken off again: elements of the run's context, and [carried]. */
internal class BodyContext private constructor(
    private val elements: Array<ThreadContextElement<Any?>>,
    private val carried: CallerContext,
) {
    fun install(context: CoroutineContext): Array<Any?> {
        val before = arrayOfNulls<Any?>(elements.size + 1)
        var installed = 0
        try {
            while (installed < elements.size) {
                before[installed] = elements[installed].updateThreadContext(context)
                installed++
            }
            before[installed] = carried.enter()
        } catch (e: Throwable) {
            restoreElements(context, before, installed)
            throw e
        }
        return before
    }

    fun restore(context: CoroutineContext, before: Array<Any?>) {
        try {
            carried.leave(before[elements.size] as CallerContext.Replaced?)
        } finally {
            restoreElements(context, before, elements.size)
        }
    }

    private fun restoreElements(context: CoroutineContext, before: Array<Any?>, count: Int) {
        for (i in count - 1 downTo 0) elements[i].restoreThreadContext(context, before[i])
    }

    companion object {
        /** Null if [context] has nothing for threads, and the caller's was bare. */
        @Suppress("UNCHECKED_CAST")
        fun of(context: CoroutineContext, carried: CallerContext): BodyContext? {
            val found =
                context.fold<List<ThreadContextElement<Any?>>?>(null) { all, element ->
                    if (element is ThreadContextElement<*> && element !is FrameElement) {
                        all.orEmpty() + (element as ThreadContextElement<Any?>)
                    } else {
                        all
                    }
                }
            return if (found == null && carried.bare) null else BodyContext(found.orEmpty().toTypedArray(), carried)
        }
    }
}

/** Has a coroutine that is no body carry what the caller of a weave did. */
internal class CallerContextElement(
    private val carried: CallerContext,
) : AbstractCoroutineContextElement(CallerContextElement),
    ThreadContextElement<CallerContext.Replaced?> {
    override fun updateThreadContext(context: CoroutineContext): CallerContext.Replaced? = carried.enter()

    override fun restoreThreadContext(context: CoroutineContext, oldState: CallerContext.Replaced?) =
        carried.leave(oldState)

    companion object Key : CoroutineContext.Key<CallerContextElement>
}
