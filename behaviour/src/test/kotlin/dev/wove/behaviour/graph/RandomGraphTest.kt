package dev.wove.behaviour.graph

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.WeaveResult
import dev.wove.dsl.plan
import dev.wove.dsl.runForResult
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import java.util.concurrent.CompletionException
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.random.Random

/** How many graphs each test makes up; `-Dgraphs=5000` looks further. */
private val GRAPHS = Integer.getInteger("graphs", 150)

/** One way to run a graph and to learn what became of each task. */
private class Way(
    val name: String,
    /** Whether nothing ever runs on two threads, so that what was thrown first is known. */
    val oneThread: Boolean = false,
    val blocking: Boolean = true,
    val run: (RandomGraph, Recorder) -> WeaveResult<Long>,
)

@OptIn(ExperimentalCoroutinesApi::class)
class RandomGraphTest : FunSpec({
    val elsewhere = Executors.newFixedThreadPool(2) { Thread(it).apply { isDaemon = true } }
    afterSpec { elsewhere.shutdownNow() }

    suspend fun result(graph: RandomGraph, recorder: Recorder, waits: Boolean = false) =
        weaveResult("random", options = recorder.options) { declare(graph, recorder, waits) }
            .also { recorder.over() }

    fun java(recorder: Recorder) = Wove.with(recorder.options)

    val ways = listOf(
        Way("Dispatchers.Default") { graph, recorder -> runBlocking(Dispatchers.Default) { result(graph, recorder) } },
        Way("Dispatchers.IO") { graph, recorder -> runBlocking(Dispatchers.IO) { result(graph, recorder) } },
        Way("limitedParallelism(1)") { graph, recorder ->
            runBlocking(Dispatchers.Default.limitedParallelism(1)) { result(graph, recorder) }
        },
        Way("limitedParallelism(1) without blocking bodies", oneThread = true, blocking = false) { graph, recorder ->
            runBlocking(Dispatchers.Default.limitedParallelism(1)) { result(graph, recorder) }
        },
        Way("Unconfined") { graph, recorder -> runBlocking(Dispatchers.Unconfined) { result(graph, recorder) } },
        Way("runBlocking") { graph, recorder -> runBlocking { result(graph, recorder) } },
        Way("runBlocking without blocking bodies", oneThread = true, blocking = false) { graph, recorder ->
            runBlocking { result(graph, recorder) }
        },
        Way("runTest") { graph, recorder ->
            lateinit var result: WeaveResult<Long>
            runTest { result = result(graph, recorder, waits = true) }
            result
        },
        Way("runTest without blocking bodies", oneThread = true, blocking = false) { graph, recorder ->
            lateinit var result: WeaveResult<Long>
            runTest { result = result(graph, recorder, waits = true) }
            result
        },
        Way("no dispatcher") { graph, recorder ->
            val end = CompletableDeferred<WeaveResult<Long>>()
            val block: suspend () -> WeaveResult<Long> = { result(graph, recorder) }
            block.startCoroutine(
                Continuation(EmptyCoroutineContext) { result ->
                    result.fold(end::complete, end::completeExceptionally)
                },
            )
            runBlocking { end.await() }
        },
        Way("a plan") { graph, recorder ->
            val plan = plan("random", options = recorder.options) { declare(graph, recorder, waits = false) }
            runBlocking(Dispatchers.Default) { plan.runForResult().also { recorder.over() } }
        },
        Way("Wove.weaveResult") { graph, recorder ->
            java(recorder).weaveResult("random") { it.declare(graph, recorder, elsewhere) }.also { recorder.over() }
        },
        Way("Wove.launchWeave") { graph, recorder ->
            java(recorder)
                .launchWeave("random") { it.declare(graph, recorder, elsewhere) }
                .result()
                .also { recorder.over() }
        },
    )

    for (way in ways) {
        context("a random graph on ${way.name}") {
            test("runs every task once, after its inputs, when nothing fails") {
                checkAll(GRAPHS, Arb.long()) { seed ->
                    val graph = RandomGraph.of(seed, failing = false, blocking = way.blocking)
                    val recorder = Recorder(graph)
                    val result = way.run(graph, recorder)
                    recorder.violations.shouldBeEmpty()
                    result.failure() shouldBe null
                    result.failures().shouldBeEmpty()
                    for (task in graph.tasks) recorder.attemptsOf(task.index) shouldBe task.attempts
                    result.value() shouldBe graph.values.getValue(graph.returned)
                    result.toList() shouldBe graph.tasks.map { graph.values[it.index] }
                    result.names() shouldBe graph.tasks.map { it.name }
                }
            }

            test("skips exactly what depends on a failure when independent tasks go on") {
                checkAll(GRAPHS, Arb.long()) { seed ->
                    val graph = RandomGraph.of(seed, blocking = way.blocking, onFailure = OnFailure.CONTINUE)
                    val recorder = Recorder(graph)
                    val result = way.run(graph, recorder)
                    recorder.violations.shouldBeEmpty()
                    checkContinued(graph, recorder, result)
                }
            }

            test("ends each task in one outcome and with the first failure when it cancels the others") {
                checkAll(GRAPHS, Arb.long()) { seed ->
                    val graph = RandomGraph.of(seed, blocking = way.blocking, onFailure = OnFailure.CANCEL)
                    val recorder = Recorder(graph)
                    val result = way.run(graph, recorder)
                    recorder.violations.shouldBeEmpty()
                    if (graph.unhandled.isEmpty()) {
                        checkContinued(graph, recorder, result)
                    } else {
                        checkOutcomes(graph, recorder, result)
                        val failure = result.failure().shouldBeInstanceOf<Boom>()
                        failure.task shouldBeIn graph.unhandled
                        recorder.lastFailureOf(failure.task) shouldBeSameInstanceAs failure
                        if (way.oneThread) {
                            recorder.thrown.first { it.task in graph.unhandled } shouldBeSameInstanceAs failure
                        }
                        shouldThrow<Boom> { result.value() } shouldBeSameInstanceAs failure
                    }
                }
            }
        }
    }

    context("a random graph whose weave throws") {
        suspend fun thrownBy(seed: Long, oneThread: Boolean, run: suspend (RandomGraph, Recorder) -> Long) {
            val graph = RandomGraph.of(seed, blocking = !oneThread)
            val recorder = Recorder(graph)
            var value: Long? = null
            var thrown: Throwable? = null
            try {
                value = run(graph, recorder)
            } catch (e: Boom) {
                thrown = e
            } catch (e: CompletionException) {
                thrown = e.cause
            } catch (e: ExecutionException) {
                thrown = e.cause
            }
            recorder.over()
            recorder.violations.shouldBeEmpty()
            if (graph.unhandled.isEmpty()) {
                thrown shouldBe null
                value shouldBe graph.values.getValue(graph.returned)
            } else {
                val boom = thrown.shouldBeInstanceOf<Boom>()
                boom.task shouldBeIn graph.unhandled
                recorder.lastFailureOf(boom.task) shouldBeSameInstanceAs boom
                if (oneThread) {
                    recorder.thrown.first { it.task in graph.unhandled } shouldBeSameInstanceAs boom
                }
            }
        }

        test("throws the instance that a body threw from weave") {
            checkAll(GRAPHS, Arb.long()) { seed ->
                thrownBy(seed, oneThread = false) { graph, recorder ->
                    withContext(Dispatchers.Default) {
                        weave("random", options = recorder.options) { declare(graph, recorder, false) }
                    }
                }
            }
        }

        test("throws the first instance that a body threw from weaveBlocking") {
            checkAll(GRAPHS, Arb.long()) { seed ->
                thrownBy(seed, oneThread = true) { graph, recorder ->
                    weaveBlocking("random", options = recorder.options) { declare(graph, recorder, false) }
                }
            }
        }

        test("throws the instance that a body threw from Wove.weave") {
            checkAll(GRAPHS, Arb.long()) { seed ->
                thrownBy(seed, oneThread = false) { graph, recorder ->
                    java(recorder).weave<Long, RuntimeException>("random") { it.declare(graph, recorder, elsewhere) }
                }
            }
        }

        test("completes the future of Wove.weaveAsync with the instance that a body threw") {
            checkAll(GRAPHS, Arb.long()) { seed ->
                thrownBy(seed, oneThread = false) { graph, recorder ->
                    java(recorder).weaveAsync("random") { it.declare(graph, recorder, elsewhere) }.join()
                }
            }
        }
    }

    context("a random graph whose caller is cancelled") {
        suspend fun cancelled(seed: Long, blocking: Boolean, waits: Boolean) = supervisorScope {
            val random = Random(seed)
            val graph = RandomGraph.of(seed, blocking = blocking)
            val recorder = Recorder(graph)
            val caller = async {
                try {
                    weave("random", options = recorder.options) { declare(graph, recorder, waits) }
                } finally {
                    recorder.over()
                }
            }
            val cancelAt = random.nextInt(graph.tasks.size + 1)
            recorder.onBegin = { if (it == cancelAt) caller.cancel() }
            if (cancelAt == 0) caller.cancel()
            val end = runCatching { caller.await() }
            caller.join()
            recorder.violations.shouldBeEmpty()
            end.onFailure { if (it !is Boom) it.shouldBeInstanceOf<CancellationException>() }
            end.onSuccess { it shouldBe graph.values.getValue(graph.returned) }
        }

        test("leaves nothing running on Dispatchers.Default") {
            checkAll(GRAPHS, Arb.long()) { seed ->
                withContext(Dispatchers.Default) { cancelled(seed, blocking = true, waits = false) }
            }
        }

        test("leaves nothing running in runTest") {
            checkAll(GRAPHS, Arb.long()) { seed -> runTest { cancelled(seed, blocking = true, waits = true) } }
        }

        test("leaves nothing running on Unconfined") {
            checkAll(GRAPHS, Arb.long()) { seed ->
                withContext(Dispatchers.Unconfined) { cancelled(seed, blocking = true, waits = false) }
            }
        }

        test("leaves nothing running when the future of Wove.weaveAsync is cancelled") {
            checkAll(GRAPHS, Arb.long()) { seed ->
                val graph = RandomGraph.of(seed)
                val recorder = Recorder(graph)
                val cancelAt = Random(seed).nextInt(graph.tasks.size + 1)
                val future = java(recorder).weaveAsync("random") { it.declare(graph, recorder, elsewhere) }
                recorder.onBegin = { if (it >= cancelAt) future.cancel(true) }
                if (cancelAt == 0) future.cancel(true)
                future.stopped().join()
                recorder.over()
                runCatching { future.join() }
                recorder.violations.shouldBeEmpty()
            }
        }
    }

    context("a random graph of thousands of tasks") {
        test("runs every task once, after its inputs") {
            checkAll(10, Arb.long()) { seed ->
                val graph = RandomGraph.of(seed, most = 5_000, failing = false)
                val recorder = Recorder(graph)
                val result = withContext(Dispatchers.Default) { result(graph, recorder) }
                recorder.violations.shouldBeEmpty()
                result.value() shouldBe graph.values.getValue(graph.returned)
            }
        }
    }
})

