package dev.wove.stress

import io.kotest.core.spec.style.FunSpec
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Job
import org.jetbrains.lincheck.Lincheck
import org.jetbrains.lincheck.LincheckAssertionError
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.StressOptions
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit.SECONDS
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import kotlin.concurrent.thread
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.reflect.KClass

/** How hard the tests try; 1 fits into a build. */
val factor: Int = Integer.getInteger("stress.factor", 1)

/**
 * The operations give results as if they came one after the other, as those of [model] do: on real threads, then by model
 * checking. Up to [before] of those that never suspend come before the others; Lincheck does not suspend there.
 */
fun FunSpec.isLinearizable(name: String, operations: KClass<*>, model: KClass<*>? = null, before: Int = 5) {
    test("$name, on real threads") {
        StressOptions()
            .actorsBefore(before)
            .iterations(10 * factor)
            .invocationsPerIteration(50)
            .apply { if (model != null) sequentialSpecification(model.java) }
            .check(operations)
    }
    test("$name, by model checking") {
        ModelCheckingOptions()
            .actorsBefore(before)
            .iterations(10 * factor)
            .invocationsPerIteration(50)
            .apply { if (model != null) sequentialSpecification(model.java) }
            .check(operations)
    }
}

/** [scenario], which runs actions together and asserts what became of them, holds: on real threads, then by model checking. */
fun FunSpec.alwaysHolds(name: String, models: Int = 300, scenario: Threads.() -> Unit) {
    holdsOnThreads(name, 10_000, scenario)
    test("$name, by model checking") {
        fun check() = Lincheck.runConcurrentTest(models * factor) { ModelledThreads.scenario() }
        try {
            check()
        } catch (e: LincheckAssertionError) {
            if ("test has hung" !in e.message.orEmpty()) throw e
            // Lincheck calls a hang what takes 30 s, be it that the machine is busy. A real one comes again, as it tries the
            // same orders.
            println("Model checking once more, $name: ${e.message?.trim()}")
            check()
        }
    }
}

/** Tells those who read the results why the tests of this class are not model-checked. */
fun FunSpec.isNotModelChecked(because: String) =
    beforeSpec { println("${it::class.simpleName} runs on real threads only: $because") }

/**
 * [scenario] holds on real threads, [times] times, or as often as a busy machine manages in the time a build has. What has
 * hung is reported with what its threads wait for.
 */
fun FunSpec.holdsOnThreads(name: String, times: Int, scenario: Threads.() -> Unit) {
    test("$name, on real threads") {
        val started = System.nanoTime()
        val ran = AtomicInteger()
        val runs =
            FutureTask {
                while (ran.get() < times * factor &&
                    System.nanoTime() - started < SECONDS.toNanos(LONGEST_SECONDS * factor)
                ) {
                    RealThreads.scenario()
                    ran.incrementAndGet()
                }
            }
        thread(isDaemon = true) { runs.run() }
        try {
            runs.get(LONGEST_SECONDS * factor + HANGS_AFTER_SECONDS, SECONDS)
        } catch (_: TimeoutException) {
            throw AssertionError("Has hung after $ran times:\n${waitingThreads()}")
        } catch (e: ExecutionException) {
            throw e.cause!!
        }
        if (ran.get() < times * factor) println("$name: $ran of ${times * factor} times, on a busy machine")
    }
}

private const val LONGEST_SECONDS = 10L
private const val HANGS_AFTER_SECONDS = 60L

private fun waitingThreads() = Thread
    .getAllStackTraces()
    .filterValues { stack ->
        stack.any { it.className.startsWith("dev.wove") }
    }.map { (thread, stack) ->
        stack.joinToString("\n    at ", "${thread.name} ${thread.state}\n    at ")
    }.joinToString("\n")

/** Where the actions of a scenario run. */
interface Threads {
    /** Runs [actions] at the same time, waits for all of them, and throws what the first of them threw. */
    fun together(vararg actions: () -> Unit)
}

/** The same few threads again and again, because the start of a thread takes longer than most races do. */
private object RealThreads : Threads {
    private val pool = Executors.newCachedThreadPool { thread(start = false, isDaemon = true) { it.run() } }

    override fun together(vararg actions: () -> Unit) {
        val missing = AtomicInteger(actions.size)
        val ends =
            actions.map { action ->
                pool.submit {
                    missing.decrementAndGet()
                    // There may be fewer processors than actions.
                    while (missing.get() > 0) Thread.yield()
                    action()
                }
            }
        val failures = ends.mapNotNull { end -> runCatching { end.get() }.exceptionOrNull() }
        failures.firstOrNull()?.let { throw (it as? ExecutionException)?.cause ?: it }
    }
}

/** New threads, which a model checker follows; it decides itself who runs when. */
private object ModelledThreads : Threads {
    override fun together(vararg actions: () -> Unit) {
        val failures = arrayOfNulls<Throwable>(actions.size)
        val threads =
            actions.mapIndexed { i, action ->
                thread(isDaemon = true) {
                    try {
                        action()
                    } catch (e: Throwable) {
                        failures[i] = e
                    }
                }
            }
        threads.forEach { it.join() }
        failures.firstNotNullOfOrNull { it }?.let { throw it }
    }
}

/** Starts [block], which goes on wherever it is resumed. */
fun start(block: suspend () -> Unit) = block.startCoroutine(Continuation(EmptyCoroutineContext) { it.getOrThrow() })

/** Runs [block], which must not suspend. */
fun runHere(block: suspend () -> Unit) {
    var ended = false
    start {
        block()
        ended = true
    }
    check(ended) { "suspended" }
}

/** A dispatcher with a new thread for each block, so that a model checker sees all of them. */
class ThreadEach : CoroutineDispatcher() {
    private val threads = ConcurrentLinkedQueue<Thread>()

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        threads += thread { block.run() }
    }

    fun join() {
        while (true) (threads.poll() ?: return).join()
    }
}

/** Runs [weave] on threads of its own while [meanwhile] does something else; fails if it has not ended when all of them have. */
fun <T> Threads.onThreads(weave: suspend () -> T, meanwhile: (Job) -> Unit = {}): Result<T> {
    val dispatcher = ThreadEach()
    val job = Job()
    val result = AtomicReference<Result<T>>()
    together(
        { weave.startCoroutine(Continuation(dispatcher + job) { result.set(it) }) },
        { meanwhile(job) },
    )
    dispatcher.join()
    return checkNotNull(result.get()) { "The weave waits for something, and no thread of it is left" }
}
