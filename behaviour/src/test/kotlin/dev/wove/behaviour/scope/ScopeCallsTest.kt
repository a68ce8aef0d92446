package dev.wove.behaviour.scope

import dev.wove.Argument
import dev.wove.DelayedResult
import dev.wove.Exit
import dev.wove.OnFailure
import dev.wove.OnFailure.CANCEL
import dev.wove.OnFailure.CONTINUE
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.TaskFailedException
import dev.wove.TaskTimeoutException
import dev.wove.WaitCycleException
import dev.wove.behaviour.inTime
import dev.wove.dsl.LiveScope
import dev.wove.dsl.await
import dev.wove.dsl.blockingSupplier
import dev.wove.dsl.invoke
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.taskSupplier
import dev.wove.dsl.weave
import dev.wove.internal.graph.TaskNode
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import java.lang.ref.WeakReference
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

private suspend fun fetchById(id: Int): String {
    delay(id.milliseconds)
    return "v$id"
}

private fun page(id: Int, size: Int = 10) = "page $id of $size"

private fun joined(vararg parts: String) = parts.joinToString("+")

class ScopeCallsTest : FunSpec({
    val fetch = taskFunction(::fetchById)
    val concat = taskFunction { a: String, b: String -> a + b }

    context("a call") {
        test("AD01 starts at once and gives a handle") {
            runBlocking(Dispatchers.Default) {
                val started = CompletableDeferred<Unit>()
                val free = CompletableDeferred<Int>()
                taskScope {
                    val handle: DelayedResult<Int> =
                        start {
                            started.complete(Unit)
                            free.await()
                        }
                    started.await()
                    handle.isDone shouldBe false
                    free.complete(7)
                    handle.await() shouldBe 7
                }
            }
        }

        test("AD02 takes handles of other calls, whose values it is given") {
            runTest {
                taskScope {
                    val named = concat(a = fetch(2), b = fetch(1))
                    concat(named, fetch(3)).await() shouldBe "v2v1v3"
                }
            }
        }

        test("AD03 is given plain values unchanged, a handle that it asks for included") {
            val list = mutableListOf(1)
            val same = taskFunction { it: List<Int> -> it }
            val taken = taskFunction { it: DelayedResult<String> -> it }
            runTest {
                taskScope {
                    same(list).await() shouldBeSameInstanceAs list
                    val handle = fetch(1)
                    taken(handle).await() shouldBeSameInstanceAs handle
                }
            }
        }

        test("AD04 keeps default parameters") {
            val pages = taskFunction { id: Int -> page(id) }
            runTest { taskScope { pages(3).await() } shouldBe "page 3 of 10" }
        }

        test("AD05 starts when its inputs are there") {
            runTest {
                taskScope { concat(fetch(100), fetch(200)).await() } shouldBe "v100v200"
                currentTime shouldBe 200
            }
        }

        test("AD06 that three others take runs once") {
            val runs = AtomicInteger()
            val count = taskSupplier { runs.incrementAndGet() }
            runTest {
                taskScope {
                    val one = count()
                    List(3) { n -> start(one) { it + n } }.map { it.await() } shouldBe listOf(1, 2, 3)
                }
                runs.get() shouldBe 1
            }
        }

        test("AD07 can be of a function that is wrapped where it is called, or twice") {
            val twice = taskFunction { id: Int -> fetch(id) }
            runTest {
                taskScope {
                    taskFunction(::fetchById)(1).await() shouldBe "v1"
                    twice(2).await() shouldBe "v2"
                    start(given(3), body = ::fetchById).await() shouldBe "v3"
                }
            }
        }

        test("AD08 can wait for a Deferred") {
            runTest {
                val deferred = CompletableDeferred<String>()
                taskScope {
                    val b = concat(start { deferred.await() }, fetch(1))
                    launch { deferred.complete("d") }
                    b.await() shouldBe "dv1"
                }
            }
        }

        test("AD09 that nobody awaits runs") {
            runTest {
                var ran = false
                taskScope {
                    start {
                        delay(5)
                        ran = true
                    }
                }
                ran shouldBe true
            }
        }

        test("AD10, AD11 waits for what it comes after, besides its arguments") {
            runTest {
                taskScope {
                    val order = fetch(30)
                    start(after = listOf(order)) { currentTime }.await() shouldBe 30
                    concat(fetch(10), given("!"), after = listOf(fetch(20))).await() shouldBe "v10!"
                    currentTime shouldBe 50
                }
            }
        }

        test("AD12 is skipped if what it comes after fails") {
            val failure = IllegalStateException("x")
            runTest {
                taskScope(onFailure = CONTINUE) {
                    var ran = false
                    val failing = start { throw failure }
                    val after = start(after = listOf(failing)) { ran = true }
                    start(settled(after)) { it }.await() shouldBe Outcome.Skipped(failure)
                    ran shouldBe false
                    shouldThrow<IllegalStateException> { after.await() } shouldBeSameInstanceAs failure
                }
            }
        }

        test("AD13 whose input fails fails with the same exception, and its body does not run") {
            val failure = IllegalStateException("x")
            runTest {
                taskScope(onFailure = CONTINUE) {
                    var ran = false
                    val failing =
                        start<String> {
                            delay(1)
                            throw failure
                        }
                    val consumer = start(failing) { ran = true }
                    shouldThrow<IllegalStateException> { consumer.await() } shouldBeSameInstanceAs failure
                    ran shouldBe false
                }
            }
        }

        test("AD14 whose sibling fails goes on with CONTINUE, and is cancelled without") {
            val failure = IllegalStateException("x")

            suspend fun siblings(mode: OnFailure): Boolean {
                var ended = false
                runCatching {
                    taskScope(onFailure = mode) {
                        start {
                            delay(20)
                            ended = true
                        }
                        start {
                            delay(10)
                            throw failure
                        }
                    }
                }.exceptionOrNull() shouldBeSameInstanceAs failure
                return ended
            }
            runTest {
                siblings(CONTINUE) shouldBe true
                siblings(CANCEL) shouldBe false
            }
        }

        test("AD15, AD17 can take inputs as they ended, and come after others") {
            val failure = IllegalStateException("x")
            runTest {
                taskScope(onFailure = CONTINUE) {
                    val bad = start<String> { throw failure }
                    val seen =
                        start(settled(bad), settled(fetch(1)), given("plain"), after = listOf(fetch(9))) { a, b, c ->
                            listOf(a, b, c, currentTime)
                        }
                    seen.await() shouldBe listOf(Outcome.Failed<String>(failure), Outcome.Succeeded("v1"), "plain", 9L)
                    start(orNull(bad), orNull(fetch(2))) { a, b -> a to b }.await() shouldBe (null to "v2")
                }
            }
        }

        test("AD16 of a function for settled inputs runs without any") {
            runTest {
                taskScope(onFailure = CONTINUE) {
                    val none = emptyList<Argument<Outcome<String>>>()
                    start(all(none)) { it.size }.await() shouldBe 0
                }
            }
        }

        test("AD15 cannot take inputs as they ended in a scope that ends with the first failure") {
            runTest {
                taskScope("page") {
                    val handle = fetch(1)
                    shouldThrow<IllegalStateException> { settled(handle) }.message shouldBe
                        "settled(fetchById-1) was called in scope 'page', which the failure of 'fetchById-1' would " +
                        "end before anybody could take it as data.\n  Open the scope with onFailure = CONTINUE."
                }
            }
        }

        test("that is cancelled does not cancel its inputs") {
            runTest {
                taskScope(onFailure = CONTINUE) {
                    val shared = fetch(10)
                    val cancelled = start(shared) { it }
                    val other = start(shared) { it }
                    cancelled.cancel()
                    testScheduler.runCurrent()
                    cancelled.isDone shouldBe true
                    other.await() shouldBe "v10"
                }
            }
        }

        test("AD18 that is cancelled has no value, and does not cancel who awaits it") {
            runTest {
                taskScope("s") {
                    val cancelled = start { awaitCancellation() }
                    testScheduler.runCurrent()
                    cancelled.cancel()
                    shouldThrow<TaskFailedException> { cancelled.await() }.message shouldBe
                        "Task 'task-1' in scope 's' was cancelled, so it has no value to wait for."
                }
            }
        }

        test("AD21, AD22 takes a list of handles through all, for variable parameters, too") {
            runTest {
                taskScope {
                    val three = listOf(fetch(3), fetch(1), fetch(2))
                    start(all(three)) { joined(*it.toTypedArray()) }.await() shouldBe "v3+v1+v2"
                    start(all(three + given("x"))) { it.last() }.await() shouldBe "x"
                }
            }
        }

        test("AD23 can be added while others run, by them, too") {
            runTest {
                taskScope {
                    val all = ConcurrentLinkedQueue<Int>()

                    fun countDown(n: Int): DelayedResult<*> = start {
                        delay(1)
                        all.add(n)
                        if (n > 0) countDown(n - 1)
                    }
                    countDown(100)
                    delay(1_000)
                    all shouldContainExactly (100 downTo 0).toList()
                }
            }
        }

        test("AD23 can be added by a task that goes on after the block has returned") {
            runTest {
                val made =
                    taskScope {
                        start {
                            delay(5)
                            fetch(1)
                        }
                    }
                made.await().await() shouldBe "v1"
            }
        }

        test("AD24 can be made from a table") {
            val table = listOf(Triple("c", 3, listOf("a", "b")), Triple("a", 1, listOf()), Triple("b", 2, listOf("a")))
            runTest {
                taskScope {
                    val rows = table.associateBy { it.first }
                    val started = HashMap<String, DelayedResult<Int>>()

                    fun of(id: String): DelayedResult<Int> = started[id] ?: rows.getValue(id).let { (_, load, needs) ->
                        start(all(needs.map { of(it) }), name = id) { load + it.sum() }.also { started[id] = it }
                    }
                    of("c").await() shouldBe 3 + 1 + (2 + 1)
                    started.values.map { it.name() }.toSet() shouldBe setOf("a", "b", "c")
                }
            }
        }
    }

    context("tasks of a scope") {
        test("are called after their function and the number of the call, also in coroutines and on threads") {
            val name = blockingSupplier("look") { Thread.currentThread().name }
            runTest {
                taskScope("s") {
                    fetch(1).name() shouldBe "fetchById-1"
                    start { currentCoroutineContext()[CoroutineName]?.name }.await() shouldBe "s/task-2"
                    name().await() shouldBe "s/look-3"
                    start(name = "mine") { }.name() shouldBe "mine"
                }
            }
        }

        test("see the caller's context and thread-locals") {
            val local = ThreadLocal.withInitial { "none" }
            runBlocking(Dispatchers.Default) {
                withContext(local.asContextElement("mine")) {
                    taskScope {
                        val all = List(20) { if (it % 2 == 0) start { local.get() } else startBlocking { local.get() } }
                        all.map { it.await() }.toSet() shouldBe setOf("mine")
                    }
                }
            }
        }

        test("have the policies of tasks in a weave") {
            runTest {
                val attempts = AtomicInteger()
                taskScope {
                    start(policy = Policy.retries(2)) {
                        if (attempts.incrementAndGet() < 3) error("again")
                        "third"
                    }.await() shouldBe "third"
                }
                shouldThrow<TaskTimeoutException> {
                    taskScope { start(policy = Policy.timeout(Duration.ofMillis(5))) { awaitCancellation() } }
                }
            }
        }

        test("keep to the scope's number of workers") {
            val running = AtomicInteger()
            val most = AtomicInteger()
            runBlocking(Dispatchers.Default) {
                taskScope(workers = 2) {
                    repeat(20) {
                        start {
                            most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
                            delay(2)
                            running.decrementAndGet()
                        }
                    }
                }
            }
            most.get() shouldBe 2
        }

        test("report a wait for each other instead of hanging") {
            runTest {
                taskScope("s", onFailure = CONTINUE) {
                    lateinit var second: DelayedResult<Int>
                    val first =
                        start(name = "first") {
                            delay(1)
                            second.await()
                        }
                    second = start(first, name = "second") { it + 1 }
                    val cycle = shouldThrow<WaitCycleException> { second.await() }
                    cycle.path() shouldBe listOf("first", "second", "first")
                }
            }
        }

        test("report a wait for each other over scopes in one another") {
            runTest {
                taskScope("outer", onFailure = CONTINUE) {
                    lateinit var inner: DelayedResult<Int>
                    val outer =
                        start(name = "o") {
                            delay(1)
                            inner.await()
                        }
                    taskScope("inner", onFailure = CONTINUE) {
                        inner = start(name = "i") { outer.await() }
                        // Only a task inside may wait for one inside: the outer one would go on when that has gone.
                        shouldThrow<IllegalStateException> { outer.await() }.message shouldBe
                            "Task 'o' in scope 'outer' waits for 'i', which is a task of scope 'inner', and that is " +
                            "not around it.\n  Pass its value in instead."
                    }
                }
            }
        }

        test("report a wait for the end of the scope that they are in") {
            inTime {
                runBlocking {
                    taskScope("outer", onFailure = CONTINUE) {
                        val known = CompletableDeferred<DelayedResult<Unit>>()
                        val task =
                            start(name = "t") {
                                taskScope("inner") { start(known.await(), name = "i") { } }
                                Unit
                            }
                        known.complete(task)
                        shouldThrow<WaitCycleException> { task.await() }.path() shouldBe listOf("i", "t", "i")
                    }
                }
            }
        }

        for (exit in listOf(Exit.WAIT, Exit.CANCEL)) {
            test("report a wait for a task whose scope waits for them, until that is over, with $exit") {
                inTime {
                    runBlocking {
                        taskScope("outer", onFailure = CONTINUE) {
                            val known = CompletableDeferred<DelayedResult<Int>>()
                            val entered = CompletableDeferred<Unit>()
                            val left = CompletableDeferred<Unit>()
                            val first =
                                start(name = "first") {
                                    entered.await()
                                    if (exit == Exit.CANCEL) left.await()
                                    known.await().await()
                                }
                            val second =
                                start(name = "second") {
                                    taskScope("inner", exit = exit) {
                                        start(first, name = "i") { }
                                        entered.complete(Unit)
                                    }
                                    left.complete(Unit)
                                    1
                                }
                            known.complete(second)
                            if (exit == Exit.CANCEL) {
                                first.await() shouldBe 1
                            } else {
                                val cycle = shouldThrow<WaitCycleException> { first.await() }
                                cycle.path() shouldBe listOf("first", "second", "first")
                            }
                        }
                    }
                }
            }
        }

        test("can take the results of the scope around, and weaves inside can await them") {
            runTest {
                taskScope {
                    val outer = fetch(5)
                    taskScope {
                        concat(outer, fetch(1)).await() shouldBe "v5v1"
                        start { weave { task { outer.await() } } }.await() shouldBe "v5"
                    }
                }
            }
        }

        test("are skipped if what they take of the scope around has failed") {
            val failure = IllegalStateException("x")
            runTest {
                taskScope(onFailure = CONTINUE) {
                    val failing =
                        start<String> {
                            delay(1)
                            throw failure
                        }
                    taskScope {
                        val before = start(failing) { it.length }
                        shouldThrow<IllegalStateException> { before.await() } shouldBeSameInstanceAs failure
                        val after = start(failing) { it.length }
                        shouldThrow<IllegalStateException> { after.await() } shouldBeSameInstanceAs failure
                    }
                }
            }
        }

        test("that wait for something outside do not keep a scope from ending") {
            runTest {
                taskScope(exit = Exit.CANCEL) {
                    val endless = start { awaitCancellation() }
                    lateinit var waiting: DelayedResult<Unit>
                    taskScope(exit = Exit.CANCEL) { waiting = start(endless) { } }
                    waiting.isDone shouldBe true
                }
            }
        }

        test("run on Unconfined, where they are started") {
            runBlocking(Dispatchers.Unconfined) {
                val seen = ArrayList<Int>()
                taskScope {
                    val a =
                        start {
                            seen.add(1)
                            start { seen.add(2) }
                            seen.add(3)
                        }
                    seen.add(4)
                    a.await()
                }
                seen shouldBe listOf(1, 2, 3, 4)
            }
        }

        test("are forgotten when they have ended, even those that led to a handle") {
            runBlocking(Dispatchers.Default) {
                val followers =
                    listOf<LiveScope.(DelayedResult<ByteArray>) -> DelayedResult<ByteArray>>(
                        { last -> start(last) { it.copyOf() } },
                        { last -> start(after = listOf(last)) { ByteArray(1_000) } },
                    )
                for (follower in followers) {
                    taskScope {
                        var last = start { ByteArray(1_000) }
                        val earlier = ArrayList<WeakReference<Any>>()
                        repeat(100) {
                            earlier += WeakReference(last)
                            last = follower(last)
                            last.await()
                        }
                        repeat(50) {
                            if (earlier.count { it.get() != null } > 3) {
                                System.gc()
                                delay(10)
                            }
                        }
                        (earlier.count { it.get() != null } <= 3) shouldBe true
                        last.value().size shouldBe 1_000
                    }
                }
            }
        }

        test("that are endless forget who has given up waiting for them") {
            runTest {
                val outside = this
                taskScope(exit = Exit.CANCEL) {
                    val endless = start<Unit> { awaitCancellation() }
                    val patiently: suspend () -> Unit = {
                        repeat(100) { withTimeoutOrNull(1.milliseconds) { endless.await() } }
                    }
                    patiently()
                    outside.launch { patiently() }.join()
                    generateSequence((endless as TaskNode<*>).waiters()) { it.next() }.count() shouldBe 1
                }
            }
        }

        test("AT02 called outside a scope run in the caller's coroutine") {
            val name = taskSupplier { currentCoroutineContext()[CoroutineName]?.name }
            val thread = blockingSupplier("find") { Thread.currentThread().name }
            runTest {
                withContext(CoroutineName("mine")) { name() shouldBe "mine" }
                thread() shouldBe "find/find"
                shouldThrow<IllegalStateException> { taskSupplier { error("x") }() }.message shouldBe "x"
            }
        }
    }
})
