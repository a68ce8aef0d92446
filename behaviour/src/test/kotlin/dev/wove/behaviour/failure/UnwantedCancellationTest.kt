@file:OptIn(FlowPreview::class)

package dev.wove.behaviour.failure

import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskFailedException
import dev.wove.Weave
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.thrownBy
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.launchWeave
import dev.wove.dsl.plan
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.java.Wove
import dev.wove.trace.WeaveListener
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.FlowPreview
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.timeout
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import java.util.concurrent.ExecutionException
import java.util.stream.Stream
import kotlin.time.Duration.Companion.seconds

private val MINE = CancellationException("mine")

private fun throwing(): Iterator<Int> = object : Iterator<Int> {
    override fun hasNext() = true

    override fun next(): Int = throw MINE
}

private val sources: Map<String, WeaveScope.() -> Task<List<Int>>> =
    mapOf(
        "an Iterable" to { each(Iterable { throwing() }, name = "m") { it } },
        "an Iterable that is not opened" to { each(Iterable<Int> { throw MINE }, name = "m") { it } },
        "a list" to {
            val list =
                object : AbstractList<Int>(), RandomAccess {
                    override val size get() = 3

                    override fun get(index: Int): Int = throw MINE
                }
            each(list, name = "m") { it }
        },
        "a Sequence" to { each(Sequence { throwing() }, name = "m") { it } },
        "a Flow" to { each(flow<Int> { throw MINE }, name = "m") { it } },
        "a Flow, with blocking bodies" to { eachBlocking(flow<Int> { throw MINE }, name = "m") { it } },
        "the Flow of a task" to {
            val numbers by task { flow<Int> { throw MINE } }
            each(numbers, name = "m") { it }
        },
        "the Stream of a task" to {
            val numbers by task { Stream.generate<Int> { throw MINE } }
            @Suppress("UNCHECKED_CAST")
            each(numbers as Task<Sequence<Int>>, name = "m") { it }
        },
    )

private const val OF_SOURCE =
    "The source of task 'm' in weave 'w' threw a CancellationException though nothing was being cancelled.\n" +
        "  Throw another exception to fail it, or return to end it."

private const val OF_BLOCK =
    "The block of weave 'w' threw a CancellationException though nothing was being cancelled.\n" +
        "  Throw another exception to fail it, or return to end it."

private fun shouldBeFailure(thrown: Throwable?, message: String, cause: Throwable = MINE) {
    thrown.shouldBeInstanceOf<TaskFailedException>()
    thrown.message shouldBe message
    thrown.cause shouldBeSameInstanceAs cause
}

