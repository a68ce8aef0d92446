package dev.wove.internal.engine

import kotlinx.coroutines.CoroutineDispatcher
import java.lang.ref.WeakReference
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater

/**
 * A loop of a run, on its way to another thread. One that has not started when its run completes is there for the next
 * run of the same thread: else a row of small weaves would keep other threads busy with loops that come too late.
 */
internal class WakeUp private constructor(
    run: WeaveRun,
    private val dispatcher: CoroutineDispatcher,
) : Runnable {
    /** The run that the loop is of; null if that has completed, [STARTED] when it is too late for another. */
    @Volatile
    @JvmField
    internal var target: Any? = run

    override fun run() {
        (TARGET.getAndSet(this, STARTED) as WeaveRun?)?.wokenUp()
    }

    private fun serves(run: WeaveRun, on: CoroutineDispatcher) =
        on === dispatcher && target == null && TARGET.compareAndSet(this, null, run)

    /** [run] has completed, and this thread may go on with another. */
    fun leave(run: WeaveRun) {
        if (dispatcher is CallerLoop || !TARGET.compareAndSet(this, run, null)) return
        val holder = CurrentFrame.holder()
        if (leftIn(holder) !== this) holder[LEFT] = WeakReference(this)
    }

    companion object {
        private val STARTED = Any()
        private val TARGET = AtomicReferenceFieldUpdater.newUpdater(WakeUp::class.java, Any::class.java, "target")!!

        /** Where in what [CurrentFrame] keeps for a thread. */
        private const val LEFT = 1

        private fun leftIn(holder: Array<Any?>): WakeUp? = (holder[LEFT] as WeakReference<*>?)?.get() as WakeUp?

        /** Has a loop of [run] started by another thread of [dispatcher]. */
        fun send(run: WeaveRun, dispatcher: CoroutineDispatcher): WakeUp {
            val left = leftIn(CurrentFrame.holder())
            if (left != null && left.serves(run, dispatcher)) return left
            return WakeUp(run, dispatcher).also { dispatcher.dispatch(run.context, it) }
        }
    }
}
