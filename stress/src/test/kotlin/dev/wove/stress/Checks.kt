package dev.wove.stress

import io.kotest.core.spec.style.FunSpec
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Job
import org.jetbrains.lincheck.Lincheck
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.StressOptions
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicReference
import kotlin.concurrent.thread
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.reflect.KClass

/** How hard the tests try; 1 fits into a build. */
val factor: Int = Integer.getInteger("stress.factor", 1)

/** The operations give results as if they came one after the other, as those of [model] do: on real threads, then by model checking. */
fun FunSpec.isLinearizable(name: String, operations: KClass<*>, model: KClass<*>? = null) {
    test("$name, on real threads") {
        StressOptions()
            .iterations(5 * factor)
            .invocationsPerIteration(1_000)
            .apply { if (model != null) sequentialSpecification(model.java) }
            .check(operations)
    }
    test("$name, by model checking") {
        ModelCheckingOptions()
            .iterations(5 * factor)
            .invocationsPerIteration(300)
            .apply { if (model != null) sequentialSpecification(model.java) }
            .check(operations)
    }
}

/** [scenario], which starts threads and asserts what became of them, holds: on real threads, then by model checking. */
fun FunSpec.alwaysHolds(name: String, models: Int = 50, scenario: () -> Unit) {
    holdsOnThreads(name, 2_000, scenario)
    test("$name, by model checking") { Lincheck.runConcurrentTest(models * factor) { scenario() } }
}

/** [scenario] holds on real threads. What has hung is reported with what its threads wait for. */
fun FunSpec.holdsOnThreads(name: String, times: Int, scenario: () -> Unit) {
    test("$name, on real threads") {
        var failure: Throwable? = null
        val runner =
            thread(isDaemon = true) {
                try {
                    repeat(times * factor) { scenario() }
                } catch (e: Throwable) {
                    failure = e
                }
            }
        runner.join(HANGS_AFTER_MILLIS * factor)
        if (runner.isAlive) {
            throw AssertionError(
                "Still running after ${HANGS_AFTER_MILLIS * factor} ms:\n${waitingThreads()}",
            )
        }
        failure?.let { throw it }
    }
}

private const val HANGS_AFTER_MILLIS = 60_000L

private fun waitingThreads() = Thread
    .getAllStackTraces()
    .filterValues { stack ->
        stack.any { it.className.startsWith("dev.wove") }
    }.map { (thread, stack) ->
        stack.joinToString("\n    at ", "${thread.name} ${thread.state}\n    at ")
    }.joinToString("\n")

/** Runs [actions] at the same time, waits for all of them, and throws what the first of them threw. */
fun together(vararg actions: () -> Unit) {
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
fun <T> onThreads(weave: suspend () -> T, meanwhile: (Job) -> Unit = {}): Result<T> {
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
