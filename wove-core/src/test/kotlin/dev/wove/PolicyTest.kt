package dev.wove

import dev.wove.environment.Delivery
import dev.wove.internal.run.Policies
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.lang.reflect.Modifier
import java.time.Duration
import java.util.function.Predicate

private val retryIf = Predicate<Throwable> { true }
private val fallback = Policy.Fallback { 1 }
private val limiter = Limiter.concurrent(3)
private val backoff = Backoff.constant(Duration.ofMillis(300))

/** A policy with every option that there is. */
private fun full() = Policy
    .retries(2)
    .backoff(backoff)
    .retryIf(retryIf)
    .timeout(Duration.ofSeconds(1))
    .deadline(Duration.ofSeconds(2))
    .fallback(fallback)
    .workers(4)
    .perMinute(5)
    .maxPending(6)
    .limit(limiter)
    .abandonAfter(Duration.ofSeconds(7))
    .onCaller()
    .named("base")
    .environment("there")
    .delivery(Delivery.maxInFlight(8))

/** The options of a policy by the names of their accessors. */
private fun Policy.asMap(): Map<String, Any?> = Policy::class.java.declaredMethods
    .filter { it.parameterCount == 0 && !Modifier.isStatic(it.modifiers) }
    .associate { it.name to it.invoke(this) }

class PolicyTest : FunSpec({
    context("a policy") {
        test("is equal to one with the same options, in whatever order they were given") {
            full() shouldBe full()
            full().hashCode() shouldBe full().hashCode()
            Policy.retries(1).workers(2) shouldBe Policy.workers(2).retries(1)
            Policy.retries(1) shouldNotBe Policy.retries(2)
            Policy.retries(1) shouldNotBe Policy.retries(1).onCaller()
            Policy.none() shouldNotBe WeaveOptions.none()
        }

        test("reads as what is set, without what is not") {
            Policy.none().toString() shouldBe "Policy()"
            Policy.retries(0).timeout(Duration.ofMillis(1_500)).toString() shouldBe "Policy(retries 0, timeout 1.5 s)"
            full().toString() shouldBe
                "Policy(named base, retries 2, Backoff(300 ms), retryIf, timeout 1 s, deadline 2 s, fallback, " +
                "workers 4, perMinute 5, maxPending 6, Limiter(3 at once), abandonAfter 7 s, onCaller, " +
                "environment there, Delivery(maxInFlight 8))"
        }

        test("is not changed by what is made of it") {
            val policy = Policy.retries(1)
            policy.timeout(Duration.ofSeconds(1)) shouldNotBe policy
            policy shouldBe Policy.retries(1)
        }
    }

    context("a policy with another") {
        test("has the options of both, and those of the later one where both give one") {
            val both = Policy.retries(3).timeout(Duration.ofSeconds(1)).with(Policy.retries(0).onCaller())
            both shouldBe Policy.retries(0).timeout(Duration.ofSeconds(1)).onCaller()
            Policy.none().with(full()) shouldBe full()
            full().with(Policy.none()) shouldBe full()
            Policy.none().with(Policy.none()) shouldBeSameInstanceAs Policy.none()
        }
    }

    context("a policy for an override") {
        test("keeps every option, but what only mapped tasks, blocking bodies and those elsewhere have") {
            val all = full().asMap()
            (all - "limiter").values.none { it == null || it == false } shouldBe true
            Policies.without(full(), false, false).asMap() shouldBe
                all + mapOf("environment" to null, "delivery" to null)
            Policies.without(full(), true, true).asMap() shouldBe
                all +
                mapOf(
                    "workers" to null,
                    "maxPending" to null,
                    "runsOnCaller" to false,
                    "environment" to null,
                    "delivery" to null,
                )
        }
    }
})
