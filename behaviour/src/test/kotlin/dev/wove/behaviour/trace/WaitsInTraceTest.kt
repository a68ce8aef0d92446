package dev.wove.behaviour.trace

import dev.wove.Backoff
import dev.wove.Limiter
import dev.wove.OnFailure
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.case
import dev.wove.dsl.Policy
import dev.wove.dsl.trace
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.internal.record.RealFailureTrace
import dev.wove.internal.record.TraceFacts
import dev.wove.internal.record.TraceFacts.AttemptTrace
import dev.wove.internal.record.TraceFacts.InputTrace
import dev.wove.internal.record.TraceFacts.Waiting
import dev.wove.test.virtualTime
import dev.wove.test.weaveTest
import dev.wove.trace.Ended
import dev.wove.trace.FailureTrace
import dev.wove.trace.InputTrace.As
import dev.wove.trace.ItemsTrace
import dev.wove.trace.TaskTrace
import dev.wove.trace.Wait
import dev.wove.trace.WaitCause
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeoutOrNull
import java.io.IOException
import java.time.Duration.ZERO
import java.time.Duration.ofMillis
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

private const val ENGINE = "one place of the engine, below the faces"

private fun wait(cause: WaitCause, from: Long, to: Long, on: String? = null, item: Int = -1) =
    TraceFacts.Wait(cause, on, item, ofMillis(from), ofMillis(to))

/** The waits of this task except those for declared inputs. */
private fun TaskTrace.ownWaits(): List<Wait> = waits().filter {
    it.cause() != WaitCause.INPUT || it.from() >= started()
}

