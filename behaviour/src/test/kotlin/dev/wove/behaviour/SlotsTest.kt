package dev.wove.behaviour

import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.dsl.weave
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeoutOrNull
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

class SlotsTest : FunSpec({
    context("a task that has one of two slots and waits for the other") {
        test("gives the first one back when the weave is cancelled") {
            val limiter = Limiter.concurrent(2)
            inTime {
                runBlocking {
                    val running = CompletableDeferred<Unit>()
                    val weave =
                        launch {
                            weave(workers = 1) {
                                task("holds", policy = Policy.limit(limiter)) {
                                    running.complete(Unit)
                                    awaitCancellation()
                                }
                                task("waits", policy = Policy.limit(limiter)) { }
                            }
                        }
                    running.await()
                    weave.cancelAndJoin()
                }
            }
            limiter.inUse() shouldBe 0
        }
    }

    // Found by reading: each of two nested weaves that ended asked for the slot on its own. The first kept it for the
    // body, and the second waited for it until the body ended, which waited for the second.
    context("a body with two nested weaves that end while another body has its slot") {
        test("takes the slot back once, and goes on") {
            val limiter = Limiter.concurrent(1)
            inTime {
                runTest {
                    weave {
                        task("nests", policy = Policy.limit(limiter)) {
                            coroutineScope {
                                launch { weave { task { } } }
                                delay(1)
                                launch { weave { task { } } }
                            }
                            limiter.inUse() shouldBe 1
                        }
                        task("holds", policy = Policy.limit(limiter)) { delay(10) }
                    }
                }
            }
            limiter.inUse() shouldBe 0
        }
    }

    // Found by reading: what else may take slots once a body has given them back? Nobody gave these back again.
    context("a nested weave of a coroutine that outlives the body that launched it") {
        test("takes no slot for the body") {
            val limiter = Limiter.concurrent(1)
            runTest {
                weave {
                    task("launches", policy = Policy.limit(limiter)) {
                        CoroutineScope(currentCoroutineContext()).launch {
                            delay(1)
                            weave { task { } }
                        }
                        Unit
                    }
                }
            }
            limiter.inUse() shouldBe 0
        }
    }

    context("a body that gives up waiting for another task") {
        test("goes on only with a slot") {
            runTest {
                val running = AtomicInteger()
                var most = 0
                weave(workers = 1) {
                    val slow = ref<Unit>("slow")
                    task("impatient") {
                        withTimeoutOrNull(10) { slow.await() }
                        most = maxOf(most, running.incrementAndGet())
                        running.decrementAndGet()
                    }
                    task("slow") {
                        most = maxOf(most, running.incrementAndGet())
                        delay(100)
                        running.decrementAndGet()
                    }
                }
                most shouldBe 1
            }
        }
    }

    context("a body that was abandoned") {
        test("keeps its slot until it stops, also while the next attempt runs") {
            val limiter = Limiter.concurrent(2)
            val gate = CountDownLatch(1)
            val attempts = AtomicInteger()
            val inUse = AtomicInteger()
            inTime {
                runBlocking {
                    weave {
                        blocking(
                            "stubborn",
                            policy =
                                Policy
                                    .limit(limiter)
                                    .retries(1)
                                    .timeout(Duration.ofMillis(20))
                                    .abandonAfter(Duration.ofMillis(20)),
                        ) {
                            if (attempts.getAndIncrement() == 0) {
                                while (gate.count > 0) {
                                    try {
                                        gate.await()
                                    } catch (_: InterruptedException) {
                                    }
                                }
                            } else {
                                inUse.set(limiter.inUse())
                            }
                        }
                    }
                }
            }
            inUse.get() shouldBe 2
            gate.countDown()
        }
    }
})
