package dev.wove.examples.tokens

import dev.wove.examples.Call
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.comparables.shouldBeGreaterThanOrEqualTo
import io.kotest.matchers.shouldBe
import java.time.Duration

class RateLimiterTest : FunSpec({
    val limiters = mapOf<String, (Duration, Answers) -> String>(
        "Kotlin" to ::letThrough,
        "Java" to RateLimiterInJava::letThrough,
    )
    for ((language, limiter) in limiters) {
        test("in $language lets three through at once and then one each period, and ends the service") {
            val answers = Answers()
            limiter(Duration.ofMillis(50), answers) shouldBe
                "Task 'tokens' in scope 'limiter' has no value: it was cancelled."
            answers.all() shouldHaveSize 6
            answers.all().map { it.request() }.toSet() shouldBe (1..6).toSet()
            val at = answers.all().map { it.at().toMillis() }.sorted()
            for (n in 3..5) at[n] shouldBeGreaterThanOrEqualTo 50L * (n - 2) - 2
        }
    }

    test("the command shows both languages") {
        val call = Call("rate-limiter", "--every", "1ms")
        call.exitCode shouldBe 0
        call.err.shouldBeEmpty()
        call.out.filter { it.startsWith("Request ") } shouldHaveSize 12
    }

    test("the command refuses --every 0s") { Call("rate-limiter", "--every", "0s").exitCode shouldBe 2 }
})
