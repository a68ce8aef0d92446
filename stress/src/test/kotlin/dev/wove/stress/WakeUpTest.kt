package dev.wove.stress

import dev.wove.dsl.weave
import dev.wove.internal.engine.loop.WakeUp
import io.kotest.core.spec.style.FunSpec
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit.SECONDS
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.EmptyCoroutineContext

class WakeUpTest : FunSpec({
    alwaysHolds("a wake-up that is left for the next run wakes that run, or the one before, and nobody twice") {
        val dispatcher = ThreadEach()
        val loops = List(3) { Loop() }
        together(
            {
                var left: WakeUp? = null
                for (loop in loops) {
                    left = WakeUp.send(loop, dispatcher, EmptyCoroutineContext, left)
                    if (loop !== loops.last()) left.release(loop)
                }
            },
        )
        dispatcher.join()
        check(loops.last().times.get() == 1) { "the last was woken ${loops.last().times} times" }
        check(loops.all { it.times.get() <= 1 }) { loops.map { it.times }.joinToString() }
    }

    holdsOnThreads("branches run at the same time in each of a row of weaves", times = 1_000) {
        val result =
            onThreads({
                var sum = 0
                repeat(5) { i ->
                    val meeting = CyclicBarrier(2)
                    sum +=
                        weave {
                            val left by task { i.also { meeting.await(30, SECONDS) } }
                            val right by task { i.also { meeting.await(30, SECONDS) } }
                            task(left, right) { left() + right() }
                        }
                    // Leaves a wake-up, which has often not started.
                    sum += weave { task(task { 1 }, task { 1 }) { 1 } }
                }
                sum
            })
        check(result.getOrThrow() == 25) { "$result" }
    }
})

private class Loop : Runnable {
    val times = AtomicInteger()

    override fun run() {
        times.incrementAndGet()
    }
}
