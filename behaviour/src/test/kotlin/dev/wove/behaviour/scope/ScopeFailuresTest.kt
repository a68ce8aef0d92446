package dev.wove.behaviour.scope

import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.behaviour.attached
import dev.wove.behaviour.failure.shouldBeCollected
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.UNDECLARED
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.each
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.itemKinds
import dev.wove.behaviour.harness.notRemote
import dev.wove.behaviour.harness.thrownBy
import dev.wove.behaviour.notes
import dev.wove.dsl.LiveScope
import dev.wove.dsl.await
import dev.wove.dsl.taskScope
import dev.wove.java.Wove
import dev.wove.trace.TraceEvent
import dev.wove.trace.WeaveListener
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.lang.ref.WeakReference
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds

/** A failure that is taken note of only when the gate is open, as if its thread were slow. */
private class Late(
    private val gate: Gate,
) : RuntimeException("first") {
    override fun getStackTrace(): Array<StackTraceElement> {
        waitABit()
        return super.getStackTrace()
    }

    override val message: String
        get() {
            waitABit()
            return "first"
        }

    private fun waitABit() {
        try {
            gate.future.get(300, TimeUnit.MILLISECONDS)
        } catch (_: TimeoutException) {
            // Then the other one waits for this.
        }
    }
}

/** Opens the gate when the task has ended. */
private fun opening(gate: Gate, task: String) = WeaveListener {
    if (it is TraceEvent.TaskEnded && it.task() == task) gate.open()
}

