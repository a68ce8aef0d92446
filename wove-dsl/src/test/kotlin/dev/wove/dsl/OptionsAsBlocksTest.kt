package dev.wove.dsl

import dev.wove.Backoff
import dev.wove.Limiter
import dev.wove.OnFailure
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.trace.WeaveListener
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

class OptionsAsBlocksTest : FunSpec({
    context("a policy in a block") {
        test("has what the block sets") {
            val backoff = Backoff.constant(1.seconds.toJavaDuration())
            val limiter = Limiter(concurrent = 2)
            val made = policy {
                retries = 3
                this.backoff = backoff
                retryIf = { it is IOException }
                timeout = 2.seconds
                deadline = 10.seconds
                fallback = { 7 }
                workers = 4
                perMinute = 60
                maxPending = 5
                limit = limiter
                abandonAfter = 1.minutes
                onCaller = true
            }
            made.retryIf()!!.test(IOException()) shouldBe true
            made.retryIf()!!.test(Exception()) shouldBe false
            made.fallback()!!.valueFor(Exception()) shouldBe 7
            made shouldBe Policy
                .retries(3)
                .backoff(backoff)
                .retryIf(made.retryIf()!!)
                .timeout(2.seconds.toJavaDuration())
                .deadline(10.seconds.toJavaDuration())
                .fallback(made.fallback()!!)
                .workers(4)
                .perMinute(60)
                .maxPending(5)
                .limit(limiter)
                .abandonAfter(1.minutes.toJavaDuration())
                .onCaller()
        }

        test("goes on from another, and takes away what it sets to null") {
            val partner = policy {
                retries = 3
                retryIf = { it is IOException }
                fallback = { 0 }
                timeout = 2.seconds
            }
            policy(partner) { } shouldBe partner
            policy(partner) { workers = 2 } shouldBe partner.with(Policy.workers(2))
            policy(partner) {
                retryIf = null
                fallback = null
                timeout = null
            } shouldBe Policy.retries(3)
        }

        test("in which nothing is set is no policy") {
            policy { } shouldBeSameInstanceAs Policy.none()
        }

        test("refuses what makes no sense") {
            shouldThrow<PlanException> { policy { timeout = Duration.ZERO } }.message shouldBe
                "Option timeout must be longer than zero, but is 0 ms.\n  Leave it out for no limit."
        }

        test("gives way to what is said at the task") {
            val shared = policy {
                retries = 5
                timeout = 1.seconds
            }
            plan { task("a", retries = 0, policy = shared) { 1 } }.task("a").policy() shouldBe
                policy(shared) { retries = 0 }
        }
    }

    context("the options of a weave in a block") {
        val listener = WeaveListener { }

        test("are what the block sets") {
            options {
                workers = 8
                maxBlocking = 4
                timeout = 30.seconds
                onFailure = OnFailure.CONTINUE
                showValues = true
                trace = true
                stallAfter = 1.minutes
                listener(listener)
            } shouldBe WeaveOptions
                .workers(8)
                .maxBlocking(4)
                .timeout(30.seconds.toJavaDuration())
                .onFailure(OnFailure.CONTINUE)
                .showValues()
                .trace()
                .stallAfter(1.minutes.toJavaDuration())
                .listener(listener)
        }

        test("go on from others, and take away what they set to null") {
            val base = WeaveOptions.workers(8).timeout(30.seconds.toJavaDuration()).listener(listener)
            options(base) { } shouldBe base
            options(base) { workers = null } shouldBe
                WeaveOptions.timeout(30.seconds.toJavaDuration()).listener(listener)
        }

        test("give way to what is said at the weave") {
            val shared = options {
                workers = 8
                maxBlocking = 3
            }
            val plan = plan(workers = 2, options = shared) { task("a") { 1 } }
            plan.explain().lines().any { "workers 2, maxBlocking 3" in it } shouldBe true
        }
    }
})