/** Everything independent has gone on, so what became of each task is known. */
private fun checkContinued(graph: RandomGraph, recorder: Recorder, result: WeaveResult<Long>) {
    checkOutcomes(graph, recorder, result)
    result.skipped() shouldBe graph.named(Expected.IS_SKIPPED).toSet()
    result.cancelled() shouldBe emptySet()
    for (task in graph.tasks) {
        val outcome = result.outcome(task.name)
        withClue(task.name) {
            when (graph.expected.getValue(task.index)) {
                Expected.SUCCEEDS -> {
                    recorder.attemptsOf(task.index) shouldBe task.attempts
                    outcome shouldBe Outcome.Succeeded(graph.values[task.index])
                }

                Expected.FAILS -> {
                    recorder.attemptsOf(task.index) shouldBe task.attempts
                    outcome.shouldBeInstanceOf<Outcome.Failed<*>>()
                }

                Expected.IS_SKIPPED -> {
                    recorder.attemptsOf(task.index) shouldBe 0
                    outcome.cause().shouldBeInstanceOf<Boom>().task shouldBeIn graph.roots.getValue(task.index)
                }
            }
        }
    }
    result.toList() shouldBe graph.tasks.filter { it.index in graph.values }.map { graph.values[it.index] }
    result.size() shouldBe graph.values.size
    result.failures().map { it.task() } shouldContainExactlyInAnyOrder graph.named(Expected.FAILS)
    val failure = result.failure()
    if (graph.unhandled.isEmpty()) {
        failure shouldBe null
    } else {
        val boom = failure.shouldBeInstanceOf<Boom>()
        boom.task shouldBeIn graph.unhandled
        recorder.lastFailureOf(boom.task) shouldBeSameInstanceAs boom
        result
            .failures()
            .first { it.cause() is Boom && (it.cause() as Boom).task in graph.unhandled }
            .cause() shouldBeSameInstanceAs boom
    }
}

