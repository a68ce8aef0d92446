package dev.wove.behaviour.config

import dev.wove.Limiter
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.plan
import dev.wove.dsl.policy
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.woveConfiguration
import dev.wove.java.Wove
import dev.wove.test.configured
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.io.IOException
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

private fun by(settings: WoveConfiguration.Builder.() -> Unit): WeaveOptions =
    WeaveOptions.config(WoveConfiguration.of { it.settings() })

/** Without what the debug mode of coroutines adds. */
private fun threadName() = Thread.currentThread().name.substringBefore(" @")

class NamedPoliciesTest : FunSpec({
    everyCell {
        case("T15", "a task has the policy that it names, under what it is given itself") {
            val calls = AtomicInteger()
            val options = by { policy("partner", Policy.retries(5).timeout(ofSeconds(60))) }
            shouldThrow<IOException> {
                run(options = options) {
                    task<Int>("a", policy = Policy.named("partner").retries(1)) {
                        throw IOException("no. ${calls.incrementAndGet()}")
                    }
                }
            }
            calls.get() shouldBe 2
        }

        case("T15", "a task is held to the limiter that it names, with the tasks of other weaves") {
            val limiter = Limiter.concurrent(1)
            val options = by { limiter("partner", limiter).policy("partner", Policy.limiter("partner")) }
            run(options = options) { task("a", policy = Policy.limiter("partner")) { limiter.inUse() } } shouldBe 1
            run(options = options) { task("a", policy = Policy.named("partner")) { limiter.inUse() } } shouldBe 1
            run(options = options) { task("a") { limiter.inUse() } } shouldBe 0
            limiter.inUse() shouldBe 0
        }

        case("T15", "a name that the configuration does not have is refused before anything runs") {
            shouldThrow<PlanException> {
                run("page", by { policy("partner", Policy.none()) }) {
                    task("books", policy = Policy.named("partnr")) { throw AssertionError("ran") }
                }
            }.message shouldBe
                "Task 'books' in weave 'page' names policy 'partnr', which the configuration does not have.\n" +
                "  It has: partner\n  Did you mean 'partner'?"
            shouldThrow<PlanException> {
                run("page") { task("books", policy = Policy.limiter("partner")) { throw AssertionError("ran") } }
            }.message shouldBe
                "Task 'books' in weave 'page' names limiter 'partner', which the configuration does not have.\n" +
                "  It has none."
        }
    }

    test("a call in a scope may name a policy, too") {
        val calls = AtomicInteger()
        configured({ policy("partner", Policy.retries(1)) }) {
            shouldThrow<IOException> {
                taskScope {
                    start(policy = Policy.named("partner")) { throw IOException("no. ${calls.incrementAndGet()}") }
                }
            }
        }
        calls.get() shouldBe 2
    }

    test("a plan shows what names stand for") {
        val limiter = Limiter.perMinute(60)
        configured({ limiter("l", limiter).policy("p", Policy.retries(1).limiter("l")) }) {
            val plan = plan("w") { task("a", policy = policy(Policy.named("p")) { timeout = 5.milliseconds }) { } }
            plan.task("a").policy() shouldBe Policy.retries(1).timeout(ofMillis(5)).limit(limiter)
        }
    }

    test("a limit that is given in one way takes the place of one that was given in the other") {
        val limiter = Limiter.concurrent(1)
        Policy.limit(limiter).limiter("l").limit() shouldBe null
        Policy.limiter("l").limit(limiter).limiter() shouldBe null
        Policy.limit(limiter).with(Policy.limiter("l")).limit() shouldBe null
        Policy.limiter("l").with(Policy.limit(limiter)).limiter() shouldBe null
        policy(Policy.limit(limiter)) { limiter("l") } shouldBe Policy.limiter("l")
        policy(Policy.limiter("l")) { limit = limiter } shouldBe Policy.limit(limiter)
        policy(Policy.named("p")) { retries = 1 } shouldBe Policy.named("p").retries(1)
    }

    context("where blocking bodies run") {
        test("is on the threads of the application, if it gives some, which are not closed") {
            val threads = Executors.newFixedThreadPool(2) { Thread(it, "application") }
            val here = AtomicInteger()
            try {
                configured({ executor(threads).threadNames(false) }) {
                    weave {
                        val first = blocking("first") { threadName() }
                        blocking("second", first) { listOf(first(), threadName()) }
                    } shouldBe listOf("application", "application")
                    Wove.weave<String, RuntimeException>("w") { w -> w.task("a") { threadName() } } shouldBe
                        "application"
                    weave {
                        blocking(policy = Policy.none().fallback { threadName() }) {
                            here.incrementAndGet()
                            throw IOException("falls back")
                        }
                    } shouldBe "application"
                }
                threads.isShutdown shouldBe false
            } finally {
                threads.shutdown()
            }
        }

        test("bears the names of the bodies, unless that is turned off") {
            val name = configured({ threadNames(true) }) { weave("w") { blocking("a") { threadName() } } }
            name shouldBe "w/a"
            val none = configured({ threadNames(false) }) { weave("w") { blocking("a") { threadName() } } }
            (none == "w/a") shouldBe false
        }

        test("is on platform threads where virtual ones are not wanted") {
            configured({ virtualThreads(false).threadNames(false) }) {
                weave("w") { blocking("a") { threadName() } } shouldStartWith "wove-blocking-"
            }
        }
    }

    test("Kotlin writes a configuration in a block") {
        val executor = Executors.newSingleThreadExecutor()
        executor.shutdown()
        val written =
            woveConfiguration {
                defaults {
                    weave { workers = 64 }
                    task { retries = 1 }
                    each { workers = 16 }
                }
                weave("nightly-*") { workers = 8 }
                policy("partner") {
                    retries = 3
                    limiter("partner")
                }
                limiter("partner") { perMinute = 600 }
                listener { }
                virtualThreads(true)
                threadNames(true)
                executor(executor)
            }
        written.weave("day").workers() shouldBe 64
        written.weave("day").listeners().size shouldBe 1
        written.weave("nightly-1").workers() shouldBe 8
        written.task() shouldBe Policy.retries(1)
        written.each() shouldBe Policy.retries(1).workers(16)
        written.policy("partner")!!.limit() shouldBeSameInstanceAs written.limiter("partner")
    }
})
