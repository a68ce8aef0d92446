package dev.wove.behaviour

import dev.wove.Backoff
import dev.wove.PlanException
import dev.wove.Task
import dev.wove.TaskTimeoutException
import dev.wove.dsl.Policy
import dev.wove.dsl.await
import dev.wove.dsl.launchWeave
import dev.wove.dsl.plan
import dev.wove.dsl.policy
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.dsl.weaveResultBlocking
import dev.wove.java.Tasks.taskNamed
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import java.io.IOException
import kotlin.time.Duration.Companion.microseconds
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

private const val FORGED = "paid\n2026-01-01 WARN root logged in\u001b[2J"
private const val CLEAN = "paid?2026-01-01 WARN root logged in?[2J"

class Squaring : dev.wove.Weave<Int>() {
    @dev.wove.Do fun squared(
        @dev.wove.Input number: Int,
    ): Int = number * number
}

class MessagesTest : FunSpec({
    test("what is printed goes by the name that one has for it") {
        plan("page") { task("post") { 1 } }.task("post").toString() shouldStartWith "PlannedTask[name=post, kind="
        runTest {
            weaveResult(
                "page",
            ) { each(listOf(1), name = "offers") { it } }.timings()["offers"]!!.items().toString() shouldStartWith
                "ItemStatistics[count=1, min="
        }
    }

    context("a name with line breaks and commands for terminals") {
        test("is one plain line in messages") {
            runTest {
                val thrown = shouldThrow<TaskTimeoutException> {
                    weave(FORGED) { task(FORGED, timeout = 1.milliseconds) { awaitCancellation() } }
                }
                thrown.message shouldBe "Task '$CLEAN' in weave '$CLEAN' timed out after 1 ms in attempt 1."
            }
            shouldThrow<PlanException> { plan(FORGED) { task("t", ref<Int>(FORGED)) { } } }.message shouldBe
                "Task 't' in weave '$CLEAN' depends on '$CLEAN', but no task with that name is declared.\n  Declared: t"
            shouldThrow<NoSuchElementException> { plan("w") { task("t") { } }.task(FORGED) }.message shouldBe
                "Weave 'w' has no task '$CLEAN'.\n  Declared: t"
        }

        test("is one plain line on threads and coroutines") {
            weave(FORGED) { blocking(FORGED) { Thread.currentThread().name } } shouldStartWith "$CLEAN/$CLEAN"
            weave(FORGED) { task(FORGED) { currentCoroutineContext()[CoroutineName]?.name } } shouldBe "$CLEAN/$CLEAN"
            taskScope(
                FORGED,
            ) { start(name = FORGED) { currentCoroutineContext()[CoroutineName]?.name }.await() } shouldBe
                "$CLEAN/$CLEAN"
        }

        test("is one plain line in the log") {
            val logged = logged {
                inTime {
                    runBlocking(Dispatchers.Default) {
                        val told = CompletableDeferred<Unit>()
                        coroutineScope {
                            launchWeave(FORGED, onDone = {
                                told.complete(Unit)
                                error("on done")
                            }) { task(FORGED) { } }
                            told.await()
                        }
                    }
                    Wove
                        .launchWeave(FORGED) { w -> w.task(FORGED) { 1 } }
                        .onDone { error("on done") }
                        .join()
                }
            }
            logged.shouldNotBeEmpty()
            logged.filter { FORGED in it }.shouldBeEmpty()
            logged.first() shouldBe
                "The onDone of weave '$CLEAN' failed; the result of the weave is not affected"
        }

        test("still finds its task") {
            val result = weaveResult("w") { task(FORGED) { 1 } }
            result.get(FORGED) shouldBe 1
            result.names() shouldBe listOf(CLEAN)
        }
    }

    context("a limit shorter than a millisecond") {
        test("is told as it is") {
            runTest {
                shouldThrow<TaskTimeoutException> {
                    weave("w") { task("t", timeout = 500.microseconds) { awaitCancellation() } }
                }.message shouldBe "Task 't' in weave 'w' timed out after 0.5 ms in attempt 1."
                shouldThrow<TaskTimeoutException> {
                    weave("w", timeout = 500.microseconds) { task("t") { awaitCancellation() } }
                }.message shouldBe "Weave 'w' timed out after 0.5 ms.\n  Running then: t"
                shouldThrow<TaskTimeoutException> {
                    weave("w") { task("t", policy = Policy(deadline = 500.microseconds)) { awaitCancellation() } }
                }.message shouldBe "Task 't' in weave 'w' passed its deadline of 0.5 ms in attempt 1."
                shouldThrow<TaskTimeoutException> {
                    weave("w") {
                        each(
                            listOf(1),
                            name = "t",
                            policy = Policy(deadline = 500.microseconds),
                        ) { awaitCancellation() }
                    }
                }.message shouldBe "Task 't' in weave 'w' passed its deadline of 0.5 ms."
                shouldThrow<TaskTimeoutException> {
                    weave("w", timeout = 2.minutes) { task("t") { awaitCancellation() } }
                }.message shouldBe "Weave 'w' timed out after 120 s.\n  Running then: t"
            }
        }
    }

    context("a suggestion") {
        test("is never a task that waits for the one that asks") {
            shouldThrow<PlanException> {
                plan("w") {
                    val a = task("pages", ref<Int>("page")) { 1 }
                    task("paged", a) { 2 }
                }
            }.message shouldBe
                "Task 'pages' in weave 'w' depends on 'page', but no task with that name is declared.\n" +
                "  Declared: pages, paged"
            shouldThrow<PlanException> {
                plan("w") {
                    task("pager") { 1 }
                    task("pages", ref<Int>("page")) { 1 }
                }
            }.message shouldBe
                "Task 'pages' in weave 'w' depends on 'page', but no task with that name is declared.\n" +
                "  Declared: pager, pages\n  Did you mean 'pager'?"
        }
    }

    context("a task to run alone that does not exist") {
        test("is said to be asked for, and not returned by a block") {
            shouldThrow<PlanException> {
                Wove.only(taskNamed<Int>("sqaured")).plan(Squaring(), dev.wove.java.Given.given("number", 3))
            }.message shouldBe
                "What is to run of weave 'Squaring' (only) names 'sqaured', but no task with that name is declared.\n" +
                "  Declared: squared\n  Did you mean 'squared'?"
        }
    }

    context("the article before a type") {
        test("fits it") {
            shouldThrow<PlanException> { weave(Squaring(), "number" to "3") }.message shouldBe
                "Input 'number' of weave 'Squaring' has the type int, but was given a String.\n  Give it an int."
            shouldThrow<PlanException> { weave(Squaring()) }.message shouldStartWith
                "Task 'squared' in weave 'Squaring' takes the input 'number', which was not given.\n" +
                "  Given: none. Give 'number', an Integer, too."
        }
    }

    context("a task mapped over one that makes null") {
        test("fails, and says that there are no items") {
            shouldThrow<IllegalStateException> {
                Wove.weave<Any?, RuntimeException>("w") { w ->
                    @Suppress("UNCHECKED_CAST")
                    val none = w.task<List<Int>?>("none") { null } as Task<List<Int>>
                    w.each("each", none) { n: Int -> n }
                }
            }.message shouldBe
                "Task 'each' in weave 'w' is mapped over 'none', whose value is null.\n" +
                "  Make an empty list where there are no items."
        }
    }

    context("a scope used by another thread than the one that runs its block") {
        fun messageOf(use: () -> Unit): String {
            lateinit var thrown: Throwable
            val other = Thread({ thrown = runCatching(use).exceptionOrNull() ?: AssertionError("accepted") }, "helper")
            other.start()
            other.join()
            return thrown.message!!
        }

        test("refuses, in Kotlin") {
            val message = runBlocking {
                var said = ""
                weave("w") {
                    val thread = Thread.currentThread().name
                    said = messageOf { task("late") { } }.replace("'$thread'", "'mine'")
                    messageOf { each(listOf(1)) { } } shouldStartWith "WeaveScope for 'w' was used by thread 'helper'"
                    task("t") { }
                }
                said
            }
            message shouldBe
                "WeaveScope for 'w' was used by thread 'helper' while its block runs on 'mine': task(\"late\").\n" +
                "  Declare tasks on the thread that runs the weave block; their bodies are what runs in parallel."
        }

        test("refuses, in Java") {
            var said = ""
            Wove.plan("w") { w ->
                said = messageOf { w.task("late") { 1 } }
                w.task("t") { 1 }
            }
            said shouldStartWith "WeaveScope for 'w' was used by thread 'helper' while its block runs on "
        }
    }

    context("a blocking entry in a suspending body") {
        test("is told by its name, with the one to use there") {
            fun refused(call: () -> Unit) = runBlocking {
                weave("out") { task("q") { runCatching(call).exceptionOrNull()!!.message!! } }
            }.lines().drop(1).map { it.trim().replace(Regex(" +"), " ") }
            refused { weaveResultBlocking("in") { task { 1 } } } shouldBe listOf(
                "Instead of weaveResultBlocking { ... } or Wove.weaveResult(...) // blocks the thread",
                "use weaveResult { ... } // suspends",
            )
            refused { weaveBlocking("in") { task { 1 } } } shouldBe listOf(
                "Instead of weaveBlocking { ... } or Wove.weave(...) // blocks the thread",
                "use weave { ... } // suspends",
            )
        }
    }

    context("a task whose deadline left no time for its retries") {
        test("says so where it says how many attempts there were") {
            runTest {
                val policy = policy {
                    retries = 100
                    backoff = Backoff.constant(java.time.Duration.ofMillis(50))
                    deadline = 200.milliseconds
                }
                val failure = shouldThrow<IOException> {
                    weave("w") { task("a", policy = policy) { throw IOException("x") } }
                }
                failure.suppressed.last().message!!.lines().first() shouldBe
                    "Task 'a' in weave 'w' failed after 4 of 101 attempts, with a deadline of 200 ms: java.io.IOException"
            }
        }
    }
})
