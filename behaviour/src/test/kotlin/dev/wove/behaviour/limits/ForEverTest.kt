package dev.wove.behaviour.limits

import dev.wove.Backoff
import dev.wove.Do
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.Weave
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import java.time.Duration
import java.time.Duration.ofMillis
import java.time.temporal.ChronoUnit

private val FOR_EVER: Duration = ChronoUnit.FOREVER.duration

private open class Patient : Weave<Int>() {
    private var attempts = 0

    @Do(retries = 1, backoff = "10ms", backoffCap = "200000d", timeout = "200000d", deadline = "400000d")
    open fun call(): Int = if (attempts++ == 0) throw IOException("x") else attempts
}

class ForEverTest : FunSpec({
    everyCell {
        case("rule-10", "a backoff that waits for ever is stopped like any other") {
            inVirtualTime {
                val policy = Policy.retries(1).backoff(Backoff.constant(FOR_EVER))
                shouldThrow<TaskTimeoutException> {
                    run(options = WeaveOptions.timeout(ofMillis(500))) {
                        task<Int>("a", policy = policy) { throw IOException("no. ${note()}") }
                    }
                }
                noted shouldBe listOf(0L)
            }
        }

        case("rule-10", "a wait for ever that would pass the deadline is not begun") {
            inVirtualTime {
                val policy = Policy.retries(1).backoff(Backoff.exponential(FOR_EVER)).deadline(ofMillis(500))
                shouldThrow<IOException> {
                    run { task<Int>("a", policy = policy) { throw IOException("no. ${note()}") } }
                }.message shouldBe "no. 0"
            }
        }

        case("rule-10", "a cap for ever leaves the waits as they are") {
            inVirtualTime {
                val policy = Policy.retries(2).backoff(Backoff.exponential(ofMillis(100)).cap(FOR_EVER))
                shouldThrow<IOException> {
                    run { task<Int>("a", policy = policy) { throw IOException("no. ${note()}") } }
                }.message shouldBe "no. 2"
                noted shouldBe listOf(0L, 100L, 300L)
            }
        }

        case("rule-11", "every other option may be for ever") {
            val policy = Policy.timeout(FOR_EVER).deadline(FOR_EVER).abandonAfter(FOR_EVER).retries(1)
            val options = WeaveOptions.timeout(FOR_EVER).stallAfter(FOR_EVER)
            run(options = options) { task("a", policy = policy) { 7 } } shouldBe 7
        }
    }

    case("rule-10", "the options of a weave class may be for ever", once = "annotations are read in one place") {
        weave(Patient()) shouldBe 2
    }

    case("rule-10", "a plan tells of durations that are for ever", once = "one text for all faces") {
        val backoff = Backoff.constant(ofMillis(1)).cap(FOR_EVER)
        val policy = Policy.retries(1).backoff(backoff).timeout(Duration.ofDays(400))
        val text = plan("w") { task("a", policy = policy) { 7 } }.explain()
        text shouldContain "cap for ever"
        text shouldContain "timeout 400 days"
    }
})
