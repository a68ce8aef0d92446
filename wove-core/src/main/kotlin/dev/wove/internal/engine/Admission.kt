package dev.wove.internal.engine

import dev.wove.internal.run.Permits
import dev.wove.internal.run.ReadyQueue
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/**
 * Lets ready tasks start in the order in which they became ready when a weave has fewer workers than tasks. Loops that
 * took a task each and then raced for the slot would start them in any order.
 */
internal class Admission(
    private val run: WeaveRun,
    private val slots: Permits,
    private val ready: ReadyQueue<EngineTask<*>>,
) {
    private val admitted = ConcurrentLinkedQueue<EngineTask<*>>()
    private val order = ReentrantLock()

    val isEmpty: Boolean get() = admitted.isEmpty() && ready.isEmpty()

    /** The next task that may start: it holds its slot, if it is one that takes it here. */
    fun next(): EngineTask<*>? {
        while (true) {
            admitted.poll()?.let { return it }
            order.withLock {
                val node = ready.poll() ?: return null
                if (!takesSlotFirst(node) || takeSlot(node)) return node
            }
        }
    }

    /** A task that has to wait for something else before it needs its slot, or may give up waiting, takes it later, and so does each item. */
    private fun takesSlotFirst(node: EngineTask<*>) =
        node.mapping() == null && node.details?.pace == null && node.policy().limit() == null &&
            node.policy().deadline() == null

    private fun takeSlot(node: EngineTask<*>): Boolean {
        val waiting = Waiting(node)
        node.running = waiting
        if (slots.acquire(waiting)) {
            node.running = null
            node.holdsSlot = true
            return true
        }
        // Whoever stopped it may have come before there was anything to stop.
        if (run.end != null || node.cancelledBy != null) waiting.stop()
        return false
    }

    private inner class Waiting(
        private val node: EngineTask<*>,
    ) : Permits.Waiter,
        Stoppable {
        override fun granted(): Boolean {
            node.holdsSlot = true
            admit()
            return true
        }

        /** The task does not wait any longer: a loop finds the reason to skip it. */
        override fun stop() {
            if (slots.withdraw(this)) admit()
        }

        private fun admit() {
            node.running = null
            admitted.add(node)
            run.spread()
        }
    }
}
