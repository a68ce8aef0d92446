package dev.wove.behaviour.scope

import dev.wove.DelayedResult
import dev.wove.Exit
import dev.wove.NotAwaitedException
import dev.wove.OnFailure
import dev.wove.OnFailure.CONTINUE
import dev.wove.TaskTimeoutException
import dev.wove.dsl.LiveScope
import dev.wove.dsl.asDeferred
import dev.wove.dsl.await
import dev.wove.dsl.blocking
import dev.wove.dsl.blockingSupplier
import dev.wove.dsl.invoke
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.internal.run.FailureNote
import dev.wove.internal.run.LiveCounters
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import java.util.concurrent.CompletionException
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.milliseconds

internal fun line() = StackWalker.getInstance().walk { frames -> frames.skip(1).findFirst().get().lineNumber }

private fun Throwable.others() = suppressed.filter { it !is FailureNote }

class ScopeExitTest : FunSpec({
    val sleep =
        taskFunction("sleep") { ms: Int ->
            delay(ms.milliseconds)
            ms
        }
    val fail =
        taskFunction("fail") { ms: Int, failure: Throwable ->
            delay(ms.milliseconds)
            throw failure
        }

    context("calls") {
        test("AT01 block at least as long as the body takes, and return its value") {
            val begin = System.nanoTime()
            sleep.blocking(20) shouldBe 20
            System.nanoTime() - begin shouldBeGreaterThanOrEqual 20_000_000
            shouldThrow<IllegalStateException> { fail.blocking(0, IllegalStateException("x")) }.message shouldBe "x"
        }

        test("AT03 have no value before they have ended, and one after the scope") {
            runTest {
                val handle =
                    taskScope("s") {
                        val handle = sleep(5)
                        shouldThrow<IllegalStateException> { handle.value() }.message shouldBe
                            "Task 'sleep-1' in scope 's' has no value yet.\n" +
                            "  Wait for it with await(), or with join() where a thread may block."
                        handle
                    }
                handle.value() shouldBe 5
            }
        }

        test("AT04 end in the order of their delays") {
            runTest {
                val ended = ArrayList<Int>()
                taskScope { for (ms in listOf(20, 30, 10)) start(sleep(ms)) { ended.add(it) } }
                ended shouldContainExactly listOf(10, 20, 30)
            }
        }

        test("AT06 of which one is awaited go on") {
            runTest {
                val all = ArrayList<DelayedResult<Int>>()
                taskScope {
                    for (ms in listOf(30, 10, 20)) all += sleep(ms)
                    all[2].await()
                    testScheduler.runCurrent()
                    all.map { it.isDone } shouldBe listOf(false, true, true)
                }
                all.map { it.value() } shouldBe listOf(30, 10, 20)
            }
        }

        test("AT08 can be awaited after the scope") {
            runTest { taskScope { sleep(5) }.await() shouldBe 5 }
            runTest { taskScope { sleep(5) }.asDeferred().await() shouldBe 5 }
            runTest { taskScope { sleep(5) }.join() shouldBe 5 }
        }

        test("AT09 may await the handles of others") {
            val twice = taskFunction { of: DelayedResult<Int> -> of.await() * 2 }
            runTest { taskScope { twice(sleep(5)).await() } shouldBe 10 }
        }

        test("AT24 progress while the block does something else") {
            runBlocking(Dispatchers.Default) {
                taskScope {
                    val ran = CountDownLatch(1)
                    start { ran.countDown() }
                    ran.await()
                }
            }
        }
    }

    context("failures") {
        val x = { IllegalStateException("x") }

        test("AT10 cancel the others, and are thrown") {
            runTest {
                val failure = x()
                lateinit var other: DelayedResult<Int>
                shouldThrow<IllegalStateException> {
                    taskScope {
                        other = sleep(100)
                        fail(1, failure)
                    }
                } shouldBeSameInstanceAs failure
                currentTime shouldBe 1
                shouldThrow<IllegalStateException> { other.value() }.cause shouldBeSameInstanceAs failure
            }
        }

        test("AT10 skip what is started later, and do not interrupt the block") {
            runTest {
                val failure = x()
                var ran = false
                shouldThrow<IllegalStateException> {
                    taskScope {
                        fail(1, failure)
                        delay(5)
                        val late = start { ran = true }
                        testScheduler.runCurrent()
                        late.isDone shouldBe true
                    }
                } shouldBeSameInstanceAs failure
                currentTime shouldBe 5
                ran shouldBe false
            }
        }

        test("AT11 with CONTINUE are thrown together, and the others have their values") {
            runTest {
                val failures = listOf(x(), x())
                lateinit var third: DelayedResult<Int>
                val thrown =
                    shouldThrow<IllegalStateException> {
                        taskScope(onFailure = CONTINUE) {
                            fail(2, failures[1])
                            fail(1, failures[0])
                            third = sleep(5)
                        }
                    }
                thrown shouldBeSameInstanceAs failures[0]
                thrown.others() shouldContainExactly listOf(failures[1])
                third.value() shouldBe 5
                thrown.suppressed.filterIsInstance<FailureNote>().single().message shouldContain
                    "Task 'fail-2' in scope 'scope' failed"
            }
        }

        for (mode in OnFailure.entries) {
            test("AT12 that somebody awaited are not thrown again, with $mode") {
                runTest {
                    val failure = x()
                    taskScope(onFailure = mode) {
                        runCatching { fail(1, failure).await() }.exceptionOrNull() shouldBeSameInstanceAs failure
                    }
                    taskScope(onFailure = mode) {
                        val consumer = start(fail(1, failure)) { }
                        runCatching { consumer.await() }.exceptionOrNull() shouldBeSameInstanceAs failure
                    }
                    taskScope(onFailure = mode) {
                        val future = fail(1, failure).toCompletableFuture()
                        delay(2)
                        shouldThrow<CompletionException> { future.join() }.cause shouldBeSameInstanceAs failure
                    }
                }
            }
        }

        test("AT12 that a task awaited and did without are not thrown") {
            runTest {
                taskScope(onFailure = CONTINUE) {
                    val failing = fail(1, x())
                    start { runCatching { failing.await() } }
                    val other = fail(1, x())
                    start(orNull(other)) { it }
                }
            }
        }

        test("AT12 of a task that rethrows what it awaited are thrown") {
            runTest {
                val failure = x()
                shouldThrow<IllegalStateException> {
                    taskScope(onFailure = CONTINUE) {
                        val failing = fail(1, failure)
                        start { failing.await() }
                    }
                } shouldBeSameInstanceAs failure
            }
        }

        test("AT16 of the block leave the tasks to end") {
            runTest {
                val failure = x()
                lateinit var other: DelayedResult<Int>
                shouldThrow<IllegalStateException> {
                    taskScope {
                        other = sleep(5)
                        throw failure
                    }
                } shouldBeSameInstanceAs failure
                other.value() shouldBe 5
            }
        }

        test("AT17 of the block come before those of tasks") {
            runTest {
                val ofTask = x()
                val ofBlock = x()
                val thrown =
                    shouldThrow<IllegalStateException> {
                        taskScope {
                            fail(1, ofTask)
                            throw ofBlock
                        }
                    }
                thrown shouldBeSameInstanceAs ofBlock
                thrown.others() shouldContainExactly listOf(ofTask)
            }
        }

        test("AT17 that the block lets through are thrown once") {
            runTest {
                val failure = x()
                val thrown = shouldThrow<IllegalStateException> { taskScope { fail(1, failure).await() } }
                thrown shouldBeSameInstanceAs failure
                thrown.others() shouldBe emptyList()
            }
        }

        test("AT22 are the cause of why there is no value") {
            runTest {
                val failure = x()
                taskScope("s", onFailure = CONTINUE) {
                    val failing = fail(1, failure)
                    runCatching { failing.await() }
                    val refused = shouldThrow<IllegalStateException> { failing.value() }
                    refused.message shouldBe "Task 'fail-1' in scope 's' has no value: it has failed."
                    refused.cause shouldBeSameInstanceAs failure
                }
            }
        }

        test("AT10 by a timeout of the scope end it") {
            runTest {
                shouldThrow<TaskTimeoutException> {
                    taskScope("s", timeout = 5.milliseconds) { sleep(100).await() }
                }.message shouldBe "Scope 's' timed out after 5 ms.\n  Running then: sleep-1"
                currentTime shouldBe 5
            }
        }
    }

    context("a scope that is left") {
        test("AT05, AT13 with CANCEL cancels what runs, without a failure") {
            runTest {
                var ticks = 0
                lateinit var service: DelayedResult<Unit>
                taskScope(exit = Exit.CANCEL) {
                    service =
                        start {
                            while (true) {
                                delay(1)
                                ticks++
                            }
                        }
                    val results =
                        taskScope {
                            val all =
                                listOf(3, 7, 10).map { n ->
                                    start {
                                        while (ticks < n) delay(1)
                                        ticks
                                    }
                                }
                            start(all(all)) { it }.await()
                        }
                    results shouldBe listOf(3, 7, 10)
                    service.isDone shouldBe false
                }
                val refused = shouldThrow<IllegalStateException> { service.value() }
                refused.message shouldBe "Task 'task-1' in scope 'scope' has no value: it was cancelled."
            }
        }

        test("AT07 with REQUIRE_AWAITED lets a loop try again") {
            runTest {
                val attempts = ArrayList<Int>()
                taskScope(exit = Exit.REQUIRE_AWAITED, onFailure = CONTINUE) {
                    while (true) {
                        val attempt =
                            start {
                                attempts += attempts.size
                                check(attempts.size == 3)
                                "done"
                            }
                        if (runCatching { attempt.await() }.isSuccess) break
                    }
                }
                attempts shouldBe listOf(0, 1, 2)
            }
        }

        test("AT14 with REQUIRE_AWAITED tells every call that nobody has awaited") {
            runTest {
                var first = 0
                var second = 0
                lateinit var forgotten: DelayedResult<Int>

                suspend fun LiveScope.more() {
                    delay(1)
                    second = line() + 1
                    start(name = "audit") { }
                }
                val refused =
                    shouldThrow<NotAwaitedException> {
                        taskScope("orders", exit = Exit.REQUIRE_AWAITED) {
                            sleep(1).await()
                            first = line() + 1
                            forgotten = sleep(1_000)
                            more()
                            start(sleep(1)) { }.await()
                        }
                    }
                refused.calls().map { it.line() } shouldBe listOf(first, second)
                refused.calls().map { it.file() }.toSet() shouldBe setOf("ScopeExitTest.kt")
                refused.calls()[1].function() shouldBe "ScopeExitTest.more"
                refused.message shouldBe
                    "The results of 2 calls in scope 'orders' were never awaited:\n" +
                    "  sleep-2, started at ScopeExitTest.kt:$first in ${refused.calls()[0].function()}\n" +
                    "  audit, started at ScopeExitTest.kt:$second in ScopeExitTest.more\n" +
                    "  Await each of them or pass it to another call, or give the scope another exit than " +
                    "REQUIRE_AWAITED."
                currentTime shouldBe 3
                forgotten.isDone shouldBe true
            }
        }

        test("AT14 with REQUIRE_AWAITED tells of a failure first") {
            runTest {
                val failure = IllegalStateException("x")
                val thrown =
                    shouldThrow<IllegalStateException> {
                        taskScope(exit = Exit.REQUIRE_AWAITED) {
                            fail(1, failure)
                            delay(5)
                        }
                    }
                thrown shouldBeSameInstanceAs failure
                (thrown.others().single() as NotAwaitedException).calls().map { it.task() } shouldBe listOf("fail-1")
            }
        }

        test("AT15 with REQUIRE_AWAITED is silent if all were awaited or passed on") {
            runTest {
                taskScope(exit = Exit.REQUIRE_AWAITED) {
                    val first = sleep(1)
                    val second = start(first, after = listOf(sleep(2))) { it }
                    start(all(listOf(second))) { it }.asDeferred()
                    start { sleep(1).await() }.toCompletableFuture()
                }
            }
        }

        test("AT18 knows no other exits") {
            shouldThrow<IllegalArgumentException> { Exit.valueOf("LATER") }
        }

        test("AT19, AD19 refuses to be used") {
            runTest {
                lateinit var leaked: LiveScope
                taskScope("s") { leaked = this }
                var ran = false
                shouldThrow<IllegalStateException> { leaked.start { ran = true } }.message shouldBe
                    "Scope 's' was used after it was closed: start of 'task-1'.\n" +
                    "  Start it inside the scope's block, or on the thread or in the coroutine of a task of the " +
                    "scope that still runs."
                testScheduler.runCurrent()
                ran shouldBe false
            }
        }

        test("AT19 refuses calls from outside also while its tasks end") {
            runTest {
                lateinit var leaked: LiveScope
                val scope =
                    launch {
                        taskScope {
                            leaked = this
                            sleep(10)
                        }
                    }
                delay(5)
                shouldThrow<IllegalStateException> { leaked.start { } }
                scope.join()
            }
        }

        test("AT23 inside another waits for its own calls, while those of the other go on") {
            runTest {
                val ended = ArrayList<Int>()
                val note = taskFunction { ms: Int -> ended.add(ms) }
                taskScope {
                    note(sleep(1_000))
                    note(sleep(2_000))
                    taskScope {
                        note(sleep(1_000))
                        note(sleep(1_500))
                    }
                    currentTime shouldBe 1_500
                    note(sleep(500))
                }
                ended shouldBe listOf(1_000, 1_000, 1_500, 2_000, 500)
            }
        }
    }

    context("code that must not block") {
        test("AT20 may not join") {
            runTest {
                taskScope("s") {
                    val handle = sleep(1)
                    shouldThrow<IllegalStateException> { handle.join() }.message shouldBe
                        "sleep-1.join() was called inside the block of scope 's'; this can deadlock the dispatcher.\n" +
                        "  Instead of   sleep-1.join()    // blocks the thread\n" +
                        "  use          sleep-1.await()   // suspends"
                    start { shouldThrow<IllegalStateException> { handle.join() } }.await().message shouldContain
                        "inside the suspending body of task 'task-2' in scope 's'"
                }
            }
        }

        test("AT20 may not call a function in its blocking form") {
            runTest {
                weave("w") {
                    task("t") {
                        shouldThrow<IllegalStateException> { blockingSupplier { 1 }.blocking() }
                        shouldThrow<IllegalStateException> { sleep.blocking(1) }.message shouldBe
                            "Function 'sleep' was called in its blocking form inside the suspending body of task 't' " +
                            "in weave 'w'; this can deadlock the dispatcher.\n" +
                            "  Instead of   sleep.blocking(...) or sleep.call(...)   // blocks the thread\n" +
                            "  use          sleep(...)                               // suspends"
                        Unit
                    }
                }
            }
        }

        test("AT21 may not open a blocking scope, which leaves nothing behind") {
            runTest {
                taskScope {
                    val before = LiveCounters.runs()
                    shouldThrow<IllegalStateException> { Wove.taskScope() }.message shouldContain
                        "  Instead of   taskScopeBlocking { ... } or Wove.taskScope(...)   // blocks the thread\n" +
                        "  use          taskScope { ... }                                  // suspends"
                    LiveCounters.runs() shouldBe before
                }
            }
        }

        test("AT20 may start blocking bodies, which may join") {
            runBlocking {
                taskScope(workers = 1) {
                    val inner = start { 5 }
                    startBlocking { inner.join() + start { 1 }.join() }.await() shouldBe 6
                }
            }
        }
    }

    context("cancelling the caller") {
        test("cancels all calls and waits for them") {
            runTest {
                val stopped = CompletableDeferred<Unit>()
                val scope =
                    launch {
                        taskScope {
                            start {
                                try {
                                    awaitCancellation()
                                } finally {
                                    withContext(NonCancellable) { delay(5) }
                                    stopped.complete(Unit)
                                }
                            }
                            awaitCancellation()
                        }
                    }
                delay(1)
                scope.cancelAndJoin()
                stopped.isCompleted shouldBe true
                currentTime shouldBe 6
            }
        }

        test("keeps what the block throws meanwhile") {
            runTest {
                val failure = IllegalStateException("while cleaning up")
                var thrown: Throwable? = null
                val scope =
                    launch {
                        try {
                            taskScope {
                                try {
                                    awaitCancellation()
                                } finally {
                                    throw failure
                                }
                            }
                        } catch (e: CancellationException) {
                            thrown = e
                        }
                    }
                delay(1)
                scope.cancelAndJoin()
                thrown!!.others() shouldContainExactly listOf(failure)
            }
        }

        test("before the scope opens starts nothing") {
            runTest {
                var ran = false
                val scope =
                    async {
                        withContext(NonCancellable) { delay(1) }
                        taskScope { ran = true }
                    }
                testScheduler.runCurrent()
                scope.cancelAndJoin()
                ran shouldBe false
                LiveCounters.runs() shouldBe 0
            }
        }
    }
})
