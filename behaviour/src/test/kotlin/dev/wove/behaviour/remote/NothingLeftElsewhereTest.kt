package dev.wove.behaviour.remote

import dev.wove.TaskTimeoutException
import dev.wove.WeaveCancelledException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.thrownBy
import dev.wove.behaviour.logged
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import java.io.IOException
import java.time.Duration.ofMillis
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

/** When a weave has ended, nothing of it runs on a worker, however it ended. */
class NothingLeftElsewhereTest : FunSpec({
    fun of(sleepers: CountedSleepers, own: WeaveOptions = WeaveOptions.none()): WeaveOptions = own.with(
        WeaveOptions.config(
            WoveConfiguration.of { it.environment("there", sleepers.worker).defaultEnvironment("there") },
        ),
    )

    fun WeaveScope.twenty(): dev.wove.Task<List<String>> {
        val names = (1..10).map { "n$it" }
        val sleeping by eachRemote(Sleepers::sleep, names)
        val blocking by eachRemote(Sleepers::block, names)
        return task(sleeping, blocking) { sleeping() + blocking() }
    }

    fun CountedSleepers.shouldBeAtRest(begun: Int) {
        worker.running() shouldBe 0
        stopped.get() shouldBe begun
        finished.get() shouldBe 0
    }

    test("a thousand sleeping runs have stopped when their cancelled weave ends, and have all said so") {
        val sleepers = CountedSleepers()
        val log =
            logged {
                coroutineScope {
                    val weave =
                        async(Dispatchers.Default) {
                            weave("night", options = of(sleepers)) {
                                val all by eachRemote(Sleepers::sleep, (1..1_000).map { "n$it" }, workers = 1_000)
                                all
                            }
                        }
                    sleepers.awaitBegun(1_000)
                    sleepers.worker.running() shouldBe 1_000
                    weave.cancelAndJoin()
                    sleepers.shouldBeAtRest(1_000)
                }
            }
        log shouldBe emptyList()
    }

    test("nothing runs on the worker when a weave throws because a task of it failed") {
        val sleepers = CountedSleepers()
        val begun = Gate()
        coroutineScope {
            val weave =
                async(Dispatchers.Default) {
                    thrownBy {
                        weave("night", options = of(sleepers)) {
                            val all = twenty()
                            val gate by blocking { begun.awaitOpen() }
                            remote(Sleepers::fail, given("x"), name = "bad", after = listOf(gate))
                            all
                        }
                    }.also { sleepers.worker.running() shouldBe 0 }
                }
            sleepers.awaitBegun(20)
            begun.open()
            val failure = weave.await()
            failure.shouldBeInstanceOf<IOException>()
            failure.message shouldBe "x failed"
        }
        sleepers.shouldBeAtRest(20)
    }

    test("nothing runs on the worker when a weave has timed out") {
        val sleepers = CountedSleepers()
        shouldThrow<TaskTimeoutException> {
            weave("night", options = of(sleepers, WeaveOptions.timeout(ofMillis(300)))) { twenty() }
        }.message shouldStartWith "Weave 'night' timed out after 300 ms."
        sleepers.worker.running() shouldBe 0
        sleepers.finished.get() shouldBe 0
    }

    test("nothing runs on the worker when the caller of a weave was cancelled") {
        val sleepers = CountedSleepers()
        coroutineScope {
            val weave =
                async(Dispatchers.Default) {
                    try {
                        weave("night", options = of(sleepers)) { twenty() }
                    } catch (e: CancellationException) {
                        sleepers.shouldBeAtRest(20)
                        throw e
                    }
                }
            sleepers.awaitBegun(20)
            weave.cancelAndJoin()
        }
        sleepers.shouldBeAtRest(20)
    }

    test("nothing runs on the worker when the caller of a weave was interrupted") {
        val sleepers = CountedSleepers()
        val thrown = CompletableFuture<Throwable?>()
        val left = AtomicInteger(-1)
        val caller =
            thread {
                val failure = runCatching {
                    weaveBlocking(
                        "night",
                        options = of(sleepers),
                    ) { twenty() }
                }.exceptionOrNull()
                left.set(sleepers.worker.running())
                thrown.complete(failure)
            }
        sleepers.awaitBegun(20)
        caller.interrupt()
        thrown.get(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS).shouldBeInstanceOf<WeaveCancelledException>()
        left.get() shouldBe 0
        sleepers.shouldBeAtRest(20)
    }
})
