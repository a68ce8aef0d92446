package dev.wove.internal.engine.items

import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.PoolCall
import dev.wove.internal.engine.body.Stoppable
import dev.wove.internal.engine.body.within
import dev.wove.internal.source.ItemSource
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.atomic.AtomicReference

/**
 * Reads the lazy source of a task on the pool, as its items may take their time to come: on one thread at a time, while
 * the feed has room. It is interrupted when it is to stop.
 */
internal class SourceReader(
    private val task: EngineTask<*>,
    private val feed: Feed,
    private val nextIndex: AtomicLong,
    private val open: () -> ItemSource,
    private val onEnd: (failure: Throwable?) -> Unit,
) : Stoppable {
    private enum class State { READING, NO_ROOM, ENDED }

    private val host = task.run
    private val state = AtomicReference(State.READING)

    @Volatile
    private var stopped = false

    @Volatile
    private var call: Call? = null

    /** Used by one call after the other. */
    private var items: Iterator<*>? = null

    fun start() {
        feed.onRoom = ::goOn
        read()
    }

    private fun goOn() {
        if (state.compareAndSet(State.NO_ROOM, State.READING)) read()
    }

    override fun stop() {
        stopped = true
        call?.cancel()
        if (state.compareAndSet(State.NO_ROOM, State.ENDED)) onEnd(null)
    }

    private fun read() {
        val next = Call()
        call = next
        // Who has stopped this may have seen the call before it.
        if (stopped) next.cancel() else next.submit()
    }

    private inner class Call : PoolCall(task) {
        private var isLast = false

        override fun work() {
            while (!stopped && !feed.isFull) {
                val item = host.within(task) { next() }
                if (item === NONE) {
                    isLast = true
                    return
                }
                feed.offer(itemNumber(nextIndex.getAndIncrement()), item)
            }
        }

        private fun next(): Any? {
            val source = items ?: open().iterator.also { items = it }
            return if (source.hasNext()) source.next() else NONE
        }

        override fun done(failure: Throwable?) {
            if (isLast || failure != null || stopped) {
                if (state.getAndSet(State.ENDED) != State.ENDED) onEnd(failure)
                return
            }
            state.set(State.NO_ROOM)
            // Either may have come before it could see that nobody reads.
            if (stopped) {
                stop()
            } else if (!feed.isFull) {
                goOn()
            }
        }
    }

    private companion object {
        val NONE = Any()
    }
}
