package dev.wove.behaviour.failure

import dev.wove.Backoff
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.behaviour.harness.Gate
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestCoroutineScheduler
import kotlinx.coroutines.test.resetMain
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.setMain
import kotlinx.coroutines.withContext
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.hours

/** Dispatchers that stand before a test dispatcher: on them `delay` takes virtual time, and so do options. */
class WrappedTestDispatcherTest : FunSpec({
    val wrapped: Map<String, (TestCoroutineScheduler) -> CoroutineDispatcher> =
        mapOf(
            "Main" to { Dispatchers.Main },
            "Main.immediate" to { Dispatchers.Main.immediate },
            "a view of Main" to { Dispatchers.Main.limitedParallelism(1) },
            "a view of a StandardTestDispatcher" to { StandardTestDispatcher(it).limitedParallelism(1) },
        )
    for ((what, dispatcher) in wrapped) {
        test("rule-18 timeouts, backoff and timings are virtual on $what") {
            val ended = CompletableFuture<Throwable?>()
            val test =
                Thread {
                    val scheduler = TestCoroutineScheduler()
                    Dispatchers.setMain(StandardTestDispatcher(scheduler))
                    try {
                        runTest(StandardTestDispatcher(scheduler)) {
                            withContext(dispatcher(scheduler)) {
                                var attempts = 0
                                val daily = Policy.retries(1).backoff(Backoff.constant(Duration.ofHours(24)))
                                val result =
                                    weaveResult {
                                        task("a", policy = daily) {
                                            delay(1.hours)
                                            if (++attempts == 1) throw IllegalStateException("x")
                                            attempts
                                        }
                                    }
                                result.value() shouldBe 2
                                result.timings()["a"]!!.ran() shouldBe Duration.ofHours(26)
                                scheduler.currentTime shouldBe 26.hours.inWholeMilliseconds
                                shouldThrow<TaskTimeoutException> {
                                    weave<Int>(timeout = 24.hours) { task<Int>("a") { awaitCancellation() } }
                                }
                                scheduler.currentTime shouldBe 50.hours.inWholeMilliseconds
                            }
                        }
                        ended.complete(null)
                    } catch (e: Throwable) {
                        ended.complete(e)
                    }
                }
            test.isDaemon = true
            test.start()
            try {
                ended.get(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)?.let { throw it }
            } finally {
                Dispatchers.resetMain()
            }
        }
    }
})
