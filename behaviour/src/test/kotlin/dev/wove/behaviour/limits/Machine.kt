@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.wove.behaviour.limits

import dev.wove.internal.clock.RunClock
import dev.wove.internal.engine.body.ClockElement
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlin.coroutines.CoroutineContext
import kotlin.random.Random

/**
 * A machine of one thread whose time goes on while it works: it stops now and then, as for a collection of garbage, and
 * then everything that has become due meanwhile is done at once, in any order.
 */
class Machine(
    private val random: Random,
) : ClockElement() {
    private class Event(
        val at: Long,
        val action: Runnable,
    )

    private val queue = ArrayDeque<Runnable>()
    private val timers = LinkedHashSet<Event>()
    private var now = random.nextLong()

    /** Whether time goes on by itself, and is not only what is waited for. */
    var isBusy = true

    override val dispatcher: CoroutineDispatcher =
        object : CoroutineDispatcher() {
            override fun dispatch(context: CoroutineContext, block: Runnable) {
                queue.addLast(block)
            }
        }

    override fun nanoTime(): Long = if (now == 0L) 1L else now

    override fun schedule(nanos: Long, action: Runnable): RunClock.Timer {
        val event = Event(now + nanos, action)
        timers += event
        return RunClock.Timer { timers -= event }
    }

    /** Works until [block] has returned. */
    fun run(block: suspend CoroutineScope.() -> Unit) {
        val end = CoroutineScope(this + dispatcher).async(block = block)
        while (!end.isCompleted) {
            if (isBusy) elapse()
            val due = timers.filter { it.at - now <= 0 }
            when {
                queue.isNotEmpty() && (due.isEmpty() || random.nextInt(3) > 0) -> {
                    queue.removeFirst().run()
                }

                due.isNotEmpty() -> {
                    due.random(random).also { timers -= it }.action.run()
                }

                else -> {
                    val next = checkNotNull(timers.minByOrNull { it.at - now }) { "nobody does anything any more" }
                    now = next.at
                }
            }
        }
        end.getCompleted()
    }

    /** Mostly next to nothing, sometimes a second. */
    private fun elapse() {
        now += when (random.nextInt(200)) {
            0 -> random.nextLong(SECOND)
            in 1..20 -> random.nextLong(SECOND / 100)
            else -> random.nextLong(SECOND / 100_000)
        }
    }

    companion object {
        const val SECOND = 1_000_000_000L
    }
}
