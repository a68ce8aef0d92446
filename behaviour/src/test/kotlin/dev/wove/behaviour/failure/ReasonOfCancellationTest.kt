package dev.wove.behaviour.failure

import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.dsl.LiveWeave
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.await
import dev.wove.dsl.launchWeave
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** What a body that is cancelled is told. */
private class Told {
    val seen = CompletableDeferred<CancellationException>()

    suspend fun sleep(): Nothing {
        try {
            awaitCancellation()
        } catch (e: CancellationException) {
            seen.complete(e)
            throw e
        }
    }

    /** Why, at the end of the chain. */
    suspend fun reason(): Throwable {
        val all = generateSequence<Throwable>(seen.await()) { it.cause }.toList()
        for (each in all) each.message.orEmpty() shouldNotContain "Job"
        return all.last()
    }
}

class ReasonOfCancellationTest : FunSpec({
    val failure = IllegalStateException("x")

    fun WeaveScope.oneFails(told: Told) = listOf(
        task<Int>("slow") { told.sleep() },
        task<Int>("bad") {
            delay(1)
            throw failure
        },
    ).last()

    test("rule-17 is the failure of another in a plain weave") {
        runTest {
            val told = Told()
            runCatching { weave<Int> { oneFails(told) } }
            told.reason() shouldBeSameInstanceAs failure
        }
    }

    test("rule-17 is the failure of another in a live weave") {
        runTest {
            val told = Told()
            supervisorScope { runCatching { launchWeave<Int> { oneFails(told) }.await() } }
            told.reason() shouldBeSameInstanceAs failure
        }
    }

    test("rule-17 is the failure of another for a body with a timeout or a deadline") {
        val limit = 5.seconds.toJavaDuration()
        for (policy in listOf(Policy.timeout(limit), Policy.deadline(limit))) {
            runTest {
                val told = Told()
                runCatching {
                    weave<Int> {
                        task<Int>("slow", policy = policy) { told.sleep() }
                        task<Int>("bad") {
                            delay(1)
                            throw failure
                        }
                    }
                }
                told.reason() shouldBeSameInstanceAs failure
            }
        }
    }

    test("rule-17 is the failure of another item, though the weave goes on") {
        for (policy in listOf(Policy.none(), Policy.timeout(5.seconds.toJavaDuration()))) {
            runTest {
                val told = Told()
                weaveResult(onFailure = OnFailure.CONTINUE) {
                    each<Int, Int>(listOf(0, 1), name = "m", policy = policy) {
                        if (it == 0) told.sleep()
                        delay(1)
                        throw failure
                    }
                }
                told.reason() shouldBeSameInstanceAs failure
            }
        }
    }

    test("rule-17 is the failure of an item for the flow that it comes from") {
        runTest {
            val told = Told()
            val numbers =
                flow {
                    emit(1)
                    told.sleep()
                }
            weaveResult(onFailure = OnFailure.CONTINUE) { each<Int, Int>(numbers, name = "m") { throw failure } }
            told.reason() shouldBeSameInstanceAs failure
        }
    }

    test("rule-17 is the timeout or the deadline of the task itself") {
        val limit = 5.milliseconds.toJavaDuration()
        for (policy in listOf(Policy.timeout(limit), Policy.deadline(limit))) {
            runTest {
                val told = Told()
                val thrown = runCatching { weave<Int>("w") { task<Int>("slow", policy = policy) { told.sleep() } } }
                told.reason() shouldBeSameInstanceAs thrown.exceptionOrNull()
            }
            runTest {
                val told = Told()
                val thrown =
                    runCatching {
                        weave("w") { each<Int, Int>(listOf(0), name = "m", policy = policy) { told.sleep() } }
                    }
                told.reason() shouldBeSameInstanceAs thrown.exceptionOrNull()
            }
        }
    }

    test("rule-17 is the timeout of the weave") {
        runTest {
            val told = Told()
            val options = WeaveOptions.timeout(5.milliseconds.toJavaDuration())
            runCatching { weave<Int>(options = options) { task<Int>("slow") { told.sleep() } } }
            told.reason().shouldBeInstanceOf<TaskTimeoutException>()
            val live = Told()
            supervisorScope {
                runCatching { launchWeave<Int>(options = options) { task<Int>("slow") { live.sleep() } }.await() }
            }
            live.reason().shouldBeInstanceOf<TaskTimeoutException>()
        }
    }

    test("rule-17 is what the caller cancelled the task or the weave with") {
        runTest {
            val mine = CancellationException("mine")
            val calls = listOf<(LiveWeave<Int>) -> Unit>({ it["slow"].cancel(mine) }, { it.job.cancel(mine) })
            for (cancel in calls) {
                val told = Told()
                supervisorScope {
                    val live = launchWeave<Int> { task<Int>("slow") { told.sleep() } }
                    delay(1)
                    cancel(live)
                }
                told.reason() shouldBeSameInstanceAs mine
            }
        }
    }

    test("rule-17 is the failure of another call in a scope") {
        runTest {
            val told = Told()
            runCatching {
                taskScope {
                    start<Int> { told.sleep() }
                    start<Int> {
                        delay(1)
                        throw failure
                    }
                }
            }
            told.reason() shouldBeSameInstanceAs failure
            val cancelled = Told()
            taskScope {
                val call = start<Int>("slow") { cancelled.sleep() }
                delay(1)
                call.cancel()
            }
            cancelled.reason().message shouldBe "Task 'slow' in scope 'scope' was cancelled through its handle"
        }
    }
})
