package dev.wove.behaviour

import dev.wove.Backoff
import dev.wove.Policy
import dev.wove.TaskFailedException
import dev.wove.behaviour.harness.ANOTHER_INSTANCE
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.harness.notRemote
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.io.IOException
import java.time.Duration.ofDays
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicInteger

class RetryTest : FunSpec({
    everyCell {
        case("T01 T03 T13 rule-10", "retries back to back until an attempt succeeds") {
            inVirtualTime {
                run {
                    task("a", policy = Policy.retries(2)) {
                        val n = note()
                        if (n < 2) throw IOException("no. $n")
                        n
                    }
                } shouldBe 2
                noted shouldBe listOf(0L, 0L, 0L)
            }
        }

        case("T02 rule-10", "throws the last exception, with the earlier ones suppressed, when no attempt is left") {
            val thrown = List(4) { IOException("no. $it") }
            val attempts = AtomicInteger()
            val failure =
                shouldThrow<IOException> {
                    run {
                        task<Int>("a", policy = Policy.retries(3)) { throw thrown[attempts.getAndIncrement()] }
                    }
                }
            attempts.get() shouldBe 4
            failure shouldBeSameInstanceAs thrown[3]
            failure.suppressed.filterIsInstance<IOException>() shouldContainExactly thrown.take(3)
        }

        case(
            "rule-10",
            "does not suppress an exception in itself that every attempt throws",
            unless = notRemote(ANOTHER_INSTANCE),
        ) {
            val shared = IOException("shared")
            val failure =
                shouldThrow<IOException> { run { task<Int>("a", policy = Policy.retries(2)) { throw shared } } }
            failure shouldBeSameInstanceAs shared
            failure.suppressed.toList() shouldNotContain shared
        }

        case("rule-10", "waits the same time before each attempt with a constant backoff") {
            inVirtualTime {
                shouldThrow<IOException> {
                    run {
                        task<Int>("a", policy = Policy.retries(3).backoff(Backoff.constant(ofMillis(250)))) {
                            throw IOException("no. ${note()}")
                        }
                    }
                }.message shouldBe "no. 3"
                noted shouldBe listOf(0L, 250L, 500L, 750L)
            }
        }

        case("rule-10", "waits longer and longer with an exponential backoff, up to its cap") {
            inVirtualTime {
                val backoff = Backoff.exponential(ofMillis(100)).cap(ofMillis(500))
                shouldThrow<IOException> {
                    run {
                        task<Int>("a", policy = Policy.retries(5).backoff(backoff)) {
                            throw IOException("no. ${note()}")
                        }
                    }
                }
                // 100, 200, 400, then the cap
                noted shouldBe listOf(0L, 100L, 300L, 700L, 1_200L, 1_700L)
            }
        }

        case("rule-10", "keeps jittered waits within their bounds, and below the cap") {
            inVirtualTime {
                val backoff = Backoff.constant(ofSeconds(100)).jitter(0.2).cap(ofSeconds(110))
                shouldThrow<IOException> {
                    run {
                        task<Int>("a", policy = Policy.retries(20).backoff(backoff)) {
                            throw IOException("no. ${note()}")
                        }
                    }
                }
                val waits = noted.zipWithNext { a, b -> b - a }
                waits.size shouldBe 20
                waits.filter { it !in 80_000L..110_000L } shouldBe emptyList()
            }
        }

        case("rule-10", "retries only what the predicate accepts") {
            inVirtualTime {
                val policy = Policy.retries(5).retryIf { it is IOException }
                shouldThrow<IllegalStateException> {
                    run {
                        task<Int>("a", policy = policy) {
                            if (note() < 2) throw IOException("again")
                            error("final")
                        }
                    }
                }.message shouldBe "final"
                noted.size shouldBe 3
            }
        }

        case("rule-10", "an explicit zero is a single attempt") {
            val attempts = AtomicInteger()
            shouldThrow<IOException> {
                run {
                    task<Int>("a", policy = Policy.retries(0)) {
                        attempts.incrementAndGet()
                        throw IOException("x")
                    }
                }
            }
            attempts.get() shouldBe 1
        }

        case("T08 rule-11", "retries a timeout exception of the body's own like any other, and reports it as it is") {
            val attempts = AtomicInteger()
            val own = TimeoutException("mine")
            shouldThrow<TimeoutException> {
                run {
                    task<Int>("a", policy = Policy.retries(2)) {
                        attempts.incrementAndGet()
                        throw own
                    }
                }
            } shouldBeSameInstanceAs own
            attempts.get() shouldBe 3
        }

        case("rule-9", "retries a CancellationException that nobody asked for") {
            val attempts = AtomicInteger()
            val own = CancellationException("mine")
            shouldThrow<TaskFailedException> {
                run {
                    task<Int>("a", policy = Policy.retries(2)) {
                        attempts.incrementAndGet()
                        throw own
                    }
                }
            }.cause shouldBeSameInstanceAs own
            attempts.get() shouldBe 3
        }

        case("rule-10 rule-6", "does not begin another attempt once the weave has failed") {
            val attempts = AtomicInteger()
            val down = IllegalStateException("down")
            val runs = Gate()
            shouldThrow<IllegalStateException> {
                run {
                    val retried =
                        task<Int>("retried", policy = Policy.retries(100)) {
                            attempts.incrementAndGet()
                            runs.open()
                            untilStopped()
                        }
                    val fails =
                        task<Int>("fails") {
                            runs.pass()
                            throw down
                        }
                    task("both", retried, fails) { retried() + fails() }
                }
            } shouldBeSameInstanceAs down
            attempts.get() shouldBe 1
        }

        case("rule-10 rule-6", "gives up a backoff when the weave fails meanwhile") {
            inVirtualTime {
                val policy = Policy.retries(1).backoff(Backoff.constant(ofDays(1)))
                shouldThrow<IllegalStateException> {
                    run {
                        val retried =
                            task<Int>("retried", policy = policy) {
                                note()
                                throw IOException("again")
                            }
                        val fails =
                            task<Int>("fails") {
                                sleep(10)
                                error("down")
                            }
                        task("both", retried, fails) { retried() + fails() }
                    }
                }.message shouldBe "down"
                noted shouldBe listOf(0L)
                now shouldBe 10
            }
        }

        case("rule-10", "tells the attempt in the note on the failure") {
            val failure =
                shouldThrow<IOException> {
                    run {
                        task<Int>(
                            "a",
                            policy = Policy.retries(2),
                        ) { throw IOException("x") }
                    }
                }
            val notes = failure.suppressed.filter { it !is IOException }.map { it.message.orEmpty() }
            notes.size shouldBe 1
            notes.single().let { note -> listOf("'a'" in note, "'w'" in note, "3" in note) } shouldBe
                listOf(true, true, true)
        }

        case(
            "rule-10",
            "gives the value of the attempt that succeeds to its dependents, and hides the failures before",
        ) {
            val attempts = AtomicInteger()
            val ended =
                result {
                    val a =
                        task("a", policy = Policy.retries(1)) {
                            if (attempts.getAndIncrement() == 0) throw IOException("x")
                            20
                        }
                    task("b", a) { a() + 1 }
                }
            ended.value shouldBe 21
            ended.failures shouldBe emptyList()
            listOf("a", "b") shouldContain ended.names.first()
        }
    }
})
