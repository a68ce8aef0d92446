package dev.wove.internal.engine.body

import dev.wove.internal.observe.Observation
import dev.wove.internal.run.CallerContext
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/**
 * What has to be put on each thread that runs a body, and taken off again: elements of the run's context, and [carried]. As
 * with `async`, each body has a copy of its own of elements that can be copied.
 */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
internal class BodyContext private constructor(
    private val elements: Array<ThreadContextElement<Any?>>,
    private val carried: CallerContext,
    private val observed: Boolean,
) {
    private val copies = elements.any { it is CopyableThreadContextElement<*> }

    /** The same where bodies are observed. */
    fun observed(): BodyContext = BodyContext(elements, carried, observed = true)

    fun install(frame: Frame): Installed {
        val installed = Installed(if (copies) copiesFor(frame) else elements, carried, observed)
        installed.install(frame)
        return installed
    }

    private fun copiesFor(frame: Frame): Array<ThreadContextElement<Any?>> {
        val copies = elements.copyOf()
        var context = frame.base
        for (i in elements.indices) {
            // Copies are made of what the thread-local holds.
            val before = elements[i].updateThreadContext(frame)
            try {
                copies[i] = elements[i].copy()
            } finally {
                elements[i].restoreThreadContext(frame, before)
            }
            if (copies[i] !== elements[i]) context += copies[i]
        }
        frame.takes(context)
        return copies
    }

    /** What a thread has for one body. */
    internal class Installed(
        private val elements: Array<ThreadContextElement<Any?>>,
        private val carried: CallerContext,
        private val observed: Boolean,
    ) {
        private val before = arrayOfNulls<Any?>(elements.size)
        private var replaced: CallerContext.Replaced? = null
        private var entered: Observation.Entered? = null

        fun install(frame: Frame) {
            var count = 0
            try {
                while (count < elements.size) {
                    before[count] = elements[count].updateThreadContext(frame)
                    count++
                }
                replaced = carried.enter()
                if (observed) entered = frame.element.observation?.enter()
            } catch (e: Throwable) {
                restoreElements(frame, count)
                throw e
            }
        }

        fun restore(frame: Frame) {
            entered?.leave()
            try {
                carried.leave(replaced)
            } finally {
                restoreElements(frame, elements.size)
            }
        }

        private fun restoreElements(frame: Frame, count: Int) {
            for (i in count - 1 downTo 0) elements[i].restoreThreadContext(frame, before[i])
        }
    }

    companion object {
        /** Null if [context], that of the caller, has nothing for threads, and the caller's was bare. */
        @Suppress("UNCHECKED_CAST")
        fun of(context: CoroutineContext, carried: CallerContext): BodyContext? {
            val found =
                context.fold<List<ThreadContextElement<Any?>>?>(null) { all, element ->
                    if (element is ThreadContextElement<*> && element !is FrameElement) {
                        all.orEmpty() + (element as ThreadContextElement<Any?>).copy()
                    } else {
                        all
                    }
                }
            return if (found == null && carried.bare) null else of(found.orEmpty(), carried)
        }

        /** Of a run whose bodies are observed, though there is nothing else to put on their threads. */
        fun ofObserved(carried: CallerContext): BodyContext = of(emptyList(), carried).observed()

        private fun of(elements: List<ThreadContextElement<Any?>>, carried: CallerContext) =
            BodyContext(elements.toTypedArray(), carried, observed = false)

        private fun ThreadContextElement<Any?>.copy(): ThreadContextElement<Any?> =
            if (this is CopyableThreadContextElement<Any?>) copyForChild() else this
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
