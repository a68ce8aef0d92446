package dev.wove.internal.engine.items

import dev.wove.internal.engine.body.CurrentFrame
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.FrameElement
import dev.wove.internal.engine.body.Lease
import dev.wove.internal.engine.body.OnPool
import dev.wove.internal.engine.body.OwningElement
import dev.wove.internal.engine.body.Stoppable
import dev.wove.internal.pool.BlockingCall
import dev.wove.internal.record.RemoteRecord
import dev.wove.trace.WaitCause
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/**
 * A worker of a mapped task: runs one item after the other, and is the frame of the one it runs. There are never more of
 * them than items under way.
 */
internal class ItemSlot(
    private val map: MapRun,
) : Frame {
    override val task: EngineTask<*> get() = map.task
    override var base: CoroutineContext = map.base
        private set
    override var item = -1
        private set
    override var attempt = 1

    @Volatile
    override var lease: Lease? = null

    @Volatile
    override var running: Stoppable? = null

    /** The item under way. */
    @JvmField
    var value: Any? = null
    override val itemValue: Any? get() = value

    /** Where the last attempt of the item ran, if that was elsewhere. */
    var remote: RemoteRecord? = null
        private set

    private var lazyElement: FrameElement? = null
    override val element: FrameElement
        get() = lazyElement ?: FrameElement(this, map.coroutineName).also { lazyElement = it }

    override fun takes(own: CoroutineContext) {
        lazyElement = OwningElement(element, own)
        base = own
    }

    private var itemStartedAt = 0L

    /** Whether the item has not ended. */
    private var isUnderWay = false

    /** Whether the body was started for the item under way. */
    private var hasBegun = false
    private val durations = LongArray(DURATIONS)
    private var durationCount = 0

    /** How the items of a slot stand when its loop ends. */
    enum class Left {
        /** One has suspended, and the slot goes on with the others when it resumes. */
        SUSPENDED,

        /** There are no more, or another pump goes on with them. */
        NONE,

        /** More have come while the slot was leaving. */
        MORE,
    }

    /** Runs items on this thread until one suspends or there are no more. */
    fun loop(since: Long): Left {
        val holder = CurrentFrame.holder()
        val outer = holder[0]
        val carried = if (map.run.bodyContext == null) map.run.carried else null
        val replaced = carried?.enter()
        var isTidy = false
        itemStartedAt = since
        try {
            while (map.take(this)) {
                holder[0] = this
                val value =
                    try {
                        map.startItem(this)
                    } catch (e: Throwable) {
                        carried?.tidy()
                        if (!conclude(null, e)) return Left.SUSPENDED
                        continue
                    }
                carried?.tidy()
                if (value === COROUTINE_SUSPENDED) {
                    isTidy = true
                    return Left.SUSPENDED
                }
                if (!conclude(value, null)) return Left.SUSPENDED
                if (map.run.spreads && itemStartedAt - since > LONGEST_LOOP_NANOS) {
                    map.leave(this)
                    map.pumpSoon()
                    return Left.NONE
                }
            }
        } finally {
            holder[0] = outer
            if (replaced != null || !isTidy) carried?.leave(replaced)
        }
        return if (map.leave(this)) Left.MORE else Left.NONE
    }

    /** Sets the item to run next. */
    fun give(index: Int) {
        item = index
        attempt = 1
        hasBegun = false
        if (remote != null) remote = null
        isUnderWay = true
    }

    /** Takes note of how the item has ended; false if it had, and then the slot is busy elsewhere or has left. */
    private fun conclude(value: Any?, failure: Throwable?): Boolean {
        if (!isUnderWay) {
            map.run.endedTwice(this, failure)
            return false
        }
        isUnderWay = false
        // Not at once for who stops bodies: to stop one that has ended does nothing.
        if (running != null) RUNNING.lazySet(this, null)
        val now = map.run.clock.nanoTime()
        // An item that has only waited took no time.
        val began = if (hasBegun) itemStartedAt else now
        itemStartedAt = now
        if (map.isCancelledUnbegun(hasBegun, failure)) return true
        if (durationCount == DURATIONS) flushDurations()
        durations[durationCount++] = now - began
        map.itemEnded(this, value, failure, began, now)
        return true
    }

    fun begins() {
        hasBegun = true
        map.itemBegins()
    }

    fun flushDurations() {
        map.record(durations, durationCount)
        durationCount = 0
    }

    override fun began() {
        begins()
        if (attempt == 1) itemStartedAt = map.run.clock.nanoTime()
    }

    override val mustStop: Boolean
        get() = map.isClosed || map.run.end != null || map.baseJob?.isActive == false

    override fun attempted(startedAt: Long, nanos: Long) = Unit

    override fun ranElsewhere(attempt: RemoteRecord) {
        remote = attempt
    }

    override fun waited(cause: WaitCause, on: String?, since: Long) {
        if (!hasBegun) return super.waited(cause, on, since)
        task.record().waitedUnderWay(cause, on, item, since, map.run.clock.nanoTime())
    }

    override fun resumeWith(result: Result<Any?>) {
        val failure = result.exceptionOrNull()
        if (!conclude(if (failure == null) result.getOrNull() else null, failure)) return
        // The end of one item is the start of the next.
        if (loop(itemStartedAt) == Left.MORE) map.pumpSoon()
    }

    override fun ended(value: Any?, failure: Throwable?) {
        if (!conclude(value, failure)) return
        map.leave(this)
        map.pumpSoon()
    }

    override fun endedOnPool(value: Any?, failure: Throwable?): BlockingCall? {
        if (!conclude(value, failure)) return null
        while (map.staysOnPool && map.take(this)) {
            try {
                // If there is no slot for it now, it goes on when there is one.
                return OnPool.startHere(this)
            } catch (e: Throwable) {
                conclude(null, e)
            }
        }
        map.leave(this)
        map.pumpSoon()
        return null
    }

    override fun label(): String = map.label

    override fun toString(): String = "Item($item of ${task.name()})"

    private companion object {
        val RUNNING: AtomicReferenceFieldUpdater<ItemSlot, Stoppable?> =
            AtomicReferenceFieldUpdater.newUpdater(ItemSlot::class.java, Stoppable::class.java, "running")
        const val DURATIONS = 8
        const val LONGEST_LOOP_NANOS = 1_000_000L
    }
}

/** What is told of as the number of an item: from 2^31 - 1 on, which only counted items can reach, always that. */
internal fun itemNumber(index: Long): Int = minOf(index, Int.MAX_VALUE.toLong()).toInt()