private infix fun <T> List<T>.shouldContainExactlyInAnyOrder(expected: List<T>) {
    sortedBy { it.toString() } shouldContainExactly expected.sortedBy { it.toString() }
}

/** What holds however the weave ended: one outcome for each task, and it agrees with what the bodies did. */
private fun checkOutcomes(graph: RandomGraph, recorder: Recorder, result: WeaveResult<Long>) {
    result.names() shouldBe graph.tasks.map { it.name }
    for (task in graph.tasks) {
        withClue(task.name) {
            when (val outcome = result.outcome(task.name)) {
                is Outcome.Succeeded<*> -> {
                    recorder.hasReturned(task.index) shouldBe true
                    outcome.value() shouldBe graph.values.getValue(task.index)
                }

                is Outcome.Failed<*> -> {
                    outcome.cause() shouldBeSameInstanceAs recorder.lastFailureOf(task.index)
                }

                is Outcome.Cancelled<*> -> {
                    (recorder.attemptsOf(task.index) > 0) shouldBe true
                }

                is Outcome.Skipped<*> -> {
                    recorder.attemptsOf(task.index) shouldBe 0
                }
            }
            (task.name in result.skipped()) shouldBe (result.outcome(task.name) is Outcome.Skipped<*>)
            (task.name in result.cancelled()) shouldBe (result.outcome(task.name) is Outcome.Cancelled<*>)
        }
    }
    result.toList() shouldBe graph.tasks.map { result.outcome(it.name) }.filter { it.isSuccess }.map { it.get() }
}
