package dev.wove.behaviour.trace

import dev.wove.Backoff
import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.behaviour.harness.Cell
import dev.wove.behaviour.harness.Face
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.internal.record.TraceFacts.InputTrace
import dev.wove.internal.record.TraceFacts.Wait
import dev.wove.trace.Ended
import dev.wove.trace.InputTrace.As
import dev.wove.trace.TaskTrace
import dev.wove.trace.WaitCause
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import java.time.Duration
import java.time.Duration.ZERO
import java.time.Duration.ofMillis
import java.time.Instant
import java.util.concurrent.atomic.AtomicInteger

private fun TaskTrace.times(): List<Duration> = listOf(ready(), started(), ended())

class TraceTest : FunSpec({
    everyCell {
        case("B07", "tells when each task was ready, started and ended, and who it waited for") {
            inVirtualTime {
                val trace =
                    result {
                        val a = task("a") { sleep(100) }
                        val b = task("b") { sleep(30) }
                        task("c", a, b) { sleep(50) }
                    }.result.trace()
                trace.startedAt() shouldBe Instant.EPOCH
                trace.duration() shouldBe ofMillis(150)
                trace.ended() shouldBe Ended.SUCCEEDED
                trace.failure() shouldBe null
                trace.tasks().map { it.name() } shouldBe listOf("a", "b", "c")
                trace.task("a").times() shouldBe listOf(ZERO, ZERO, ofMillis(100))
                trace.task("a").dependents() shouldBe listOf("c")
                val c = trace.task("c")
                c.times() shouldBe listOf(ofMillis(100), ofMillis(100), ofMillis(150))
                c.inputs() shouldBe listOf(InputTrace("a", As.VALUE, null), InputTrace("b", As.VALUE, null))
                c.waits() shouldBe listOf(Wait(WaitCause.INPUT, "a", -1, ZERO, ofMillis(100)))
                c.mapped() shouldBe (cell.kind == Kind.ITEM)
                trace.criticalPath().tasks() shouldBe listOf("a", "c")
                trace.criticalPath().duration() shouldBe ofMillis(150)
                trace.slack("a") shouldBe ZERO
                trace.slack("b") shouldBe ofMillis(70)
                trace.without("a") shouldBe ofMillis(80)
                trace.without("b") shouldBe ofMillis(150)
                trace.without("c") shouldBe ofMillis(100)
                trace.events().map { it.inWords() } shouldBe
                    listOf(
                        "weave started",
                        "a started",
                        "b started",
                        "b succeeded",
                        "a succeeded",
                        "c started",
                        "c succeeded",
                        "weave succeeded",
                    )
            }
        }

        case("B07", "tells how long bodies worked: not what they waited, also for their next attempt") {
            inVirtualTime {
                val attempts = AtomicInteger()
                val trace =
                    result {
                        val backoff = Policy.retries(1).backoff(Backoff.constant(ofMillis(500)))
                        val a =
                            task("a", policy = backoff) {
                                sleep(100)
                                if (attempts.getAndIncrement() == 0) throw IOException("down")
                            }
                        task("b", a) { sleep(50) }
                    }.result.trace()
                trace.task("a").ran() shouldBe ofMillis(700)
                trace.task("a").worked() shouldBe ofMillis(200)
                trace.task("b").worked() shouldBe ofMillis(50)
                trace.worked() shouldBe ofMillis(250)
            }
        }

        case("B11", "tells of a failed task and of what was skipped because of it") {
            inVirtualTime {
                val ended =
                    result {
                        val a =
                            task<Int>("a") {
                                sleep(20)
                                throw IOException("disk full")
                            }
                        val b = task("b", a) { a() }
                        val c = task("c") { sleep(5_000) }
                        task("d", b, c) { }
                    }
                val trace = ended.result.trace()
                trace.ended() shouldBe Ended.FAILED
                trace.failure()!!.toString() shouldBe "java.io.IOException: disk full"
                trace.failure()!!.note()!! shouldContain "Task 'a'"
                trace.tasks().map { it.how() } shouldBe
                    listOf(Ended.FAILED, Ended.SKIPPED, Ended.CANCELLED, Ended.SKIPPED)
                trace.task("a").times() shouldBe listOf(ZERO, ZERO, ofMillis(20))
                trace.task("b").failure()!!.message() shouldBe "disk full"
                trace.task("b").ran() shouldBe ZERO
                trace.task("d").ended() shouldBe ofMillis(20)
                trace.duration() shouldBe ofMillis(20)
                trace.events().map { it.inWords() }.takeLast(1) shouldBe listOf("weave failed")
            }
        }
    }

    context("reading") {
        case("B07", "a trace twice gives the same, without values", once = "values are read, not made") {
            Cell(Face.WEAVE, Kind.SUSPENDING).inVirtualTime {
                val secret = "hunter2"
                val result =
                    result {
                        val a = task("a") { secret }
                        task("b", a) { a() }
                    }.result
                result.trace() shouldBe result.trace()
                result.trace().tasks().map { it.kind() }.toSet() shouldBe setOf(TaskKind.SUSPENDING)
                (result.trace().toString() + result.trace().tasks() + result.trace().events()).contains(secret) shouldBe
                    false
            }
        }
    }
})
