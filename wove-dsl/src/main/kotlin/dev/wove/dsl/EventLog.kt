package dev.wove.dsl

import dev.wove.internal.trace.RealEvent
import dev.wove.trace.RunId
import dev.wove.trace.TraceEvent
import dev.wove.trace.TraceEvent.WeaveEnded
import dev.wove.trace.WeaveListener
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * Keeps the last events of a run and gives them to any number of readers, each from the first on. Who tells events never
 * waits for a reader: it drops the oldest ones, and a reader that comes to where they were is told how many are gone.
 */
internal class EventLog(
    private val most: Int = MOST_KEPT,
) : WeaveListener {
    // Guarded by kept, like all below.
    private val kept = ArrayDeque<TraceEvent>()
    private var dropped = 0L

    /** The outermost run; once set, it stays. */
    @Volatile
    private var run: RunId? = null
    private var over = false
    private var readers: List<Channel<Unit>> = emptyList()

    override fun happened(event: TraceEvent) {
        val waiting =
            synchronized(kept) {
                if (run == null) run = event.run()
                if (event is WeaveEnded && event.run() == run) over = true
                if (kept.size == most) {
                    kept.removeFirst()
                    dropped++
                }
                kept.addLast(event)
                readers
            }
        for (news in waiting) news.trySend(Unit)
    }

    val events: Flow<TraceEvent> =
        flow {
            val news = Channel<Unit>(Channel.CONFLATED)
            synchronized(kept) { readers = readers + news }
            try {
                var next = 0L
                while (true) {
                    val batch = read(next)
                    if (batch.lost > 0) emit(RealEvent.EventsLost(run!!, batch.events.first().atNanos(), batch.lost))
                    for (event in batch.events) emit(event)
                    next += batch.lost + batch.events.size
                    if (batch.isLast) break
                    if (batch.events.isEmpty()) news.receive()
                }
            } finally {
                synchronized(kept) { readers = readers - news }
            }
        }

    private class Batch(
        val lost: Long,
        val events: List<TraceEvent>,
        val isLast: Boolean,
    )

    /** Some of the events from the one at [next] on, the first ever being at 0. */
    private fun read(next: Long): Batch = synchronized(kept) {
        val lost = maxOf(0, dropped - next)
        val start = (next + lost - dropped).toInt()
        val end = minOf(kept.size, start + MOST_AT_ONCE)
        Batch(lost, kept.subList(start, end).toList(), over && end == kept.size)
    }

    private companion object {
        const val MOST_KEPT = 65_536
        const val MOST_AT_ONCE = 256
    }
}
