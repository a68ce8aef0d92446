package dev.wove.benchmarks.latency

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.LongAdder

/** Finds out how many requests a second can be answered: so many callers that no core is idle, each one after the other. */
internal object ClosedLoop {
    private const val CALLERS = 512

    @JvmStatic
    fun requestsPerSecond(side: Requests, millis: Long): Double {
        answer(side, millis)
        val answered = answer(side, millis)
        return answered * 1_000.0 / millis
    }

    private fun answer(side: Requests, millis: Long): Long {
        val answered = LongAdder()
        val end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)
        runBlocking(Dispatchers.Default) {
            repeat(CALLERS) {
                launch {
                    while (System.nanoTime() < end) {
                        side.answerChecked()
                        answered.increment()
                    }
                }
            }
        }
        return answered.sum()
    }
}
