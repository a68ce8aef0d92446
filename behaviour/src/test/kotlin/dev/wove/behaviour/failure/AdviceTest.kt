package dev.wove.behaviour.failure

import dev.wove.Limiter
import dev.wove.PlanException
import dev.wove.TaskFailedException
import dev.wove.TaskTimeoutException
import dev.wove.behaviour.inTime
import dev.wove.dsl.await
import dev.wove.dsl.plan
import dev.wove.dsl.policy
import dev.wove.dsl.run
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import java.util.concurrent.CompletableFuture
import java.util.stream.Stream
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class AdviceTest : FunSpec({
    test("a body that its own withTimeout ends is told of that, and how to do without") {
        runTest {
            shouldThrow<TaskFailedException> {
                weave("page") { task("ad") { withTimeout(10) { delay(100) } } }
            }.message shouldBe
                "Task 'ad' in weave 'page' let the exception of a withTimeout of its own escape.\n" +
                "  Use withTimeoutOrNull and say what its null means, or give the task the option timeout = instead."
            shouldThrow<TaskFailedException> {
                taskScope("feed") { start(name = "ad") { withTimeout(10) { delay(100) } }.await() }
            }.message shouldStartWith
                "Task 'ad' in scope 'feed' let the exception of a withTimeout of its own escape."
        }
    }

    context("a weave whose value is missing because a task was cancelled through its future") {
        fun toldOf(cancelled: String): String? = inTime {
            val gate = CompletableFuture<String>()
            val live = Wove.launchWeave("page") { w ->
                val ad = w.task("ad") { gate.get() }
                val post = w.task("post") { "post" }
                w.task("page", ad, post) { a, p -> p + a }
            }
            live.future(cancelled).cancel(true)
            gate.complete("ad")
            shouldThrow<TaskFailedException> { live.join() }.message
        }

        test("names that task, without which a weave has to do") {
            toldOf("ad") shouldBe
                "Task 'page' in weave 'page' was skipped because 'ad' was cancelled, so there is no value to " +
                "return.\n  Read what became of each task in the result instead, or return a task that does without 'ad'."
        }

        test("names the returned task if it was that one") {
            toldOf("page") shouldBe
                "Task 'page' in weave 'page' was cancelled, so there is no value to return.\n" +
                "  Read what became of each task in the result instead, or return a task that does without 'page'."
        }
    }

    context("a plan whose source can be read only once says so in its second run") {
        val told =
            "The source of task 'offers' in weave 'page' can be read only once, and has been read before.\n" +
                "  Make it in a task and map over that: then each run of a plan has a new one."

        test("of a stream") {
            val plan = Wove.plan("page") { w -> w.each("offers", Stream.of(1, 2)) { it } }
            Wove.run<List<Int>, RuntimeException>(plan)
            shouldThrow<IllegalStateException> { Wove.run<List<Int>, RuntimeException>(plan) }.message shouldBe told
        }

        test("of a sequence") {
            runTest {
                val plan = plan("page") { each(listOf(1).iterator().asSequence(), name = "offers") { it } }
                plan.run()
                shouldThrow<IllegalStateException> { plan.run() }.message shouldBe told
            }
        }
    }

    context("an empty name is refused") {
        test("of a weave") {
            val told = "The name of a weave is empty.\n  Give it one, for messages and threads."
            shouldThrow<PlanException> { weave("") { task("a") { 1 } } }.message shouldBe told
            shouldThrow<PlanException> { weaveBlocking(" ") { task("a") { 1 } } }.message shouldBe told
            shouldThrow<PlanException> { plan("") { task("a") { 1 } } }.message shouldBe told
            shouldThrow<PlanException> {
                Wove.weave<Int, RuntimeException>(
                    "",
                ) { w -> w.task("a") { 1 } }
            }.message shouldBe
                told
            shouldThrow<PlanException> { Wove.weaveAsync("") { w -> w.task("a") { 1 } } }.message shouldBe told
        }

        test("of a task") {
            val told =
                "The name of task no. 1 in weave 'w' is empty.\n" +
                    "  Give it one; no two tasks of a weave have the same."
            shouldThrow<PlanException> { weave("w") { task("") { 1 } } }.message shouldBe told
            shouldThrow<PlanException> { weave("w") { blocking("\t") { 1 } } }.message shouldBe told
            shouldThrow<PlanException> { weave("w") { each(listOf(1), name = "") { 1 } } }.message shouldBe told
            shouldThrow<PlanException> {
                Wove.weave<Int, RuntimeException>(
                    "w",
                ) { w -> w.task("") { 1 } }
            }.message shouldBe
                told
        }

        test("of a scope and its calls") {
            shouldThrow<PlanException> { taskScope("") { } }.message shouldBe
                "The name of a scope is empty.\n  Give it one, for messages and threads."
            shouldThrow<PlanException> { taskScope("feed") { start(name = "") { 1 } } }.message shouldBe
                "The name of a call in scope 'feed' is empty.\n  Give it one, or leave it out."
        }
    }

    context("when time is up for a task that") {
        val partner = Limiter.concurrent(1)

        fun whilePartnerIsTaken(told: String, block: suspend () -> Unit) = runTest {
            val taken = CompletableDeferred<Unit>()
            val holder = launch {
                weave("other") {
                    task("holder", policy = policy { limit = partner }) {
                        taken.complete(Unit)
                        awaitCancellation()
                    }
                }
            }
            taken.await()
            shouldThrow<TaskTimeoutException> { block() }.message shouldBe told
            holder.cancel()
        }

        test("waits for a limiter, the message of the weave's timeout says so") {
            whilePartnerIsTaken(
                "Weave 'page' timed out after 100 ms.\n  Running then: none\n" +
                    "  Waiting then: ad, for a slot of $partner",
            ) {
                weave("page", timeout = 100.milliseconds) { task("ad", policy = policy { limit = partner }) { 1 } }
            }
        }

        test("waits for a limiter, the message of its deadline says so, and of no attempt") {
            whilePartnerIsTaken(
                "Task 'ad' in weave 'page' passed its deadline of 100 ms.\n  Waiting then: ad, for a slot of $partner",
            ) {
                weave("page") {
                    task(
                        "ad",
                        policy = policy {
                            limit = partner
                            deadline = 100.milliseconds
                        },
                    ) { 1 }
                }
            }
        }

        test("waits for a slot of workers, the message of the weave's timeout says so") {
            runTest {
                shouldThrow<TaskTimeoutException> {
                    weave("page", workers = 1, timeout = 100.milliseconds) {
                        val first by task { awaitCancellation() }
                        task("second", first) { 1 }
                        task("third") { 1 }
                    }
                }.message shouldBe
                    "Weave 'page' timed out after 100 ms.\n  Running then: first\n" +
                    "  Waiting then: third, for a slot of workers"
            }
        }

        test("waits for its turn, the messages say so") {
            runTest {
                shouldThrow<TaskTimeoutException> {
                    weave("page", timeout = 1.seconds) {
                        each(1..2, name = "ads", workers = 2, perMinute = 1) { it }
                    }
                }.message shouldBe
                    "Weave 'page' timed out after 1 s.\n  Running then: ads\n" +
                    "  Waiting then: ads, item 1, for its turn under perMinute"
            }
        }
    }
})
