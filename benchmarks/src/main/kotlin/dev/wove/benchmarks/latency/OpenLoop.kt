package dev.wove.benchmarks.latency

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.HdrHistogram.ConcurrentHistogram
import org.HdrHistogram.Histogram
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport

/**
 * Starts requests when they arrive, however many are still running, and takes each one's time from when it should have
 * started. So a stall counts against every request that it holds up, also those that it kept from starting.
 */
internal object OpenLoop {
    private const val PRECISION_DIGITS = 3
    private const val DRAIN_MILLIS = 60_000L
    private const val WARM_UP_SHARE = 0.4

    /** The times in nanoseconds of what arrives in [millis], after a warm-up that takes part of it more. */
    @JvmStatic
    fun measure(side: Requests, arrivals: PoissonArrivals, millis: Long): Histogram {
        val histogram = ConcurrentHistogram(TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS), PRECISION_DIGITS)
        histogram.isAutoResize = true
        val failure = CompletableDeferred<Nothing>()
        val onFailure = CoroutineExceptionHandler { _, e -> failure.completeExceptionally(e) }
        val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default + onFailure)
        val warmUp = (millis * WARM_UP_SHARE).toLong()
        val start = System.nanoTime()
        val measuredFrom = start + TimeUnit.MILLISECONDS.toNanos(warmUp)
        val end = measuredFrom + TimeUnit.MILLISECONDS.toNanos(millis)
        while (true) {
            val arrival = start + arrivals.next()
            if (arrival >= end || failure.isCompleted) break
            waitUntil(arrival)
            scope.launch {
                side.answerChecked()
                if (arrival >= measuredFrom) histogram.recordValue(System.nanoTime() - arrival)
            }
        }
        runBlocking {
            withTimeout(DRAIN_MILLIS) { scope.coroutineContext.job.children.forEach { it.join() } }
            if (failure.isCompleted) failure.await()
        }
        return histogram
    }

    private fun waitUntil(time: Long) {
        while (true) {
            val wait = time - System.nanoTime()
            if (wait <= 0) return
            LockSupport.parkNanos(wait)
        }
    }
}
