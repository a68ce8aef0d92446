package dev.wove.internal.engine.items

import dev.wove.internal.engine.body.EngineTask
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

/** Carries items to a mapped task that cannot be drawn: those of a mapped task before it, or of a flow. */
internal class Feed(
    val upstream: EngineTask<*>?,
    private val most: Int,
    /** Whether nobody knows how many items will come. */
    val isLazy: Boolean = true,
) {
    private class Arrived(
        val index: Int,
        val value: Any?,
    )

    private val arrived = ConcurrentLinkedQueue<Arrived>()

    /** How many have arrived, for [isFull] only: it may lag behind the queue. */
    private val waiting = AtomicInteger()
    private val closed = AtomicBoolean()

    @Volatile
    private var wanted = true

    /** Who takes the items, once it has started. */
    @Volatile
    var consumer: MapRun? = null

    /** Called when there is room again. */
    @Volatile
    var onRoom: (() -> Unit)? = null

    @Volatile
    var closeCause: Throwable? = null
        private set

    val isClosed: Boolean get() = closed.get()
    val isEmpty: Boolean get() = arrived.isEmpty()

    /** Whether all items have come and been taken. The other way round, the last one could come in between. */
    val isExhausted: Boolean get() = isClosed && isEmpty
    val isFull: Boolean get() = wanted && waiting.get() >= most

    fun offer(index: Int, value: Any?) {
        if (!wanted) return
        arrived.add(Arrived(index, value))
        waiting.incrementAndGet()
        consumer?.pumpSoon()
    }

    /** Takes the next item into [slot]; returns it, or [NONE]. */
    fun poll(slot: ItemSlot): Any? {
        val next = arrived.poll() ?: return NONE
        if (waiting.getAndDecrement() == most) onRoom?.invoke()
        slot.give(next.index)
        return next.value
    }

    /** No more items will come, because of [cause] if it is given. False if that was known. */
    fun close(cause: Throwable?): Boolean {
        closeCause = cause
        if (!closed.compareAndSet(false, true)) return false
        consumer?.feedClosed()
        return true
    }

    /** Nobody takes items any more: who makes them need not wait for room. */
    fun dismiss() {
        wanted = false
        arrived.clear()
        onRoom?.invoke()
    }

    companion object {
        val NONE = Any()
    }
}
