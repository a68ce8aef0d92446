package dev.wove.test

import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicLong
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

class WeaveTestTest : FunSpec({
    context("a blocking body") {
        test("takes no virtual time, whatever else waits for it") {
            weaveTest {
                // Real time is what this body takes, so it is the one thing that may sleep here.
                weave {
                    val slow by blocking { Thread.sleep(50) }
                    val timer by task { delay(1.hours) }
                    val both by task(slow, timer) { }
                    both
                }
                currentTime shouldBe 1.hours.inWholeMilliseconds
            }
        }

        test("sees the events of the current instant happen") {
            weaveTest {
                val happened = CountDownLatch(1)
                weave {
                    val waits by blocking {
                        happened.await()
                        1
                    }
                    launch { happened.countDown() }
                    waits
                } shouldBe 1
                currentTime shouldBe 0
            }
        }

        test("does not time out unless it sleeps in virtual time") {
            weaveTest {
                // Longer in real time than its timeout, which is of virtual time.
                weave { task { 0 }.let { blocking(it, timeout = 1.milliseconds) { Thread.sleep(50) } } }
                currentTime shouldBe 0
            }
        }

        test("that sleeps times out, and is retried, when it should") {
            weaveTest {
                var attempts = 0
                shouldThrow<TaskTimeoutException> {
                    weave {
                        blocking(timeout = 2.seconds, retries = 1) {
                            attempts++
                            virtualTime.sleep(1.hours)
                        }
                    }
                }
                attempts shouldBe 2
                currentTime shouldBe 4_000
            }
        }

        test("that ends by itself is measured in virtual time") {
            weaveTest {
                val result =
                    weaveResult {
                        blocking(
                            "sleeper",
                            policy = Policy.timeout(1.minutes.toJavaDuration()),
                        ) { virtualTime.sleep(3.seconds) }
                    }
                result.timings().getValue("sleeper").ran() shouldBe 3.seconds.toJavaDuration()
            }
        }

        test("that waits for a slot holds nothing") {
            weaveTest {
                val ends = java.util.concurrent.ConcurrentLinkedQueue<Long>()
                weave(maxBlocking = 1) {
                    eachBlocking(listOf(1, 2, 3)) {
                        virtualTime.sleep(1.seconds)
                        ends += currentTime
                    }
                }
                ends.toList() shouldBe listOf(1_000L, 2_000L, 3_000L)
            }
        }

        test("that runs a weave of its own lets time pass for it") {
            weaveTest {
                weave {
                    blocking {
                        weaveBlocking {
                            val inner by blocking(retries = 1, timeout = 5.minutes) { virtualTime.sleep(4.minutes) }
                            inner
                        }
                    }
                }
                currentTime shouldBe 4.minutes.inWholeMilliseconds
            }
        }
    }

    context("a body that is cancelled while it sleeps") {
        test("stops at the instant of its cancellation") {
            weaveTest {
                val stoppedAt = AtomicLong()
                shouldThrow<IllegalStateException> {
                    weave {
                        val sleeper by blocking {
                            try {
                                virtualTime.sleep(1.hours)
                            } finally {
                                stoppedAt.set(currentTime)
                            }
                        }
                        val fails by task<Int> {
                            delay(5)
                            error("down")
                        }
                        val other by task { delay(6) }
                        val all by task(sleeper, fails, other) { }
                        all
                    }
                }
                stoppedAt.get() shouldBe 5
                currentTime shouldBe 5
            }
        }
    }

    context("a plain runTest") {
        test("has no virtual time for blocking bodies, and says what has") {
            runTest {
                shouldThrow<IllegalStateException> { virtualTime }.message shouldBe
                    "This test does not run in Wove's virtual time.\n  Instead of   runTest { ... }\n  use          weaveTest { ... }"
            }
        }
    }
})
