package dev.wove.examples.replay

import dev.wove.Plan
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.runForResult
import dev.wove.examples.replay.Trace.MICROS_PER_SECOND
import dev.wove.terminal.Progress
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import java.util.concurrent.Executors
import java.util.concurrent.ScheduledExecutorService
import java.util.concurrent.TimeUnit
import kotlin.coroutines.resume
import kotlin.math.roundToLong
import kotlin.time.Duration
import kotlin.time.Duration.Companion.microseconds
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.DurationUnit
import kotlin.time.measureTime

/**
 * Runs traces again, as weaves whose tasks do nothing for as long as they once took.
 *
 * @param workers how many tasks may run at once, null for no limit
 * @param scale how long a recorded second lasts in real time, null for virtual time
 */
class Replayer(
    private val workers: Int?,
    private val scale: Double?,
) {
    private var warm = false

    /** @throws dev.wove.PlanException if a parent is unknown, or tasks wait for each other in a circle */
    fun replay(trace: Trace, file: String): Replay {
        val observer = RunObserver()
        val plan = weaveOf(trace, observer, work = ::virtual)
        val path = CriticalPath.of(trace, plan.order().take(trace.tasks.size))
        val makespan = if (scale == null) runInVirtualTime(plan) else runInRealTime(trace, observer) / scale
        return Replay(
            file,
            trace.tasks.size,
            trace.edges(),
            workers,
            makespan,
            path.seconds,
            path.ids,
            trace.totalWorkSeconds(),
            observer.peakRunning(),
            observer.startedOnce(trace),
        )
    }

    /** Runs [trace] in virtual time, of which a millisecond is a recorded one: runtimes are rounded to that. */
    fun record(trace: Trace): WeaveResult<Unit> {
        lateinit var result: WeaveResult<Unit>
        val plan = weaveOf(trace, RunObserver()) { micros -> delay((micros / MICROS_PER_MILLI).roundToLong()) }
        runTest(timeout = Duration.INFINITE) { result = plan.runForResult() }
        return result
    }

    // tag::plan-from-data
    private fun weaveOf(
        trace: Trace,
        observer: RunObserver,
        options: WeaveOptions = WeaveOptions.none(),
        work: suspend (micros: Long) -> Unit,
    ): Plan<Unit> = plan(trace.name, workers = workers, options = options) {
        val tasks = trace.tasks.map { traced ->
            val parents = traced.parents.map { ref<Unit>(it) } // by name, as some of them come later
            task(traced.id, all(parents)) {
                observer.started(traced)
                work(traced.micros)
                observer.ended(traced)
            }
        }
        tasks.lastOrNull() ?: task("nothing") { }
    }
    // end::plan-from-data

    /** The virtual clock counts milliseconds. Taking each for a microsecond, no runtime has to be rounded. */
    private suspend fun virtual(micros: Long) = delay(micros.milliseconds)

    /** Unlike `delay`, which rounds up to a millisecond, this waits for as short as a scaled task may be. */
    private suspend fun real(micros: Long) = suspendCancellableCoroutine { continuation ->
        val wait = micros.microseconds * scale!!
        val timer = TIMERS.schedule({ continuation.resume(Unit) }, wait.inWholeNanoseconds, TimeUnit.NANOSECONDS)
        continuation.invokeOnCancellation { timer.cancel(false) }
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    private fun runInVirtualTime(plan: Plan<*>): Double {
        var micros = 0L
        runTest(timeout = Duration.INFINITE) {
            plan.run()
            micros = currentTime
        }
        return micros / MICROS_PER_SECOND
    }

    private fun runInRealTime(trace: Trace, observer: RunObserver): Double {
        if (!warm) warmUp(trace)
        return Progress.show().use { progress ->
            val plan = weaveOf(trace, observer, WeaveOptions.listener(progress), ::real)
            runBlocking(Dispatchers.Default) { measureTime { plan.run() } }.toDouble(DurationUnit.SECONDS)
        }
    }

    /** So that what is measured is not how classes are loaded. */
    private fun warmUp(trace: Trace) {
        runInVirtualTime(weaveOf(trace, RunObserver(), work = ::virtual))
        runBlocking(Dispatchers.Default) { weaveOf(trace, RunObserver()) { real(1) }.run() }
        warm = true
    }

    private companion object {
        const val MICROS_PER_MILLI = 1e3
        val TIMERS: ScheduledExecutorService =
            Executors.newSingleThreadScheduledExecutor { Thread(it, "replay-timer").apply { isDaemon = true } }
    }
}
