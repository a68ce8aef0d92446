package dev.wove.behaviour

import dev.wove.Backoff
import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Cell
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.NotExpressible
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.throwables.shouldThrowAny
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.io.IOException
import java.time.Duration.ofHours
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

class TimeoutTest : FunSpec({
    everyCell {
        case("T04 rule-11", "a body that takes too long fails its task with a timeout that names task and limit") {
            inVirtualTime {
                val timeout =
                    shouldThrow<TaskTimeoutException> {
                        run("shop") { task("price", policy = Policy.timeout(ofMillis(10))) { sleep(100) } }
                    }
                timeout.message shouldContain "'price'"
                timeout.message shouldContain "'shop'"
                timeout.message shouldContain "10 ms"
                timeout.limit() shouldBe ofMillis(10)
                now shouldBe 10
            }
        }

        case("T05 rule-11", "a body that ends in time returns its value") {
            inVirtualTime {
                run {
                    task("a", policy = Policy.timeout(ofMillis(101))) {
                        sleep(100)
                        7
                    }
                } shouldBe 7
                now shouldBe 100
            }
        }

        case("T05 rule-11", "the timer of a body that ended in time does not go off later") {
            inVirtualTime {
                run {
                    val quick =
                        task("quick", policy = Policy.timeout(ofMillis(50))) {
                            sleep(10)
                            1
                        }
                    task("slow", quick) {
                        sleep(1_000)
                        quick()
                    }
                } shouldBe 1
            }
        }

        case("T06 rule-11", "a timeout is retried like any other failure") {
            inVirtualTime {
                shouldThrow<TaskTimeoutException> {
                    run {
                        task<Int>("a", policy = Policy.retries(2).timeout(ofMillis(100))) {
                            if (note() == 0) throw IOException("x")
                            sleep(1_000)
                            1
                        }
                    }
                }.suppressed.filterIsInstance<IOException>().size shouldBe 1
                // The first attempt took no time, the others 100 ms each.
                noted shouldBe listOf(0L, 0L, 100L)
                now shouldBe 200
            }
        }

        case("T06 rule-11", "a timeout is not retried if the predicate says no") {
            inVirtualTime {
                val policy = Policy.retries(2).timeout(ofMillis(100)).retryIf { it !is TaskTimeoutException }
                shouldThrow<TaskTimeoutException> {
                    run {
                        task("a", policy = policy) {
                            note()
                            sleep(1_000)
                        }
                    }
                }
                noted shouldBe listOf(0L)
            }
        }

        case(
            "T07 T14",
            "a task that timed out is failed in the result, and what depends on it is skipped with that cause",
        ) {
            inVirtualTime {
                val started = AtomicBoolean()
                val ended =
                    result {
                        val slow = task("slow", policy = Policy.timeout(ofMillis(10))) { sleep(100) }
                        task("after", slow) { started.set(true) }
                    }
                val timeout = ended.outcome("slow").shouldBeInstanceOf<Outcome.Failed<*>>().cause()
                timeout.shouldBeInstanceOf<TaskTimeoutException>()
                ended.outcome("after").shouldBeInstanceOf<Outcome.Skipped<*>>().cause() shouldBeSameInstanceAs timeout
                ended.failure shouldBeSameInstanceAs timeout
                started.get() shouldBe false
            }
        }

        case("T10 rule-11", "the timeout starts with the body, not while it waits for a slot") {
            inVirtualTime {
                run(options = WeaveOptions.workers(1)) {
                    val each =
                        List(4) { n ->
                            task("t$n", policy = Policy.timeout(ofMillis(150))) {
                                sleep(100)
                                n
                            }
                        }
                    // Waits for the slot for 400 ms itself.
                    task("last", after = each, policy = Policy.timeout(ofMillis(150))) { now }
                } shouldBe 400
            }
        }

        case("T09 T10 rule-11", "the timeout of a blocking body does not count the wait for maxBlocking") {
            if (cell.kind != Kind.BLOCKING) throw NotExpressible("maxBlocking is for blocking bodies")
            inVirtualTime {
                run(options = WeaveOptions.maxBlocking(1)) {
                    val each = List(4) { n -> task("t$n", policy = Policy.timeout(ofMillis(150))) { sleep(100) } }
                    task("last", after = each) { now }
                } shouldBe 400
            }
        }

        case(
            "rule-11",
            "an attempt ends only when its body has stopped: dependents, retries and the end wait; the value is dropped",
        ) {
            val timedOut = Gate()
            val mayEnd = Gate()
            val attempts = AtomicInteger()
            val running = AtomicInteger()
            val most = AtomicInteger()
            val weave =
                start {
                    task("stubborn", policy = Policy.retries(1).timeout(ofMillis(20))) {
                        val n = attempts.incrementAndGet()
                        most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
                        if (n == 1) {
                            try {
                                untilStopped()
                            } catch (_: Throwable) {
                                timedOut.open()
                                // Goes on though it was told to stop.
                                mayEnd.awaitOpen()
                            }
                        }
                        running.decrementAndGet()
                        "attempt $n"
                    }
                }
            timedOut.awaitOpen()
            attempts.get() shouldBe 1
            mayEnd.open()
            weave.end().getOrThrow() shouldBe "attempt 2"
            most.get() shouldBe 1
        }

        case("rule-11", "what a late body throws is attached to the timeout") {
            val late = IOException("while stopping")
            shouldThrow<TaskTimeoutException> {
                run {
                    task<Int>("a", policy = Policy.timeout(ofMillis(20))) {
                        try {
                            untilStopped()
                        } catch (_: Throwable) {
                            throw late
                        }
                    }
                }
            }.suppressed.filterIsInstance<IOException>() shouldBe listOf(late)
        }

        // Deadline

        case("T10 rule-11", "a deadline counts from when the task is ready, waits for a slot included") {
            inVirtualTime {
                shouldThrow<TaskTimeoutException> {
                    run(options = WeaveOptions.workers(1)) {
                        val first = task("first") { sleep(100) }
                        val second = task("second", policy = Policy.none().deadline(ofMillis(60))) { note() }
                        task("both", first, second) { second() }
                    }
                }.message shouldContain "'second'"
                now shouldBe 60
                noted shouldBe emptyList()
            }
        }

        case("rule-11", "a deadline ends the attempt that is under way") {
            inVirtualTime {
                shouldThrow<TaskTimeoutException> {
                    run {
                        task("a", policy = Policy.retries(9).timeout(ofMillis(100)).deadline(ofMillis(250))) {
                            note()
                            sleep(10_000)
                        }
                    }
                }.limit() shouldBe ofMillis(250)
                noted shouldBe listOf(0L, 100L, 200L)
                now shouldBe 250
            }
        }

        case("rule-11", "a backoff that would pass the deadline is not begun") {
            inVirtualTime {
                val policy = Policy.retries(9).backoff(Backoff.constant(ofMillis(100))).deadline(ofMillis(250))
                shouldThrow<IOException> {
                    run {
                        task<Int>("a", policy = policy) { throw IOException("no. ${note()}") }
                    }
                }.message shouldBe "no. 2"
                noted shouldBe listOf(0L, 100L, 200L)
                now shouldBe 200
            }
        }

        case("rule-11", "a task that ends before its deadline is not touched by it") {
            inVirtualTime {
                run {
                    val a =
                        task("a", policy = Policy.none().deadline(ofMillis(100))) {
                            sleep(99)
                            1
                        }
                    task("b", a) {
                        sleep(500)
                        a() + 1
                    }
                } shouldBe 2
            }
        }

        // Fallback

        case("rule-11", "a fallback gives a value in place of the last failure, once, after all attempts") {
            val calls = AtomicInteger()
            val attempts = AtomicInteger()
            val last = arrayOfNulls<Throwable>(1)
            val policy =
                Policy.retries(2).fallback {
                    calls.incrementAndGet()
                    last[0] = it
                    "instead"
                }
            val ended =
                result {
                    val a =
                        task<String>("a", policy = policy) { throw IOException("no. ${attempts.getAndIncrement()}") }
                    task("b", a) { a() + "!" }
                }
            ended.value shouldBe "instead!"
            calls.get() shouldBe 1
            attempts.get() shouldBe 3
            last[0]!!.message shouldBe "no. 2"
        }

        case("rule-11", "a fallback comes after the deadline, too", unless = ::fallbackPerItem) {
            inVirtualTime {
                val policy = Policy.none().deadline(ofMillis(50)).fallback { "instead of a ${it.javaClass.simpleName}" }
                run {
                    task("a", policy = policy) {
                        sleep(1_000)
                        "late"
                    }
                } shouldBe "instead of a TaskTimeoutException"
                now shouldBe 50
            }
        }

        case("rule-11", "a fallback that throws fails the task with what it throws, the failure suppressed") {
            val first = IOException("body")
            val second = IllegalStateException("fallback")
            val thrown =
                shouldThrow<IllegalStateException> {
                    run { task<Int>("a", policy = Policy.fallback { throw second }) { throw first } }
                }
            thrown shouldBeSameInstanceAs second
            thrown.suppressed.filterIsInstance<IOException>() shouldBe listOf(first)
        }

        case("rule-11", "a fallback is not called for a task that is cancelled") {
            val calls = AtomicInteger()
            val runs = Gate()
            shouldThrow<IllegalStateException> {
                run {
                    val sibling =
                        task<Int>("sibling", policy = Policy.fallback { calls.incrementAndGet() }) {
                            runs.open()
                            untilStopped()
                        }
                    val fails =
                        task<Int>("fails") {
                            runs.pass()
                            error("down")
                        }
                    task("both", sibling, fails) { sibling() + fails() }
                }
            }
            calls.get() shouldBe 0
        }

        case("rule-11", "a fallback is not called after a timeout of the weave") {
            inVirtualTime {
                val calls = AtomicInteger()
                shouldThrow<TaskTimeoutException> {
                    run(options = WeaveOptions.timeout(ofMillis(100))) {
                        task<Int>("a", policy = Policy.fallback { calls.incrementAndGet() }) {
                            sleep(1_000)
                            1
                        }
                    }
                }
                calls.get() shouldBe 0
            }
        }

        // The weave

        case("rule-11", "the timeout of the weave cancels all tasks and names those that ran") {
            inVirtualTime {
                val timeout =
                    shouldThrow<TaskTimeoutException> {
                        run("page", WeaveOptions.timeout(ofSeconds(2))) {
                            val quick = task("quick") { 1 }
                            val slow =
                                task("slow") {
                                    sleep(60_000)
                                    1
                                }
                            task("never", quick, slow) { note() }
                        }
                    }
                timeout.message shouldBe "Weave 'page' timed out after 2 s.\n  Running then: slow"
                timeout.limit() shouldBe ofSeconds(2)
                now shouldBe 2_000
                noted shouldBe emptyList()
            }
        }

        case("rule-11", "the timeout of the weave bounds backoff and retries") {
            inVirtualTime {
                shouldThrow<TaskTimeoutException> {
                    run(options = WeaveOptions.timeout(ofMillis(350))) {
                        task<Int>("a", policy = Policy.retries(99).backoff(Backoff.constant(ofMillis(100)))) {
                            note()
                            throw IOException("again")
                        }
                    }
                }
                noted shouldBe listOf(0L, 100L, 200L, 300L)
                now shouldBe 350
            }
        }

        case("rule-11 rule-8", "with CONTINUE, other tasks go on after a timeout") {
            inVirtualTime {
                val ended =
                    result(options = WeaveOptions.onFailure(OnFailure.CONTINUE)) {
                        val slow = task("slow", policy = Policy.timeout(ofMillis(10))) { sleep(100) }
                        val other =
                            task("other") {
                                sleep(50)
                                "done"
                            }
                        task("both", slow, other) { other() }
                    }
                ended.outcome("slow").shouldBeInstanceOf<Outcome.Failed<*>>()
                ended.outcome("other") shouldBe Outcome.Succeeded("done")
                ended.outcome("both").shouldBeInstanceOf<Outcome.Skipped<*>>()
                now shouldBe 50
            }
        }

        case("T09", "a body that hangs is interrupted or cancelled by its timeout in real time, too") {
            shouldThrow<TaskTimeoutException> {
                run { task<Int>("hangs", policy = Policy.timeout(ofMillis(50))) { untilStopped() } }
            }
        }

        case("rule-11", "nothing is left of a timeout that is far away when the weave has ended") {
            inVirtualTime {
                run(options = WeaveOptions.timeout(ofHours(1))) {
                    task("a", policy = Policy.timeout(ofHours(1)).deadline(ofHours(2))) { 1 }
                } shouldBe 1
                now shouldBe 0
            }
        }

        case("rule-11", "an error of the body wins over a timeout that has not passed") {
            inVirtualTime {
                shouldThrowAny {
                    run {
                        task<Int>("a", policy = Policy.timeout(ofMillis(100))) {
                            sleep(99)
                            throw IOException("x")
                        }
                    }
                }.shouldBeInstanceOf<IOException>()
            }
        }
    }
})

private fun fallbackPerItem(cell: Cell): String? =
    if (cell.kind == Kind.ITEM) "the fallback of a mapped task is per item, its deadline is not" else null
