package dev.wove.behaviour

import dev.wove.Backoff
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.TaskFailedException
import dev.wove.WeaveCancelledException
import dev.wove.dsl.launchWeave
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.job
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

class LiveWeaveTest : FunSpec({
    context("a scope that launches a weave and has nothing else to do") {
        test("waits for the weave") {
            var ran = false
            inTime {
                runBlocking {
                    coroutineScope { launchWeave { task { ran = true } } }
                    ran shouldBe true
                }
            }
        }
    }

    context("a task cancelled through its deferred") {
        test("is cancelled at once while it waits for its next attempt") {
            runTest {
                val attempts = AtomicInteger()
                val live =
                    launchWeave {
                        task("flaky", policy = Policy.retries(1).backoff(Backoff.constant(Duration.ofHours(1)))) {
                            if (attempts.incrementAndGet() == 1) error("first")
                        }
                        task { }
                    }
                runCurrent()
                live["flaky"].cancel()
                runCurrent()
                live.job.isCompleted shouldBe true
                attempts.get() shouldBe 1
                live.result().outcome("flaky").shouldBeInstanceOf<Outcome.Cancelled<*>>()
            }
        }

        test("is cancelled though its blocking body returns a value") {
            inTime {
                runBlocking {
                    supervisorScope {
                        val started = CountDownLatch(1)
                        val live =
                            launchWeave {
                                val stubborn = blocking("stubborn") {
                                    started.countDown()
                                    try {
                                        CountDownLatch(1).await()
                                    } catch (_: InterruptedException) {
                                    }
                                    "value"
                                }
                                task("dependent", stubborn) { }
                                task { }
                            }
                        withContext(Dispatchers.IO) { started.await() }
                        live["stubborn"].cancel()
                        val result = live.result()
                        result.outcome("stubborn").shouldBeInstanceOf<Outcome.Cancelled<*>>()
                        result.outcome("dependent").shouldBeInstanceOf<Outcome.Skipped<*>>()
                    }
                }
            }
        }
    }

    context("the task a weave returns, cancelled alone") {
        test("leaves no value to await, and neither cancels nor fails who asks for it") {
            inTime {
                runBlocking(Dispatchers.Default) {
                    val runs = CompletableDeferred<Unit>()
                    val live =
                        launchWeave("w") {
                            task("t") {
                                runs.complete(Unit)
                                awaitCancellation()
                            }
                        }
                    runs.await()
                    live["t"].cancel()
                    val thrown = shouldThrow<TaskFailedException> { live.await() }
                    thrown.message shouldBe
                        "Task 't' in weave 'w' was cancelled, so there is no value to return.\n" +
                        "  Read what became of each task in the result instead, or return a task that does without 't'."
                    thrown.cause.shouldBeInstanceOf<WeaveCancelledException>().message shouldBe
                        "Task 't' in weave 'w' was cancelled through its Deferred"
                    live.result().failure().shouldBeInstanceOf<TaskFailedException>()
                    coroutineContext.job.isActive shouldBe true
                }
            }
        }
    }

    context("a handle that is cancelled after the weave has ended") {
        test("still gives the result") {
            val live = Wove.launchWeave("w") { w -> w.task("t") { "value" } }
            inTime { live.join() } shouldBe "value"
            live.cancel()
            live.result().value() shouldBe "value"
        }
    }

    context("a future whose weave has stopped") {
        test("is done") {
            val gate = CountDownLatch(1)
            val future = Wove.weaveAsync("w") { w -> w.task("t") { gate.await() } }
            val done = future.stopped().thenApply { future.isDone }
            gate.countDown()
            inTime { done.join() } shouldBe true
        }
    }
})