class ScopeFailuresTest : FunSpec({
    context("rule-6 what ended a scope is thrown, though a call that it has stopped failed faster") {
        for (awaits in listOf(false, true)) {
            test(if (awaits) "and the block was told of that" else "and nobody was told") {
                val ended = Gate()
                val runs = CountDownLatch(1)
                val first = Late(ended)
                val options = WeaveOptions.workers(2).listener(opening(ended, "b"))
                val block: suspend LiveScope.() -> Unit = {
                    val b =
                        startBlocking<Int>("b") {
                            runs.countDown()
                            try {
                                Thread.sleep(60_000)
                                0
                            } catch (_: InterruptedException) {
                                throw IllegalStateException("clean-up")
                            }
                        }
                    startBlocking<Int>("a") {
                        runs.await()
                        throw first
                    }
                    if (awaits) b.await()
                }
                val thrown =
                    thrownBy { withContext(Dispatchers.Default) { taskScope("s", options = options, block = block) } }
                thrown shouldBeSameInstanceAs first
                thrown.attached().map { it.message } shouldBe listOf("clean-up")
            }
        }

        test("and the calls suspend") {
            val ended = Gate()
            val runs = Gate()
            val first = Late(ended)
            val options = WeaveOptions.workers(2).listener(opening(ended, "b"))
            val thrown =
                thrownBy {
                    withContext(Dispatchers.Default) {
                        taskScope("s", options = options) {
                            start<Int>("b") {
                                runs.open()
                                try {
                                    awaitCancellation()
                                } catch (_: CancellationException) {
                                    throw IllegalStateException("clean-up")
                                }
                            }
                            start<Int>("a") {
                                runs.awaitOpen()
                                throw first
                            }
                        }
                    }
                }
            thrown shouldBeSameInstanceAs first
            thrown.attached().map { it.message } shouldBe listOf("clean-up")
        }

        test("and the scope is one of Java") {
            val ended = Gate()
            val runs = CountDownLatch(1)
            val first = Late(ended)
            val options = WeaveOptions.workers(2).listener(opening(ended, "task-1"))
            val thrown =
                runCatching {
                    Wove.with(options).taskScope().use { scope ->
                        scope.start<Int> {
                            runs.countDown()
                            try {
                                Thread.sleep(60_000)
                                0
                            } catch (_: InterruptedException) {
                                throw IllegalStateException("clean-up")
                            }
                        }
                        scope.start<Int> {
                            runs.await()
                            throw first
                        }
                    }
                }.exceptionOrNull()!!
            thrown shouldBeSameInstanceAs first
            thrown.attached().map { it.message } shouldBe listOf("clean-up")
        }
    }

    everyCell {
        case(
            "rule-6",
            "tells what ended the weave first, though a body that it has stopped failed faster",
            unless = notRemote(UNDECLARED),
        ) {
            val ended = Gate()
            val runs = Gate()
            val first = Late(ended)
            val result =
                result<Int>(options = WeaveOptions.workers(2).listener(opening(ended, "b"))) {
                    task<Int>("b") {
                        runs.open()
                        try {
                            untilStopped()
                        } catch (_: Throwable) {
                            throw IllegalStateException("clean-up")
                        }
                    }
                    task("a") {
                        runs.pass()
                        throw first
                    }
                }
            result.failure shouldBeSameInstanceAs first
            result.failures.map { it.task() } shouldBe listOf("a", "b")
        }
    }

    everyCell(kinds = itemKinds, leftOut = dev.wove.behaviour.harness.ONLY_ITEM_KINDS) {
        case(
            "rule-6 rule-13",
            "fails a mapped task with what ended it, though an item that was stopped failed faster",
            unless = notRemote(UNDECLARED),
        ) {
            val asked = Gate()
            val runs = Gate()
            val first = Late(asked)
            val cleanUp =
                object : RuntimeException("clean-up") {
                    override fun getStackTrace(): Array<StackTraceElement> {
                        asked.open()
                        return super.getStackTrace()
                    }
                }
            val result =
                result(options = WeaveOptions.workers(2).listener(WeaveListener { })) {
                    each<Int, Int>("m", listOf(0, 1)) { i ->
                        if (i == 0) {
                            runs.open()
                            try {
                                untilStopped()
                            } catch (_: Throwable) {
                                throw cleanUp
                            }
                        } else {
                            runs.pass()
                            throw first
                        }
                    }
                }
            result.failure shouldBeSameInstanceAs first
            result.result.outcome("m").cause() shouldBeSameInstanceAs first
            result.failures.map { it.cause().message } shouldBe listOf("first", "clean-up")
        }
    }

    context("an open scope that goes on after failures") {
        test("rule-7 keeps the failures that it can show, and counts the others") {
            val refs = ConcurrentLinkedQueue<WeakReference<Throwable>>()
            lateinit var first: Throwable
            // Not in the coroutine of the test, whose context keeps what it is copied for.
            val thrown =
                runBlocking {
                    thrownBy {
                        taskScope("s", onFailure = OnFailure.CONTINUE) {
                            repeat(5_000) { n ->
                                start<Int> {
                                    val failure = IllegalStateException("no. $n")
                                    if (n == 0) first = failure
                                    refs += WeakReference(failure)
                                    throw failure
                                }
                            }
                            while (refs.size < 5_000) yield()
                            refs.elementAt(2_500).shouldBeCollected("a failure that will not be shown")
                            // It may take more than one collection.
                            eventually(20.seconds) {
                                System.gc()
                                refs.count { it.get() != null } shouldBeLessThan 200
                            }
                        }
                    }
                }
            thrown shouldBeSameInstanceAs first
            thrown.attached() shouldHaveSize 32
            thrown.notes().last() shouldBe "4967 more failures are not shown"
        }

        test("rule-7 does not count those whose results are taken, and loses none of the others") {
            val thrown =
                thrownBy {
                    taskScope("s", onFailure = OnFailure.CONTINUE) {
                        val calls = (0 until 100).map { n -> start<Int> { throw IllegalStateException("no. $n") } }
                        while (calls.any { !it.isDone }) yield()
                        for (call in calls.dropLast(2)) runCatching { call.await() }
                    }
                }
            thrown.message shouldBe "no. 99"
            thrown.notes().last() shouldBe "1 more failures are not shown"
            taskScope("s", onFailure = OnFailure.CONTINUE) {
                val calls = (0 until 100).map { n -> start<Int> { throw IllegalStateException("no. $n") } }
                for (call in calls) runCatching { call.await() }
            }
        }

        test("rule-7 does not keep the failures of attempts that are tried again") {
            val refs = ArrayList<WeakReference<Throwable>>()
            runBlocking {
                taskScope("s", onFailure = OnFailure.CONTINUE) {
                    repeat(3) {
                        var attempts = 0
                        start(policy = Policy.retries(1)) {
                            if (attempts++ == 0) throw IllegalStateException("x").also { refs += WeakReference(it) }
                        }.await()
                    }
                    refs.forEach { it.shouldBeCollected("the failure of an attempt") }
                }
            }
        }
    }
})
