package dev.wove.behaviour

import dev.wove.Backoff
import dev.wove.PlanException
import dev.wove.dsl.Backoff
import dev.wove.dsl.policy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class BackoffTest : FunSpec({
    test("a backoff takes Kotlin's durations in Kotlin") {
        Backoff(100.milliseconds, factor = 3.0, jitter = 0.5, cap = 2.seconds) shouldBe
            Backoff.exponential(ofMillis(100), 3.0).jitter(0.5).cap(ofSeconds(2))
        Backoff(1.seconds) shouldBe Backoff.exponential(ofSeconds(1))
        Backoff(1.seconds, factor = 1.0) shouldBe Backoff.constant(ofSeconds(1))
        Backoff(1.seconds, cap = Duration.INFINITE).toString() shouldBe "Backoff(1 s x2, cap for ever)"
    }

    test("a backoff refuses what makes no sense") {
        shouldThrow<PlanException> { Backoff((-1).seconds) }
        shouldThrow<PlanException> { Backoff(1.seconds, factor = 0.5) }
        shouldThrow<PlanException> { Backoff(1.seconds, jitter = 2.0) }
    }

    test("backoffs that wait alike are equal, and so are policies with them") {
        Backoff.constant(ofMillis(5)).hashCode() shouldBe Backoff.exponential(ofMillis(5), 1.0).hashCode()
        Backoff.constant(ofMillis(5)) shouldNotBe Backoff.constant(ofMillis(6))
        Backoff.constant(ofMillis(5)) shouldNotBe Backoff.constant(ofMillis(5)).jitter(0.1)
        Backoff.constant(ofMillis(5)) shouldNotBe Backoff.constant(ofMillis(5)).cap(ofMillis(5))
        Backoff(1.seconds).equals("Backoff(1 s x2)") shouldBe false
        policy { backoff = Backoff(1.seconds) } shouldBe policy { backoff = Backoff(1.seconds) }
    }
})
