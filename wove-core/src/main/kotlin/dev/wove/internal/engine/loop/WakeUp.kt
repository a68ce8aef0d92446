package dev.wove.internal.engine.loop

import dev.wove.internal.engine.body.CurrentFrame
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import java.lang.ref.WeakReference
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import kotlin.coroutines.CoroutineContext

/**
 * A loop of a run, on its way to another thread. One that has not started when its run completes is there for the next
 * run of the same thread: else a row of small weaves would keep other threads busy with loops that come too late.
 */
internal class WakeUp private constructor(
    loop: Runnable,
    private val dispatcher: CoroutineDispatcher,
) : Runnable {
    /** What to run; null if nobody needs it any more, [STARTED] when it is too late for another. */
    @Volatile
    @JvmField
    internal var target: Any? = loop

    override fun run() {
        (TARGET.getAndSet(this, STARTED) as Runnable?)?.run()
    }

    private fun serves(loop: Runnable, on: CoroutineDispatcher) =
        on === dispatcher && target == null && TARGET.compareAndSet(this, null, loop)

    /**
     * The run of [loop] has completed, and this thread may go on with another. Other dispatchers than this one may be
     * closed, and lose what waits there, or look at the context that it was sent with.
     */
    fun leave(loop: Runnable) {
        if (dispatcher !== Dispatchers.Default || !release(loop)) return
        val holder = CurrentFrame.holder()
        if (leftIn(holder) !== this) holder[LEFT] = WeakReference(this)
    }

    /** False if it has started. */
    fun release(loop: Runnable) = TARGET.compareAndSet(this, loop, null)

    companion object {
        private val STARTED = Runnable {}
        private val TARGET = AtomicReferenceFieldUpdater.newUpdater(WakeUp::class.java, Any::class.java, "target")!!

        /** Where in what [CurrentFrame] keeps for a thread. */
        private const val LEFT = 1

        private fun leftIn(holder: Array<Any?>): WakeUp? = (holder[LEFT] as WeakReference<*>?)?.get() as WakeUp?

        /** What a run that has completed on this thread left behind, if that is still on its way. */
        fun left(): WakeUp? = leftIn(CurrentFrame.holder())

        /** Has [loop] run by another thread of [dispatcher], where [left] may be on its way. */
        fun send(loop: Runnable, dispatcher: CoroutineDispatcher, context: CoroutineContext, left: WakeUp?): WakeUp {
            if (left != null && left.serves(loop, dispatcher)) return left
            return WakeUp(loop, dispatcher).also { dispatcher.dispatch(context, it) }
        }
    }
}
