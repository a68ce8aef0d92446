package dev.wove.behaviour

import dev.wove.Backoff
import dev.wove.Limiter
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.case
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import dev.wove.java.Wove
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.currentTime
import java.io.IOException
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.toJavaDuration

private const val DECLARED = "options are checked while declaring, before faces and bodies differ"

private suspend fun refuses(text: String, declare: suspend () -> Unit) {
    shouldThrow<PlanException> { declare() }.message shouldBe text
}

class OptionsTest : FunSpec({
    context("an option that makes no sense") {
        case("L02 rule-14", "workers on a task that is not mapped", once = DECLARED) {
            refuses(
                "Task 'a' in weave 'w' has the option workers = 2, but is not mapped over items.\n" +
                    "  Leave it out, or declare the task with each.",
            ) { plan("w") { task("a", policy = Policy.workers(2)) { } } }
            refuses(
                "Task 'a' in weave 'w' has the option workers = 2, but is not mapped over items.\n" +
                    "  Leave it out, or declare the task with each.",
            ) { Wove.weave<Int, RuntimeException>("w") { w -> w.with(Policy.workers(2)).task<Int>("a") { 1 } } }
        }

        case("L02 rule-14", "maxPending on a task that is not mapped", once = DECLARED) {
            refuses(
                "Task no. 2 in weave 'w' has the option maxPending = 2, but is not mapped over items.\n" +
                    "  Leave it out, or declare the task with each.",
            ) {
                plan("w") {
                    task("first") { }
                    blocking(policy = Policy.none().maxPending(2)) { }
                }
            }
        }

        case("L10 L11 rule-14", "workers, pace and maxPending below one", once = DECLARED) {
            for (bad in listOf(0, -1)) {
                refuses(
                    "Task no. 1 in weave 'w': option workers must be at least 1, but is $bad.\n" +
                        "  Leave it out for no limit.",
                ) {
                    plan("w") { each(listOf(1), workers = bad) { } }
                }
                refuses(
                    "Task 'a' in weave 'w': option perMinute must be at least 1, but is $bad.\n" +
                        "  Leave it out for no limit.",
                ) {
                    plan("w") { each(listOf(1), name = "a", perMinute = bad) { } }
                }
                refuses("Option maxPending must be at least 1, but is $bad.\n  Leave it out for no limit.") {
                    Policy.none().maxPending(bad)
                }
            }
        }

        case("T11 rule-14", "negative retries", once = DECLARED) {
            refuses(
                "Task 'a' in weave 'w': option retries must be at least 0, but is -1.\n  Use 0 for a single attempt.",
            ) {
                plan("w") { task("a", retries = -1) { } }
            }
            refuses(
                "Option retries must be at least 0, but is -1.\n  Use 0 for a single attempt.",
            ) { Policy.retries(-1) }
        }

        case("T12 rule-14", "durations of zero and less", once = DECLARED) {
            refuses(
                "Task 'a' in weave 'w': option timeout must be longer than zero, but is 0 ms.\n" +
                    "  Leave it out for no limit.",
            ) {
                plan("w") { task("a", timeout = 0.milliseconds) { } }
            }
            refuses(
                "Task no. 1 in weave 'w': option timeout must be longer than zero, but is -1 ms.\n" +
                    "  Leave it out for no limit.",
            ) {
                plan("w") { blocking(timeout = (-1).milliseconds) { } }
            }
            refuses("Option deadline must be longer than zero, but is 0 ms.\n  Leave it out for no limit.") {
                Policy.none().deadline(Duration.ZERO)
            }
            refuses("Option abandonAfter must be longer than zero, but is 0 ms.\n  Leave it out for no limit.") {
                Policy.none().abandonAfter(Duration.ZERO)
            }
        }

        case("C18 rule-14", "options of a weave", once = DECLARED) {
            for (bad in listOf(0, -3)) {
                refuses("Weave option workers must be at least 1, but is $bad.\n  Leave it out for no limit.") {
                    weave(workers = bad) { task { } }
                }
                refuses("Weave option maxBlocking must be at least 1, but is $bad.\n  Leave it out for no limit.") {
                    WeaveOptions.maxBlocking(bad)
                }
            }
            refuses("Weave option timeout must be longer than zero, but is 0 ms.\n  Leave it out for no limit.") {
                weave(timeout = 0.milliseconds) { task { } }
            }
        }

        case("rule-14", "backoffs and limiters", once = DECLARED) {
            refuses("A backoff cannot be negative: PT-1S. Use Duration.ZERO for none.") {
                Backoff.constant(Duration.ofSeconds(-1))
            }
            refuses("The factor of a backoff must be at least 1, but is 0.5.") {
                Backoff.exponential(Duration.ofSeconds(1), 0.5)
            }
            refuses("The factor of a backoff must be at least 1, but is NaN.") {
                Backoff.exponential(Duration.ofSeconds(1), Double.NaN)
            }
            refuses("The jitter of a backoff must be from 0 to 1, but is 1.5.") {
                Backoff.constant(Duration.ofSeconds(1)).jitter(1.5)
            }
            refuses("The cap of a backoff cannot be negative: PT-1S.") {
                Backoff.constant(Duration.ofSeconds(1)).cap(Duration.ofSeconds(-1))
            }
            refuses("A Limiter needs a limit: concurrent, perMinute, or both.") { Limiter.of(null, null) }
            refuses("A Limiter's concurrent must be at least 1, but is 0. Leave it out for no limit.") {
                Limiter.concurrent(0)
            }
            refuses("A Limiter's perMinute must be at least 1, but is -1. Leave it out for no limit.") {
                Limiter.perMinute(-1)
            }
        }

        case("rule-14 rule-3", "onCaller for a body that does not block", once = DECLARED) {
            refuses(
                "Task 'a' in weave 'w' has the option onCaller, but its body does not block.\n" +
                    "  Leave it out: such a body runs in the caller's context anyway.",
            ) { plan("w") { task("a", policy = Policy.none().onCaller()) { } } }
        }

        case("rule-14 rule-1", "starts nothing", once = DECLARED) {
            val started = AtomicInteger()
            shouldThrow<PlanException> {
                weave {
                    task("good") { started.incrementAndGet() }
                    task("bad", retries = -1) { }
                }
            }
            started.get() shouldBe 0
        }
    }

    context("an explicit option") {
        case("rule-10", "beats the policy, zero retries included", once = DECLARED) {
            val attempts = AtomicInteger()
            shouldThrow<IOException> {
                weave {
                    task(retries = 0, policy = Policy.retries(5)) {
                        attempts.incrementAndGet()
                        throw IOException("x")
                    }
                }
            }
            attempts.get() shouldBe 1
        }

        case("rule-11", "beats the timeout of the policy, and leaves its other options", once = DECLARED) {
            weaveTest {
                val attempts = AtomicInteger()
                val policy = Policy.retries(2).timeout(1.milliseconds.toJavaDuration())
                shouldThrow<TaskTimeoutException> {
                    weave {
                        task(timeout = 100.milliseconds, policy = policy) {
                            attempts.incrementAndGet()
                            delay(1_000)
                        }
                    }
                }
                attempts.get() shouldBe 3
                currentTime shouldBe 300
            }
        }

        case("rule-12", "beats workers and pace of the policy", once = DECLARED) {
            weaveTest {
                weave {
                    each(
                        List(4) { it },
                        workers = 4,
                        perMinute = 60_000,
                        policy = Policy.workers(1).perMinute(1),
                    ) { delay(10) }
                }
                currentTime shouldBe 13
            }
        }

        case("rule-11", "of one task does not change the policy that others share", once = DECLARED) {
            val shared = Policy.retries(1)
            val attempts = AtomicInteger()
            weave {
                task("explicit", retries = 5, policy = shared) { }
                task("shared", policy = shared) { if (attempts.getAndIncrement() == 0) throw IOException("x") }
            }
            attempts.get() shouldBe 2
            shared.retries() shouldBe 1
        }
    }
})
