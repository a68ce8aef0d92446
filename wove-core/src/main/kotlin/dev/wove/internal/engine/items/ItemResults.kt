package dev.wove.internal.engine.items

import dev.wove.internal.graph.Mapping
import dev.wove.internal.graph.TaskNode
import java.util.Collections
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/** What the items of one mapped task have made, at their positions. */
internal class ItemResults(
    keeps: Mapping.Keeps,
) {
    private val onlyCounts = keeps == Mapping.Keeps.COUNT

    /** Of known size and written without a lock, or grown under [storing]. */
    var made: Array<Any?> = EMPTY
        private set
    private var isSized = false

    /** Whether an item has made null, which [made] has as [TaskNode.NULL]. */
    private var madeNull = false
    private val storing = ReentrantLock()
    private val count = AtomicLong()

    /** There will be [size] items. */
    fun expect(size: Int) {
        if (size < 0 || onlyCounts) return
        isSized = true
        made = arrayOfNulls(size)
    }

    /** False if the value is only counted, and so nobody takes it any further. */
    fun store(index: Int, value: Any?): Boolean {
        if (onlyCounts) {
            count.incrementAndGet()
            return false
        }
        if (value == null && !madeNull) madeNull = true
        val stored = value ?: TaskNode.NULL
        if (isSized) {
            made[index] = stored
        } else {
            count.incrementAndGet()
            storing.withLock {
                if (index >= made.size) made = made.copyOf(maxOf(16, index + 1, made.size * 2))
                made[index] = stored
            }
        }
        return true
    }

    /** The value of the task, all of whose items have succeeded. */
    fun value(): Any {
        if (onlyCounts) return count.get()
        if (!isSized) made = made.copyOf(count.get().toInt())
        return Collections.unmodifiableList((if (madeNull) withNulls() else made).asList())
    }

    private fun withNulls() = Array(made.size) { made[it].takeIf { value -> value !== TaskNode.NULL } }

    private companion object {
        val EMPTY = arrayOfNulls<Any?>(0)
    }
}
