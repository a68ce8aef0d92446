package dev.wove.internal.engine.items

import dev.wove.internal.source.ItemSource
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock

/**
 * Where the items of a mapped task come from while it runs. What was declared becomes an `ItemSource` in `Sources`; one that
 * several tasks read is shared through `SharedSources`; a `SourceReader` draws from what may block; `closeStream` closes it.
 */
internal interface Supply {
    /** How many items there are, or -1 if that is not known. */
    val size: Int

    /** Takes the next item into [slot]; false if there is none now. */
    fun take(slot: ItemSlot): Boolean

    /** Whether a slot that has left while it still counted may have missed an item. */
    fun mayHaveMore(): Boolean

    /** How far it is, of which [begun] items have begun. */
    fun standing(begun: Long, underWay: Int): String
}

/** Items that are there: each is at its index. */
internal class Indexed(
    private val map: MapRun,
    private val items: ItemSource,
) : Supply {
    override val size: Int get() = items.size

    override fun take(slot: ItemSlot): Boolean {
        val index = map.nextIndex.getAndIncrement().toInt()
        if (index !in 0..<items.size) {
            map.nextIndex.set(items.size.toLong())
            map.sourceIsOver()
            return false
        }
        slot.give(index)
        try {
            slot.value = items.get.apply(index)
        } catch (e: Throwable) {
            return map.sourceFailed(e)
        }
        if (index + 1 < items.size) map.spread()
        return true
    }

    override fun mayHaveMore(): Boolean = map.isSourceOpen && map.feedsOthers

    override fun standing(begun: Long, underWay: Int): String =
        "has begun ${minOf(begun, size.toLong())} of $size items, $underWay under way"
}

/** Items that one thread at a time draws from an iterator. */
internal class Drawn(
    private val map: MapRun,
    private val items: ItemSource,
) : Supply {
    private val drawing = ReentrantLock()
    override val size: Int get() = -1

    override fun take(slot: ItemSlot): Boolean {
        // The source may take its time, and needs one thread for that; who leaves is replaced when it has given its item.
        if (!drawing.tryLock() && !tryLockForAWhile()) return false
        try {
            if (map.isClosed || !map.isSourceOpen) return false
            if (!items.iterator.hasNext()) {
                map.sourceIsOver()
                return false
            }
            slot.value = items.iterator.next()
            slot.give(itemNumber(map.nextIndex.getAndIncrement()))
        } catch (e: Throwable) {
            return map.sourceFailed(e)
        } finally {
            drawing.unlock()
        }
        map.spread()
        return true
    }

    private fun tryLockForAWhile() = if (!map.run.spreads) {
        drawing.lock()
        true
    } else {
        try {
            drawing.tryLock(MapRun.LONGEST_LOOP_NANOS, TimeUnit.NANOSECONDS)
        } catch (_: InterruptedException) {
            Thread.currentThread().interrupt()
            false
        }
    }

    /** The source may be there to be drawn from, which a slot that left has waited for. */
    override fun mayHaveMore(): Boolean = map.isSourceOpen && (map.feedsOthers || !drawing.isLocked)

    override fun standing(begun: Long, underWay: Int): String = "has begun $begun items, $underWay under way"
}

/** Items that come on their own: from another mapped task, a flow, or a source that is read on the pool. */
internal class Fed(
    private val map: MapRun,
    private val feed: Feed,
) : Supply {
    override val size: Int get() = -1

    override fun take(slot: ItemSlot): Boolean {
        slot.value = feed.poll(slot)
        if (slot.value !== Feed.NONE) return true
        if (feed.isExhausted) map.sourceIsOver()
        return false
    }

    override fun mayHaveMore(): Boolean {
        if (!feed.isExhausted) return !feed.isEmpty
        map.sourceIsOver()
        return false
    }

    override fun standing(begun: Long, underWay: Int): String {
        val upstream = feed.upstream
        return when {
            upstream != null -> "takes items of '${upstream.name()}' as they come, $underWay under way"
            map.readsOnPool -> "reads its source, $underWay items under way"
            else -> "collects its flow, $underWay items under way"
        }
    }
}
