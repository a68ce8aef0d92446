package dev.wove.environment

import dev.wove.PlanException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Duration

class DeliveryTest : FunSpec({
    val reports = Delivery.heartbeat(Duration.ofSeconds(15)).maxInFlight(64).idempotencyKey("{post.id}")

    test("of two, the later wins where both give an option") {
        val both = reports.with(Delivery.maxInFlight(8).cancelMode(CancelMode.BEST_EFFORT))
        both.heartbeat() shouldBe Duration.ofSeconds(15)
        both.maxInFlight() shouldBe 8
        both.cancelMode() shouldBe CancelMode.BEST_EFFORT
        both.timeout() shouldBe null
    }

    test("two that give the same are equal, and say what they give") {
        reports shouldBe Delivery.none().idempotencyKey("{post.id}").maxInFlight(64).heartbeat(Duration.ofSeconds(15))
        reports.toString() shouldBe "Delivery(heartbeat 15 s, maxInFlight 64, idempotencyKey {post.id})"
    }

    test("options that mean nothing are refused") {
        shouldThrow<PlanException> { Delivery.maxInFlight(0) }.message shouldBe
            "Option maxInFlight of a delivery must be at least 1, but is 0.\n  Leave it out for no limit."
        shouldThrow<PlanException> { Delivery.startTimeout(Duration.ZERO) }.message shouldBe
            "Option startTimeout of a delivery must be longer than zero, but is 0 ms.\n  Leave it out for no limit."
    }

    test("options of an environment add up, whatever it is made of") {
        val source = EnvironmentSource { error("not opened") }
        val environment = source
            .retries(
                2,
            ).delivery(reports)
            .timeout(Duration.ofSeconds(60))
            .delivery(Delivery.maxInFlight(8))
        environment.policy().retries() shouldBe 2
        environment.policy().timeout() shouldBe Duration.ofSeconds(60)
        environment.delivery() shouldBe reports.maxInFlight(8)
        environment.isLazy shouldBe false
        environment.lazy().isLazy shouldBe true
    }

    test("a call shows no argument") {
        val method = RemoteMethod.named("render", String::class.java)
        RemoteCall.of("s-1", method, listOf("secret")).attempt(2).toString() shouldBe "render as s-1"
    }
})
