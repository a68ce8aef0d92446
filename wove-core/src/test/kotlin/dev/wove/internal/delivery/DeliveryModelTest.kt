package dev.wove.internal.delivery

import dev.wove.environment.CancelMode
import dev.wove.environment.Certainty
import dev.wove.environment.Delivery
import dev.wove.environment.OrphanPolicy
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.io.IOException
import java.time.Duration
import kotlin.random.Random

/** Random fates of one run, over manual time, against a model of what may become of it. */
class DeliveryModelTest : FunSpec({
    test("every run ends once, as the model says, and leaves nothing behind") {
        for (seed in 1..20_000) {
            withClue("seed $seed") { OneFate(Random(seed)).play() }
        }
    }
})

private enum class Step {
    ADVANCE,
    SENT,
    START,
    BEAT,
    SUCCEED,
    FAIL,
    CANCELLED,
    REFUSED,
    LOST,
    STALE,
    CANCEL,
    BEST_EFFORT,
}

/** What delivery is to do, in the plainest words: times in milliseconds, one send at a time. */
private class Model(
    private val start: Long?,
    private val total: Long?,
    private val silence: Long?,
    private val requeue: Boolean,
) {
    var now = 0L
    var end: String? = null
    var waitsUntil: Long? = null
    var stopping: Pair<Long, String>? = null
    private var heard = 0L
    private var started = false
    private var pause = 100L
    private var requeues = 0

    fun advanceTo(then: Long) {
        while (end == null) {
            val next = listOfNotNull(
                waitsUntil?.to("send"),
                stopping?.let { it.first to "unconfirmed" },
                start?.takeIf { stopping == null && !started }?.to("start"),
                total?.takeIf { stopping == null }?.to("total"),
                silence?.takeIf { stopping == null && waitsUntil == null }?.let { heard + it to "silent" },
            ).filter { it.first <= then }.minByOrNull { it.first } ?: break
            now = maxOf(now, next.first)
            when (next.second) {
                "send" -> {
                    waitsUntil = null
                    heard = now
                }

                "unconfirmed" -> {
                    end = if (stopping!!.second == "cancelled") "lost" else stopping!!.second
                }

                "silent" -> {
                    end = TIMEOUT
                }

                else -> {
                    stop(TIMEOUT)
                }
            }
        }
        now = then
    }

    fun stop(how: String, waits: Boolean = true) {
        if (end != null || stopping != null) return
        if (waitsUntil != null || !waits) end = how else stopping = now + CANCEL to how
    }

    fun event(step: Step) {
        if (end != null || waitsUntil != null) return
        when (step) {
            Step.START -> {
                started = true
                heard = now
            }

            Step.BEAT -> {
                heard = now
            }

            Step.SUCCEED -> {
                terminal("succeeded 1")
            }

            Step.FAIL -> {
                terminal("failed IOException")
            }

            Step.CANCELLED -> {
                terminal("cancelled")
            }

            Step.REFUSED -> {
                if (stopping != null) {
                    end = stopping!!.second
                } else if (start == null && now >= 30_000) {
                    end = TIMEOUT
                } else {
                    waitsUntil = now + pause
                    pause = minOf(pause * 2, 2_000)
                }
            }

            Step.LOST -> {
                when {
                    stopping != null -> end = if (stopping!!.second == "cancelled") "lost" else stopping!!.second
                    requeue && ++requeues <= 3 -> waitsUntil = now + 100
                    else -> end = "failed DeliveryOrphanedException"
                }
            }

            else -> {}
        }
    }

    private fun terminal(how: String) {
        end = stopping?.second?.takeIf { it != "cancelled" } ?: how
    }

    companion object {
        const val CANCEL = 3_300L
        const val TIMEOUT = "failed DeliveryTimeoutException"
    }
}

private class OneFate(
    private val random: Random,
) {
    private fun time(most: Int) = if (random.nextBoolean()) null else random.nextLong(1, most.toLong()) * 7 + 3

    private val start = time(300)
    private val total = time(1_000)
    private val silence = time(100)
    private val requeue = random.nextBoolean()
    private val model = Model(start, total, silence, requeue)
    private val delivering = Delivering(Delivery.maxInFlight(1))
    private val run = delivering.run(delivery(), key = "k")

    private fun delivery(): Delivery {
        var all = Delivery.cancelTimeout(Duration.ofMillis(Model.CANCEL))
        if (start != null) all = all.startTimeout(Duration.ofMillis(start))
        if (total != null) all = all.timeout(Duration.ofMillis(total))
        if (silence != null) all = all.heartbeat(Duration.ofMillis(silence))
        if (requeue) all = all.orphans(OrphanPolicy.REQUEUE)
        return all
    }

    fun play() {
        val steps = ArrayList<String>()
        repeat(random.nextInt(1, 40)) {
            val step = Step.entries.random(random)
            val sends = delivering.carrier.sent.size
            // Nothing is told of a send before it happens.
            if (step == Step.ADVANCE) {
                val by = random.nextLong(1, 400)
                steps += "+$by"
                delivering.time.advance(by)
                model.advanceTo(model.now + by)
            } else {
                steps += step.name
                act(step)
            }
            withClue("$steps after $sends sends") { run.heard.ends shouldBe listOfNotNull(model.end) }
        }
        delivering.time.advance(60_000)
        model.advanceTo(model.now + 60_000)
        if (model.end == null) {
            act(Step.CANCELLED)
            if (model.end == null) act(Step.CANCEL)
            if (model.end == null) act(Step.CANCELLED)
        }
        withClue(steps) {
            run.heard.ends shouldBe listOf(model.end)
            delivering.time.pending shouldBe 0
            delivering.run()
            delivering.carrier.last.call.runId() shouldBe "s-2"
        }
    }

    private fun act(step: Step) {
        val last = delivering.carrier.last
        val events = if (step == Step.STALE) delivering.carrier.sent.first().events else last.events
        val ended = model.waitsUntil != null
        when (step) {
            Step.SENT -> events.sent(1)
            Step.START -> events.started("w")
            Step.BEAT -> events.heartbeat()
            Step.SUCCEED -> if (!ended) events.succeeded(1)
            Step.FAIL -> if (!ended) events.failed(IOException())
            Step.CANCELLED -> if (!ended) events.cancelled()
            Step.REFUSED -> if (!ended) events.lost(IOException(), Certainty.NOT_DELIVERED)
            Step.LOST -> if (!ended) events.lost(IOException(), Certainty.UNKNOWN)
            Step.STALE -> if (delivering.carrier.sent.size > 1) events.succeeded(2)
            Step.CANCEL -> run.run.cancel(CancelMode.REQUIRE_ACK)
            Step.BEST_EFFORT -> run.run.cancel(CancelMode.BEST_EFFORT)
            Step.ADVANCE -> Unit
        }
        when (step) {
            Step.CANCEL -> model.stop("cancelled")
            Step.BEST_EFFORT -> model.stop("cancelled", waits = false)
            else -> model.event(step)
        }
    }
}