class WaitsInTraceTest : FunSpec({
    context("a trace tells that a task waited") {
        case("B07 rule-19", "for a slot of the weave", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult(workers = 1) {
                        val a by task { delay(100) }
                        val b by task { delay(50) }
                        val c by task(a, b) { }
                        c
                    }.trace
                trace.task("b").ownWaits() shouldBe listOf(wait(WaitCause.SLOT, 0, 100))
                trace.task("b").waited() shouldBe ofMillis(100)
                trace.task("c").waits() shouldBe listOf(wait(WaitCause.INPUT, 0, 150, on = "b"))
                trace.waiting() shouldBe
                    listOf(
                        Waiting(WaitCause.INPUT, 1, ofMillis(150), 0.6),
                        Waiting(WaitCause.SLOT, 1, ofMillis(100), 0.4),
                    )
                val path = trace.criticalPath()
                path.tasks() shouldBe listOf("b", "c")
                path.steps().first().waited() shouldBe mapOf(WaitCause.SLOT to ofMillis(100))
                path.steps().first().ran() shouldBe ofMillis(50)
                trace.criticalPathWithoutWaits().duration() shouldBe ofMillis(100)
                trace.criticalPathWithoutWaits().tasks() shouldBe listOf("a", "c")
            }
        }

        case("B07 rule-19", "for a slot for blocking bodies", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult(maxBlocking = 1) {
                        val a by blocking { virtualTime.sleep(ofMillis(100)) }
                        val b by blocking { virtualTime.sleep(ofMillis(50)) }
                        val c by task(a, b) { }
                        c
                    }.trace
                trace.task("b").ownWaits() shouldBe listOf(wait(WaitCause.BLOCKING_SLOT, 0, 100))
            }
        }

        case("B07 rule-19", "for a place in a limiter, and for its pace", once = ENGINE) {
            weaveTest {
                val partner = Limiter.concurrent(1)
                val paced = Limiter.perMinute(60)
                val trace =
                    weaveResult {
                        val a by task(policy = Policy(limit = partner)) { delay(100) }
                        val b by task(policy = Policy(limit = partner)) { delay(50) }
                        val c by task(policy = Policy(limit = paced)) { }
                        val d by task(policy = Policy(limit = paced)) { }
                        val end by task(a, b, c, d) { }
                        end
                    }.trace
                trace.task("b").ownWaits() shouldBe listOf(wait(WaitCause.LIMITER, 0, 100, on = partner.toString()))
                trace.task("d").ownWaits() shouldBe listOf(wait(WaitCause.RATE, 0, 1_000, on = paced.toString()))
            }
        }

        case("B07 rule-19", "for its pace and, between attempts, for its backoff", once = ENGINE) {
            weaveTest {
                var attempts = 0
                val result =
                    weaveResult {
                        val a by task(
                            policy = Policy(retries = 2, backoff = Backoff.constant(ofMillis(400)), perMinute = 120),
                        ) {
                            delay(50)
                            if (attempts++ < 2) throw IOException("down")
                        }
                        a
                    }
                val a = result.trace.task("a")
                a.ownWaits() shouldBe
                    listOf(
                        wait(WaitCause.BACKOFF, 50, 450),
                        wait(WaitCause.RATE, 450, 500),
                        wait(WaitCause.BACKOFF, 550, 950),
                        wait(WaitCause.RATE, 950, 1_000),
                    )
                a.waiting().map { it.cause() to it.total() } shouldBe
                    listOf(WaitCause.BACKOFF to ofMillis(800), WaitCause.RATE to ofMillis(100))
                val down = RealFailureTrace("java.io.IOException", "down", null)
                a.attempts() shouldBe
                    listOf(
                        AttemptTrace(1, ZERO, ofMillis(50), Ended.FAILED, down),
                        AttemptTrace(2, ofMillis(500), ofMillis(550), Ended.FAILED, down),
                        AttemptTrace(3, ofMillis(1_000), ofMillis(1_050), Ended.SUCCEEDED, null),
                    )
                a.attemptCount() shouldBe 3
                result.trace.criticalPath().steps().single().ran() shouldBe ofMillis(150)
            }
        }

        case("B07", "for a task that its body awaited, which is marked as discovered", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult {
                        val a by task { delay(100) }
                        val b by task {
                            delay(30)
                            a.await()
                            delay(10)
                        }
                        val c by task(b) { a.await() }
                        c
                    }.trace
                val b = trace.task("b")
                b.inputs() shouldBe listOf(InputTrace("a", As.DISCOVERED, ofMillis(30)))
                b.discovered() shouldBe listOf("a")
                b.waits() shouldBe listOf(wait(WaitCause.INPUT, 30, 100, on = "a"))
                trace.task("c").discovered() shouldBe listOf("a")
                trace.task("a").dependents() shouldBe emptyList()
                trace.criticalPath().tasks() shouldBe listOf("a", "b", "c")
                trace.without("a") shouldBe ofMillis(40)
            }
        }

        case("B07", "for a task of a weave around, from inside", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult("outer", options = WeaveOptions.trace()) {
                        val a by task { delay(100) }
                        val b by task {
                            weave("inner") {
                                val x by task { a.await() }
                                x
                            }
                        }
                        val c by task(a, b) { }
                        c
                    }.trace
                trace.task("b").discovered() shouldBe listOf("a")
                trace.task("b").waits() shouldBe listOf(wait(WaitCause.INPUT, 0, 100, on = "a"))
                val inner = trace.task("b").nested().single().trace()!!
                inner.task("x").discovered() shouldBe emptyList()
                inner.task("x").waits() shouldBe listOf(wait(WaitCause.INPUT, 0, 100, on = "outer/a"))
            }
        }

        case("B07", "for tasks in its midst, in the order in which it went on", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult {
                        val a by task { delay(5) }
                        val b by task { delay(20) }
                        val c by task {
                            delay(10)
                            b.await()
                            delay(30)
                            a.await()
                            delay(10)
                        }
                        val d by task(a, b, c) { }
                        d
                    }.trace
                trace.duration() shouldBe ofMillis(60)
                trace.slack("a") shouldBe ofMillis(45)
                trace.slack("b") shouldBe ofMillis(0)
            }
        }

        case("B07", "in vain, which does not make it critical", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult {
                        val a by task { delay(100) }
                        val b by task {
                            withTimeoutOrNull(20.milliseconds) { a.await() }
                            delay(90)
                        }
                        val c by task(a, b) { }
                        c
                    }.trace
                trace.task("b").waits() shouldBe listOf(wait(WaitCause.INPUT, 0, 20, on = "a"))
                trace.criticalPath().tasks() shouldBe listOf("b", "c")
                trace.slack("a") shouldBe ofMillis(10)
            }
        }
    }

    context("a trace tells of attempts") {
        case("B08", "that timed out, and of those that were cancelled", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult {
                        val slow by task(timeout = 30.milliseconds, retries = 1) { delay(10.seconds) }
                        val other by task(timeout = 10.seconds) { delay(10.seconds) }
                        val end by task(slow, other) { }
                        end
                    }.trace
                val slow = trace.task("slow")
                slow.attempts().map { Triple(it.started(), it.ended(), it.how()) } shouldBe
                    listOf(
                        Triple(ZERO, ofMillis(30), Ended.FAILED),
                        Triple(ofMillis(30), ofMillis(60), Ended.FAILED),
                    )
                slow.attempts().map { it.failure()!!.simpleType() }.toSet() shouldBe
                    setOf(TaskTimeoutException::class.simpleName)
                trace.task("other").attempts() shouldBe
                    listOf(AttemptTrace(1, ZERO, ofMillis(60), Ended.CANCELLED, null))
                trace.task("end").attempts() shouldBe emptyList()
            }
        }

        case("B08", "whose fallback gave the value", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult {
                        val a by task(policy = Policy(fallback = { 7 })) {
                            delay(10)
                            if (true) throw IOException("down")
                            1
                        }
                        a
                    }.trace
                trace.task("a").how() shouldBe Ended.SUCCEEDED
                trace.task("a").attempts().single().how() shouldBe Ended.FAILED
                trace.events().map { it.inWords() } shouldBe
                    listOf("weave started", "a started", "a failed attempt 1", "a succeeded", "weave succeeded")
            }
        }

        case("B08", "of which only the first are kept, however many there were", once = ENGINE) {
            weaveTest {
                var attempts = 0
                val trace =
                    weaveResult {
                        val a by task(retries = 1_000) {
                            delay(1)
                            if (attempts++ < 500) throw IOException("down")
                        }
                        a
                    }.trace
                trace.task("a").attempts() shouldHaveSize TaskTrace.MOST_ATTEMPTS
                trace.task("a").attemptCount() shouldBe 501
            }
        }
    }

    context("a trace tells of items") {
        case("B09", "the slowest, and those that failed", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult {
                        val sizes by eachSettled(List(1_000) { it }, workers = 7) { i ->
                            delay(if (i % 100 == 42) 1_000L + i else 10)
                            if (i % 10 == 3) throw IOException("item $i")
                            i
                        }
                        sizes
                    }.trace
                val items = trace.task("sizes").items()!!
                items.statistics().count() shouldBe 1_000
                items.slowest().map { it.item() } shouldBe (9 downTo 0).map { it * 100 + 42 }
                items.slowest().map { it.ran() } shouldBe (9 downTo 0).map { ofMillis(1_042L + it * 100) }
                items.failedCount() shouldBe 100
                items.failed() shouldHaveSize ItemsTrace.MOST_FAILED
                items.failed().first().failure() shouldBe RealFailureTrace("java.io.IOException", "item 3", null)
                trace.task("sizes").attempts() shouldBe emptyList()
                trace.task("sizes").mapped() shouldBe true
            }
        }

        case("B09", "that were tried again, and of what each waited", once = ENGINE) {
            weaveTest {
                val failed = HashSet<Int>()
                val trace =
                    weaveResult {
                        val policy = Policy(retries = 1, backoff = Backoff.constant(ofMillis(70)))
                        val sizes by each(listOf("a", "b"), policy = policy) { i ->
                            delay(10)
                            if (i == "b" && failed.add(1)) throw IOException("b")
                            i
                        }
                        sizes
                    }.trace
                val sizes = trace.task("sizes")
                sizes.ownWaits() shouldBe listOf(wait(WaitCause.BACKOFF, 10, 80, item = 1))
                sizes.items()!!.slowest().map { Triple(it.item(), it.attempts(), it.ran()) } shouldBe
                    listOf(Triple(1, 2, ofMillis(90)), Triple(0, 1, ofMillis(10)))
            }
        }

        case("B09", "that were taken one by one from a mapped task", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult {
                        val a by each(listOf(1, 2, 3), workers = 1) {
                            delay(100)
                            it
                        }
                        val b by each(a) {
                            delay(30)
                            it
                        }
                        b
                    }.trace
                val b = trace.task("b")
                b.inputs() shouldBe listOf(InputTrace("a", As.STREAM, null))
                b.ready() shouldBe ZERO
                b.ended() shouldBe ofMillis(330)
                trace.criticalPath().steps().map { Triple(it.task(), it.from(), it.to()) } shouldBe
                    listOf(Triple("a", ZERO, ofMillis(300)), Triple("b", ofMillis(300), ofMillis(330)))
            }
        }
    }

    context("a trace tells of weaves inside a body") {
        suspend fun outer(options: WeaveOptions) =
            weaveResult("outer", options = options, onFailure = OnFailure.CONTINUE) {
                val a by task { delay(50) }
                val b by task(a) {
                    weave("inner") {
                        val x by task { delay(20) }
                        val y by task(x) { delay(5) }
                        y
                    }
                }
                val c by each(listOf(0, 1)) { i ->
                    weave("item") {
                        val z by task { delay(10L * (i + 1)) }
                        z
                    }
                }
                val end by task(b, c) { }
                end
            }.trace

        case("B07", "when and how they ran, under the task", once = ENGINE) {
            weaveTest {
                val trace = outer(WeaveOptions.none())
                val inner = trace.task("b").nested().single()
                inner.weave() shouldBe "inner"
                listOf(inner.started(), inner.ended()) shouldBe listOf(ofMillis(50), ofMillis(75))
                inner.how() shouldBe Ended.SUCCEEDED
                inner.tasks() shouldBe 2
                inner.trace() shouldBe null
                trace.task("c").nested().map { it.item() to it.ran() } shouldBe
                    listOf(0 to ofMillis(10), 1 to ofMillis(20))
                trace.task("a").nested() shouldBe emptyList()
            }
        }

        case("B07", "and all that happened in them if it was asked for", once = ENGINE) {
            weaveTest {
                val inner = outer(WeaveOptions.trace()).task("b").nested().single().trace()!!
                inner.weave() shouldBe "inner"
                inner.tasks().map { it.name() to it.ended() } shouldBe listOf("x" to ofMillis(20), "y" to ofMillis(25))
                inner.criticalPath().tasks() shouldBe listOf("x", "y")
            }
        }

        case("B07", "of which only the first are kept, however many there were", once = ENGINE) {
            weaveTest {
                val trace =
                    weaveResult {
                        val all by eachUnit(List(1_000) { it }) { weave { task { } } }
                        all
                    }.trace
                trace.task("all").nested() shouldHaveSize TaskTrace.MOST_NESTED
                trace.task("all").nestedCount() shouldBe 1_000
            }
        }
    }

    context("an exception in a trace") {
        case("B11", "is cut, and cannot spoil it", once = "text, not faces") {
            RealFailureTrace.of(IOException("x".repeat(1_000)), null).message() shouldBe
                "x".repeat(FailureTrace.LONGEST_MESSAGE - 3) + "..."
            val spoilt =
                object : RuntimeException() {
                    override val message: String get() = throw IllegalStateException("no")
                }
            RealFailureTrace.of(spoilt, null).message() shouldBe "(its getMessage fails with IllegalStateException)"
        }
    }
})
