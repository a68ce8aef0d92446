package dev.wove.behaviour.failure

import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.behaviour.attached
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.toJavaDuration

/** Fails when it is stopped, and takes its time for that. */
private fun failing(): Flow<Int> = flow {
    try {
        emit(1)
        awaitCancellation()
    } finally {
        withContext(NonCancellable) { delay(5) }
        throw cleanUp()
    }
}

private fun cleanUp() = IllegalArgumentException("clean-up")

/** A flow that fails when it is stopped. */
class FailureOfFlowTest : FunSpec({
    val failure = IllegalStateException("x")

    test("rule-4 is not lost when an item fails") {
        for (policy in listOf(Policy.none(), Policy.workers(1), Policy.retries(1))) {
            runTest {
                val x = IllegalStateException("x")
                val ended = weaveResult { each<Int, Int>(failing(), name = "m", policy = policy) { throw x } }
                ended.failure() shouldBeSameInstanceAs x
                ended.failures().map { it.cause().message } shouldBe listOf("x", "clean-up")
                x.attached().map { it.message } shouldBe listOf("clean-up")
            }
        }
    }

    test("rule-4 is not lost when an item of blocking bodies fails") {
        val x = IllegalStateException("x")
        val ended = weaveResult { eachBlocking<Int, Int>(failing(), name = "m") { throw x } }
        ended.failures().map { it.cause().message } shouldBe listOf("x", "clean-up")
    }

    test("rule-4 is not lost when another task fails") {
        runTest {
            val ended =
                weaveResult {
                    task<Int>("bad") {
                        delay(1)
                        throw failure
                    }
                    each(failing(), name = "m") { it }
                }
            ended.failure() shouldBeSameInstanceAs failure
            ended.failures().map { it.task() } shouldBe listOf("bad", "m")
        }
    }

    test("rule-4 is not lost when the weave or the task times out") {
        val limits =
            listOf<Pair<WeaveOptions, Policy>>(
                WeaveOptions.timeout(1.milliseconds.toJavaDuration()) to Policy.none(),
                WeaveOptions.none() to Policy.deadline(1.milliseconds.toJavaDuration()),
            )
        for ((options, policy) in limits) {
            runTest {
                val ended = weaveResult(options = options) { each(failing(), name = "m", policy = policy) { it } }
                ended.failures().map { it.cause().message } shouldContain "clean-up"
                ended.failure()!!.attached().map { it.message } shouldBe listOf("clean-up")
            }
        }
    }

    test("rule-4 is not lost when the caller is cancelled") {
        runTest {
            val block: WeaveScope.() -> dev.wove.Task<List<Int>> = { each(failing(), name = "m") { it } }
            val mine = CancellationException("mine")
            lateinit var thrown: Throwable
            val caller = launch { thrown = runCatching { weave(block = block) }.exceptionOrNull()!! }
            delay(1)
            caller.cancel(mine)
            caller.join()
            thrown.attached().map { it.message } shouldBe listOf("clean-up")
            supervisorScope {
                val live = launchWeave(block = block)
                delay(1)
                live.cancel()
                val cancelled = runCatching { live.await() }.exceptionOrNull()!!
                cancelled.attached().map { it.message } shouldBe listOf("clean-up")
            }
        }
    }
})