/** Code of users throws a CancellationException though nobody is being cancelled. */
class UnwantedCancellationTest : FunSpec({
    for ((what, source) in sources) {
        context("out of $what") {
            test("rule-9 fails the weave, and does not end the caller silently") {
                shouldBeFailure(thrownBy { weave("w", block = source) }, OF_SOURCE)
                shouldBeFailure(runCatching { weaveBlocking("w", block = source) }.exceptionOrNull(), OF_SOURCE)
                val ended = weaveResult("w", block = source)
                shouldBeFailure(ended.failure(), OF_SOURCE)
                shouldBeFailure(ended.outcome("m").cause(), OF_SOURCE)
                supervisorScope {
                    val live = launchWeave("w", block = source)
                    shouldBeFailure(thrownBy { live.await() }, OF_SOURCE)
                }
            }
        }
    }

    test("rule-9 a flow that times out fails the weave") {
        runTest {
            val slow =
                flow {
                    emit(1)
                    delay(10.seconds)
                    emit(2)
                }
            val thrown = thrownBy { weave("w") { each(slow.timeout(1.seconds), name = "m") { it } } }
            thrown.shouldBeInstanceOf<TaskFailedException>().cause.shouldBeInstanceOf<TimeoutCancellationException>()
        }
    }

    test("rule-9 an iterator of Java fails the weave") {
        val thrown =
            shouldThrow<TaskFailedException> {
                Wove.weave<List<Int>, RuntimeException>("w") { w -> w.each("m", Iterable { throwing() }) { it } }
            }
        shouldBeFailure(thrown, OF_SOURCE)
    }

    context("out of the block") {
        test("rule-9 fails the weave") {
            val block: WeaveScope.() -> Task<Int> = { throw MINE }
            shouldBeFailure(thrownBy { weave("w", block = block) }, OF_BLOCK)
            shouldBeFailure(thrownBy { weaveResult("w", block = block) }, OF_BLOCK)
            shouldBeFailure(runCatching { weaveBlocking("w", block = block) }.exceptionOrNull(), OF_BLOCK)
            shouldBeFailure(runCatching { plan("w", block = block) }.exceptionOrNull(), OF_BLOCK)
            supervisorScope {
                shouldBeFailure(runCatching { launchWeave("w", block = block) }.exceptionOrNull(), OF_BLOCK)
            }
        }

        test("rule-9 fails the weave of a class") {
            class One : Weave<Int>() {
                @dev.wove.Do
                fun one(): Int = 1
            }
            shouldBeFailure(thrownBy { weave(One(), name = "w") { throw MINE } }, OF_BLOCK)
            shouldBeFailure(runCatching { plan(One(), name = "w") { throw MINE } }.exceptionOrNull(), OF_BLOCK)
        }

        test("rule-9 fails the weave of Java") {
            val calls =
                listOf<() -> Any?>(
                    { Wove.weave<Int, RuntimeException>("w") { throw MINE } },
                    { Wove.weaveAsync<Int>("w") { throw MINE } },
                    { Wove.launchWeave<Int>("w") { throw MINE } },
                    { Wove.weaveResult<Int>("w") { throw MINE } },
                    { Wove.plan<Int>("w") { throw MINE } },
                )
            for (call in calls) shouldBeFailure(runCatching(call).exceptionOrNull(), OF_BLOCK)
        }

        test("rule-9 is what it was if the caller is being cancelled") {
            runTest {
                lateinit var thrown: Throwable
                launch {
                    coroutineContext[kotlinx.coroutines.Job]!!.cancel(MINE)
                    thrown = runCatching { weave<Int>("w") { throw MINE } }.exceptionOrNull()!!
                }.join()
                thrown shouldBeSameInstanceAs MINE
            }
        }

        test("rule-9 fails the scope") {
            val thrown = thrownBy { taskScope<Int>("s") { throw MINE } }
            shouldBeFailure(
                thrown,
                "The block of scope 's' threw a CancellationException though nothing was being cancelled.\n" +
                    "  Throw another exception to fail it, or return to end it.",
            )
            runTest {
                val late = thrownBy { taskScope<Int> { withTimeout(1.seconds) { awaitCancellation() } } }
                late.shouldBeInstanceOf<TaskFailedException>().cause.shouldBeInstanceOf<TimeoutCancellationException>()
                // One around the scope is not the scope's.
                shouldThrow<TimeoutCancellationException> {
                    withTimeout(1.seconds) { taskScope<Int> { awaitCancellation() } }
                }
            }
        }
    }

    everyCell {
        case("rule-9 rule-11", "fails the task when its fallback throws it") {
            val thrown =
                thrownBy {
                    run<Int> { task("a", policy = Policy.fallback { throw MINE }) { throw IllegalStateException("x") } }
                }
            thrown.shouldBeInstanceOf<TaskFailedException>().cause shouldBeSameInstanceAs MINE
        }

        case("rule-9 rule-10", "throws the failure of the body when its predicate throws it") {
            val failure = IllegalStateException("x")
            val broken = Policy.retries(1).retryIf { throw MINE }
            thrownBy { run<Int> { task("a", policy = broken) { throw failure } } } shouldBeSameInstanceAs failure
        }

        case("rule-9", "goes on when a listener throws it") {
            run(options = WeaveOptions.listener(WeaveListener { throw MINE })) { task("a") { 1 } } shouldBe 1
        }
    }

    test("rule-9 onDone does not end its scope by it") {
        withContext(Dispatchers.Default) {
            val told = Gate()
            val live = launchWeave("w", onDone = { throw MINE }) { task("a") { 1 } }
            live.await() shouldBe 1
            val inJava = Wove.launchWeave<Int>("w") { w -> w.task("a") { 1 } }
            inJava.onDone { throw MINE }.onDone { told.open() }
            inJava.join() shouldBe 1
            told.awaitOpen()
        }
    }

    test("rule-9 a stage that is cancelled by its client fails the future") {
        val future =
            Wove.weaveAsync<Int>("w") { w ->
                w.async("a") { java.util.concurrent.CompletableFuture<Int>().also { it.cancel(false) } }
            }
        val thrown = shouldThrow<ExecutionException> { future.get() }
        thrown.cause.shouldBeInstanceOf<TaskFailedException>()
    }
})
