package dev.wove.internal.delivery

import dev.wove.environment.CancelMode.BEST_EFFORT
import dev.wove.environment.CancelMode.REQUIRE_ACK
import dev.wove.environment.Certainty.NOT_DELIVERED
import dev.wove.environment.Certainty.UNKNOWN
import dev.wove.environment.Delivery
import dev.wove.environment.DeliveryOrphanedException
import dev.wove.environment.ErrorSource
import dev.wove.environment.OrphanPolicy
import dev.wove.environment.RemoteTaskException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.io.IOException
import java.time.Duration

class DeliveredRunTest : FunSpec({
    fun millis(n: Long) = Duration.ofMillis(n)

    val busy = RemoteTaskException("Busy", "full", true, ErrorSource.EXECUTOR, null)
    val gone = IOException("connection reset")

    context("a run that ends") {
        test("is told once, acknowledged, and leaves nothing behind") {
            val d = Delivering()
            val r = d.run(Delivery.timeout(millis(100)).startTimeout(millis(50)).heartbeat(millis(20)))
            d.carrier.last.events.sent(7)
            d.carrier.last.events.started("w")
            d.carrier.last.events.started("w")
            d.carrier.last.events.heartbeat()
            d.carrier.last.events.succeeded(5)
            d.carrier.last.events.failed(gone)
            d.carrier.last.events.heartbeat()
            r.heard.said shouldContainExactly listOf("sent", "started", "heartbeat")
            r.heard.ends shouldContainExactly listOf("succeeded 5")
            d.carrier.last.acknowledged shouldBe 1
            d.carrier.last.abandoned shouldBe 0
            d.time.pending shouldBe 0
            r.run.cancel(REQUIRE_ACK)
            d.carrier.last.cancels.shouldBeEmpty()
        }

        test("because it cannot be sent fails with the reason") {
            val d = Delivering()
            d.carrier.refuses = IllegalArgumentException("too large")
            d.run().heard.failure shouldBeSameInstanceAs d.carrier.refuses
        }
    }

    context("places in flight") {
        test("are one cap for all, whatever their runs say, and given in order") {
            val d = Delivering(Delivery.maxInFlight(2))
            val all = List(4) { d.run(Delivery.maxInFlight(100 + it)) }
            d.carrier.sent.map { it.call.runId() } shouldContainExactly listOf("s-1", "s-2")
            d.carrier.sent[1].events.succeeded(1)
            d.carrier.last.call.runId() shouldBe "s-3"
            all[2].run.cancel(REQUIRE_ACK)
            d.carrier.last.events.cancelled()
            d.carrier.last.call.runId() shouldBe "s-4"
        }

        test("are no more than the worker has") {
            val d = Delivering(Delivery.maxInFlight(5), maxInFlight = 1)
            repeat(3) { d.run() }
            d.carrier.sent.size shouldBe 1
        }

        test("are not waited for by whom is stopped") {
            val d = Delivering(Delivery.maxInFlight(1))
            d.run()
            val waiting = d.run()
            waiting.run.cancel(REQUIRE_ACK)
            waiting.heard.ends shouldContainExactly listOf("cancelled")
            d.carrier.last.events.succeeded(1)
            d.carrier.sent.size shouldBe 1
            d.run()
            d.carrier.sent.size shouldBe 2
        }

        test("do not make runs nest that end at once") {
            val d = Delivering(Delivery.maxInFlight(1))
            d.run()
            val all = List(20_000) { d.run() }
            d.carrier.refuses = IllegalArgumentException()
            d.carrier.last.events.succeeded(1)
            all.all { it.heard.ends == listOf("failed IllegalArgumentException") } shouldBe true
        }

        test("start the clocks: who waits for one does not expire") {
            val d = Delivering(Delivery.maxInFlight(1))
            d.run()
            val waiting = d.run(Delivery.heartbeat(millis(20)).timeout(millis(50)).startTimeout(millis(30)))
            d.time.advance(1_000)
            waiting.heard.ends.shouldBeEmpty()
            d.carrier.last.events.succeeded(1)
            d.carrier.last.events.started("w")
            d.time.advance(19)
            waiting.heard.ends.shouldBeEmpty()
        }

        test("go to nobody once the environment is closed") {
            val d = Delivering(Delivery.maxInFlight(1))
            d.run()
            val waiting = d.run()
            d.executor.close(millis(5))
            waiting.heard.ends shouldContainExactly listOf("failed EnvironmentException")
            d.carrier.closed shouldBe true
            shouldThrow<IllegalStateException> { d.run() }
        }
    }

    context("time") {
        test("to start is from the send to the start") {
            val d = Delivering()
            val r = d.run(Delivery.startTimeout(millis(50)))
            d.time.advance(50)
            d.carrier.last.cancels shouldContainExactly listOf(REQUIRE_ACK)
            r.heard.ends.shouldBeEmpty()
            d.carrier.last.events.cancelled()
            r.heard.failure!!.message shouldBe
                "Task 'report' in environment 'reports' was not started within 50 ms, attempt 1."

            val started = d.run(Delivery.startTimeout(millis(50)))
            d.carrier.last.events.started("w")
            d.time.advance(1_000)
            started.heard.ends.shouldBeEmpty()
        }

        test("to the end is from the send, and its passing is told though the end came after all") {
            val d = Delivering()
            val r = d.run(Delivery.timeout(millis(50)))
            d.carrier.last.events.started("w")
            d.time.advance(50)
            d.carrier.last.events.succeeded(5)
            r.heard.failure!!.message shouldBe
                "Task 'report' in environment 'reports' did not end within 50 ms, attempt 1."
        }

        test("in which nothing is heard ends it at once, as nobody would confirm anything") {
            val d = Delivering()
            val r = d.run(Delivery.heartbeat(millis(20)))
            for (i in 1..5) {
                d.time.advance(19)
                d.carrier.last.events.heartbeat()
            }
            r.heard.ends.shouldBeEmpty()
            d.time.advance(20)
            r.heard.failure!!.message shouldBe
                "Task 'report' in environment 'reports' was not heard of within 20 ms, attempt 1."
            d.carrier.last.cancels shouldContainExactly listOf(BEST_EFFORT)
            d.carrier.last.abandoned shouldBe 1
        }
    }

    context("a run that is told to stop") {
        test("ends when its worker says so, which is asked again and again") {
            val d = Delivering()
            val r = d.run(Delivery.heartbeat(millis(500)).timeout(millis(5_000)))
            d.carrier.last.events.started("w")
            r.run.cancel(REQUIRE_ACK)
            r.run.cancel(REQUIRE_ACK)
            d.time.advance(3_500)
            d.carrier.last.cancels.size shouldBe 4
            r.heard.ends.shouldBeEmpty()
            d.carrier.last.events.cancelled()
            r.heard.ends shouldContainExactly listOf("cancelled")
            d.time.pending shouldBe 0
        }

        test("ends unconfirmed when that takes too long") {
            val d = Delivering()
            val r = d.run(Delivery.cancelTimeout(millis(2_500)))
            r.run.cancel(REQUIRE_ACK)
            d.time.advance(2_500)
            r.heard.ends shouldContainExactly listOf("lost")
            r.heard.failure!!.message shouldBe
                "Task 'report' in environment 'reports' has not confirmed that it stopped within 2.5 s."
            d.carrier.last.abandoned shouldBe 1
            d.carrier.last.acknowledged shouldBe 0
        }

        test("is asked again where that cannot be sent, and stopping the others goes on") {
            val d = Delivering()
            val all = List(3) { d.run(Delivery.cancelTimeout(millis(2_500))) }
            d.carrier.sent.forEach { it.throws = IllegalStateException("the line is cut") }
            all.forEach { it.run.cancel(REQUIRE_ACK) }
            d.time.advance(1_000)
            d.carrier.sent.map { it.cancels.size } shouldContainExactly listOf(2, 2, 2)
            d.carrier.sent[0].events.cancelled()
            d.carrier.sent[1].events.succeeded(1)
            d.time.advance(1_500)
            all.map { it.heard.ends.single() } shouldContainExactly listOf("cancelled", "succeeded 1", "lost")
            d.carrier.sent.map { it.acknowledged } shouldContainExactly listOf(1, 1, 0)
            d.carrier.last.abandoned shouldBe 1
            d.time.pending shouldBe 0
        }

        test("ends at once if that is enough") {
            val d = Delivering()
            val r = d.run()
            r.run.cancel(BEST_EFFORT)
            r.heard.ends shouldContainExactly listOf("cancelled")
            d.carrier.last.cancels shouldContainExactly listOf(BEST_EFFORT)
            d.carrier.last.abandoned shouldBe 1
        }

        test("keeps what came first: an end that is a value or a failure") {
            val d = Delivering()
            val r = d.run()
            r.run.cancel(REQUIRE_ACK)
            d.carrier.last.events.failed(gone)
            r.heard.failure shouldBeSameInstanceAs gone
        }

        test("is not sent again, and its worker may be gone") {
            val d = Delivering()
            val refused = d.run()
            refused.run.cancel(REQUIRE_ACK)
            d.carrier.last.events.lost(busy, NOT_DELIVERED)
            refused.heard.ends shouldContainExactly listOf("cancelled")
            val lost = d.run()
            lost.run.cancel(REQUIRE_ACK)
            d.carrier.last.events.lost(gone, UNKNOWN)
            lost.heard.ends shouldContainExactly listOf("lost")
        }
    }

    context("a run that was not delivered") {
        test("is sent again, the same one, with longer and longer pauses") {
            val d = Delivering()
            val r = d.run()
            for (wait in listOf(100L, 200L, 400L, 800L, 1600L, 2000L, 2000L)) {
                val before = d.carrier.sent.size
                d.carrier.last.events.lost(busy, NOT_DELIVERED)
                d.time.advance(wait - 1)
                d.carrier.sent.size shouldBe before
                d.time.advance(1)
                d.carrier.sent.size shouldBe before + 1
            }
            d.carrier.sent.map { it.call.runId() }.toSet() shouldBe setOf("s-1")
            d.carrier.last.events.succeeded(1)
            r.heard.ends shouldContainExactly listOf("succeeded 1")
        }

        test("fails in the end with what kept it from it") {
            val d = Delivering()
            val r = d.run(Delivery.startTimeout(millis(150)))
            d.carrier.last.events.lost(busy, NOT_DELIVERED)
            d.time.advance(120)
            d.carrier.last.events.lost(busy, NOT_DELIVERED)
            d.time.advance(30)
            r.heard.ends shouldContainExactly listOf("failed DeliveryTimeoutException")
            r.heard.failure!!.cause shouldBeSameInstanceAs busy
        }

        test("is given up after a while if nobody can be reached, but not by one that is only busy") {
            val d = Delivering()
            val unreachable = d.run()
            while (unreachable.heard.ends.isEmpty()) {
                d.carrier.last.events.lost(gone, NOT_DELIVERED)
                d.time.advance(100)
            }
            unreachable.heard.failure!!.message shouldBe
                "Task 'report' in environment 'reports' could not be delivered within 30 s, attempt 1."
            val patient = d.run()
            repeat(100) {
                d.carrier.last.events.lost(busy, NOT_DELIVERED)
                d.time.advance(2_000)
            }
            patient.heard.ends.shouldBeEmpty()
        }

        test("is stopped between two sends without anybody being asked") {
            val d = Delivering()
            val r = d.run()
            d.carrier.last.events.lost(busy, NOT_DELIVERED)
            r.run.cancel(REQUIRE_ACK)
            r.heard.ends shouldContainExactly listOf("cancelled")
            d.time.advance(10_000)
            d.carrier.sent.size shouldBe 1
        }
    }

    context("a run whose worker is lost") {
        test("fails, and says by which name it was known") {
            for (policy in listOf(null, OrphanPolicy.FAIL, OrphanPolicy.CANCEL, OrphanPolicy.DETACH)) {
                val d = Delivering()
                val r = d.run(if (policy == null) Delivery.none() else Delivery.orphans(policy))
                d.carrier.last.events.started("w")
                d.carrier.last.events.lost(gone, UNKNOWN)
                r.heard.failure.shouldBeInstanceOf<DeliveryOrphanedException>().runId() shouldBe "s-1"
                r.heard.failure!!.cause shouldBeSameInstanceAs gone
                d.carrier.last.cancels shouldBe if (policy == OrphanPolicy.CANCEL) listOf(BEST_EFFORT) else emptyList()
            }
        }

        test("is sent again by another name as often as is said, and the old one does not count any more") {
            val d = Delivering()
            val r = d.run(Delivery.orphans(OrphanPolicy.REQUEUE).requeues(2), key = "k")
            repeat(2) {
                d.carrier.last.events.started("w")
                d.carrier.last.events.lost(gone, UNKNOWN)
                d.time.advance(100)
            }
            d.carrier.sent.map { it.call.runId() } shouldContainExactly listOf("s-1", "s-1-1", "s-1-2")
            d.carrier.sent.map { it.call.idempotencyKey() }.toSet() shouldBe setOf("k")
            d.carrier.sent[0].events.succeeded("old")
            r.heard.ends.shouldBeEmpty()
            d.carrier.last.events.lost(gone, UNKNOWN)
            r.heard.failure!!.message shouldBe
                "Run s-1-2 of task 'report' was lost: connection reset.\n  It was sent again 2 times."
            r.heard.said shouldContainExactly listOf("started")
        }

        test("tells which worker has begun it in place of the one that was lost") {
            val d = Delivering()
            val r = d.run(Delivery.orphans(OrphanPolicy.REQUEUE), key = "k")
            d.carrier.last.events.started("first")
            d.carrier.last.events.lost(gone, UNKNOWN)
            d.time.advance(100)
            d.carrier.last.events.started("second")
            d.carrier.last.events.started("second")
            r.heard.workers shouldContainExactly listOf("first", "second")
        }

        test("is not sent again without a key") {
            val d = Delivering()
            val r = d.run(Delivery.orphans(OrphanPolicy.REQUEUE))
            r.heard.ends shouldContainExactly listOf("failed PlanException")
            d.carrier.sent.shouldBeEmpty()
        }
    }
})
