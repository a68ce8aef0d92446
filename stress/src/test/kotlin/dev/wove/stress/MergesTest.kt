package dev.wove.stress

import dev.wove.dsl.merge
import dev.wove.dsl.mergeBlocking
import dev.wove.dsl.mergeSuspending
import dev.wove.dsl.onBlockingPool
import dev.wove.dsl.weave
import dev.wove.internal.run.LiveCounters
import dev.wove.java.Wove
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.random.Random

private const val LEVELS = 50
private const val TASKS = 3

/** Merges inside one another, through all of the calls in turn, by tasks that share one slot. */
class MergesTest : FunSpec({
    isNotModelChecked("the bodies block threads, which the model checker does not know")
    val seeds = 40 * factor

    test("merges $LEVELS deep on one blocking slot end, and no two blocking bodies run at once") {
        for (seed in 0 until seeds) {
            val nest = Nest(Random(seed))
            withClue("seed $seed") {
                inTime {
                    runBlocking(Dispatchers.Default) {
                        weave(maxBlocking = 1) {
                            val all = List(TASKS) { task("t$it") { nest.suspending(LEVELS) } }
                            task("sum", *all.toTypedArray()) { all.sumOf { it() } }
                        }
                    }
                } shouldBe TASKS * LEVELS
                nest.mostBlocking.get() shouldBe 1
            }
        }
        LiveCounters.runs() shouldBe 0
    }

    test("merges $LEVELS deep with one worker end") {
        for (seed in 0 until seeds) {
            val nest = Nest(Random(seed))
            withClue("seed $seed") {
                inTime {
                    runBlocking(Dispatchers.Default) {
                        weave(workers = 1) {
                            val all = List(TASKS) { blocking("t$it") { nest.blocking(LEVELS) } }
                            task("sum", *all.toTypedArray()) { all.sumOf { it() } }
                        }
                    }
                } shouldBe TASKS * LEVELS
            }
        }
        LiveCounters.runs() shouldBe 0
    }

    test("merges $LEVELS deep that are cancelled somewhere on the way leave nothing running") {
        for (seed in 0 until seeds) {
            val random = Random(seed)
            val nest = Nest(random)
            withClue("seed $seed") {
                inTime {
                    runBlocking(Dispatchers.Default) {
                        withTimeoutOrNull(random.nextLong(1, 8)) {
                            weave(maxBlocking = 1) {
                                val all = List(TASKS) { task("t$it") { nest.suspending(LEVELS) } }
                                task("sum", *all.toTypedArray()) { all.sumOf { it() } }
                            }
                        }
                    }
                }
                LiveCounters.runs() shouldBe 0
            }
        }
    }
})

private class Nest(
    private val random: Random,
) {
    private val blocking = AtomicInteger()
    val mostBlocking = AtomicInteger()

    private fun chance(n: Int) = synchronized(random) { random.nextInt(n) }

    suspend fun suspending(levels: Int): Int {
        if (levels == 0) return 0
        return 1 + when (chance(3)) {
            0 -> merge { suspending(levels - 1) }
            1 -> merge(listOf(levels - 1), workers = 1) { suspending(it) }.single()
            else -> onBlockingPool { blocking(levels - 1) }
        }
    }

    fun blocking(levels: Int): Int {
        mostBlocking.accumulateAndGet(blocking.incrementAndGet(), ::maxOf)
        // While it merges, the body has lent its slot.
        blocking.decrementAndGet()
        if (levels == 0) return 0
        val below =
            when (chance(4)) {
                0 -> mergeBlocking { blocking(levels - 1) }
                1 -> mergeBlocking(listOf(levels - 1)) { blocking(it) }.single()
                2 -> Wove.merge<Int, RuntimeException>("merged") { blocking(levels - 1) }
                else -> mergeSuspending { suspending(levels - 1) }
            }
        mostBlocking.accumulateAndGet(blocking.incrementAndGet(), ::maxOf)
        Thread.yield()
        blocking.decrementAndGet()
        return below + 1
    }
}

/** Runs [block] on a thread of its own, and fails if it does not end. */
private fun <T> inTime(block: () -> T): T {
    val task = FutureTask(block)
    thread(isDaemon = true, name = "caller") { task.run() }
    return task.get(60, TimeUnit.SECONDS)
}
