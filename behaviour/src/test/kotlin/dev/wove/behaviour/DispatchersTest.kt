package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.Task
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.aliveOf
import dev.wove.behaviour.harness.case
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.await
import dev.wove.dsl.launchWeave
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.java.Wove
import dev.wove.test.sleep
import dev.wove.test.virtualTime
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import java.time.Duration.ofSeconds
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executor
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private const val WHERE = "the place is the subject"

/** A graph with everything in it that waits, blocks, is mapped, or ends early. */
private suspend fun graph(timeout: Duration? = 2.minutes): Int {
    val attempts = AtomicInteger()
    return weave("graph", workers = 40, timeout = timeout) {
        val numbers by blocking { List(100) { it } }
        val doubled by each(numbers, workers = 4, timeout = 1.minutes, retries = 1) {
            if (it % 10 == 0) yield()
            it * 2
        }
        val more by eachBlocking(doubled, workers = 3, timeout = 1.minutes) { it + 1 }
        val flowing by each(listOf(1, 2, 3).asFlow(), workers = 2) { it }
        val hangs by task<Int>(timeout = 20.milliseconds, policy = Policy.fallback { 1_000 }) { awaitCancellation() }
        val blocked by blocking(timeout = 20.milliseconds, policy = Policy.fallback { 2_000 }) {
            Gate().awaitOpenInterruptibly()
            0
        }
        val flaky by task(retries = 2) { if (attempts.getAndIncrement() < 2) throw IOException("x") else 10_000 }
        val nested by task { weave { each(listOf(1, 2)) { it } }.sum() }
        val all by task(more, flowing, hangs, blocked, flaky, nested) {
            more().sum() + flowing().sum() + hangs() + blocked() + flaky() + nested()
        }
        all
    }
}

// 100 odd numbers, 1 + 2 + 3, the two fallbacks, the flaky one, 1 + 2
private const val VALUE = 10_000 + 6 + 1_000 + 2_000 + 10_000 + 3

/** A task of each kind, with and without a policy, plain and mapped, in a row; one of them takes a second. */
private fun WeaveScope.withEachKind(): Task<Int> {
    val a by blocking { 1 }
    val b by blocking(a, retries = 1) { a() + 1 }
    val c by blocking(b, policy = Policy.onCaller()) { b() + 1 }
    val d by task(c, retries = 1) {
        delay(1.seconds)
        c() + 1
    }
    val e by eachBlocking(List(10) { it }, d, workers = 3) { it }
    val f by eachBlocking(e, retries = 1) { it }
    val g by each(f) {
        yield()
        it
    }
    val all by task(d, g) { d() + g().sum() }
    return all
}

private const val SUM = 4 + 45

private fun Gate.awaitOpenInterruptibly() {
    val open = CompletableFuture<Unit>()
    check(!isOpen)
    open.get(1, TimeUnit.MINUTES)
}

/** Does not take the engine's dispatch of that number. To resume others is kotlinx.coroutines' affair. */
private class FailsOnce(
    private val at: Int,
) : CoroutineDispatcher() {
    val failure = IllegalStateException("no. $at is not taken")
    private val count = AtomicInteger()

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        if (block.javaClass.name.startsWith("dev.wove.") && count.incrementAndGet() == at) throw failure
        Dispatchers.Default.dispatch(context, block)
    }
}

class DispatchersTest : FunSpec({
    context("a weave with everything in it") {
        val single = Executors.newSingleThreadExecutor { Thread(it, "single").apply { isDaemon = true } }
        val places: Map<String, CoroutineDispatcher> =
            mapOf(
                "Default" to Dispatchers.Default,
                "IO" to Dispatchers.IO,
                "limitedParallelism(1)" to Dispatchers.Default.limitedParallelism(1),
                "Unconfined" to Dispatchers.Unconfined,
                "a single thread" to single.asCoroutineDispatcher(),
            )
        for ((name, dispatcher) in places) {
            case("rule-3 rule-11 rule-12", "runs on $name, again and again", once = WHERE) {
                withContext(dispatcher) { repeat(5) { graph() shouldBe VALUE } }
            }
        }

        case("rule-3 rule-11 rule-12", "runs where only other threads need a dispatch", once = WHERE) {
            val main = ImmediateDispatcher(single)
            inTime {
                runBlocking {
                    withContext(main) {
                        graph() shouldBe VALUE
                        weave {
                            val read by blocking { 1 }
                            val more by blocking(read) {
                                // Ends when the thread has nothing more to do with the weave.
                                single.submit { }.get()
                                read() + 1
                            }
                            val fetched by task(more) { CompletableFuture.supplyAsync { more() + 1 }.await() }
                            val all by task(more, fetched) { more() + fetched() }
                            all
                        } shouldBe 5
                    }
                }
            }
        }

        case(
            "rule-3",
            "keeps other threads busy with a few wake-ups, not one a weave, in a row of small ones",
            once = WHERE,
        ) {
            // While all other threads are busy, what the row has sent stays where it is.
            val alive =
                onLastThreadOfDefault {
                    repeat(1_000) { small() shouldBe 3 }
                    aliveOf("dev.wove.internal.engine.loop.WakeUp")
                }
            // A weave that takes a millisecond, as in a cold JVM, gives the thread back, and then there is one more.
            alive shouldBeInRange 1..200
        }

        case("rule-3", "is dispatched with its own context after others in a row of small ones", once = WHERE) {
            val withheld = WithheldDispatcher()
            val row: suspend () -> Unit = {
                withContext(Route("first")) { small() }
                withContext(Route("second")) { small() }
            }
            row.startCoroutine(Continuation(withheld) { it.getOrThrow() })
            withheld.runAll()
            withheld.routes shouldContainAll listOf("first", "second")
        }

        case("rule-3 rule-11", "starts what a blocking body adds where it belongs", once = WHERE) {
            val main = ImmediateDispatcher(single)
            inTime {
                runBlocking {
                    withContext(main) {
                        taskScope { startBlocking { start { Thread.currentThread().name } }.await().await() }
                    }
                }
            } shouldStartWith "single"
        }

        case("rule-3 rule-18", "runs in weaveTest", once = WHERE) {
            weaveTest {
                weave("graph", timeout = 2.minutes) {
                    val slow by eachBlocking(listOf(1, 2, 3), workers = 2, timeout = 1.minutes) {
                        it.also { virtualTime.sleep(50.seconds) }
                    }
                    val hangs by blocking(timeout = 20.milliseconds, policy = Policy.fallback { 1_000 }) {
                        virtualTime.sleep(1.minutes)
                        0
                    }
                    val all by task(slow, hangs) { slow().sum() + hangs() }
                    all
                } shouldBe 1_006
                currentTime shouldBe 100_000
            }
        }

        case("rule-3 rule-18", "runs in weaveTest where nothing is dispatched, and each task ends once", once = WHERE) {
            weaveTest(UnconfinedTestDispatcher()) {
                weave { withEachKind() } shouldBe SUM
                launchWeave { withEachKind() }.await() shouldBe SUM
                // Threads of the pool run what comes next here.
                weave(workers = 2, maxBlocking = 1) { withEachKind() } shouldBe SUM
                weaveResult(onFailure = OnFailure.CONTINUE) { withEachKind() }.value() shouldBe SUM
                weave { task { weave { withEachKind() } } } shouldBe SUM
                weave { blocking { weaveBlocking { blocking { 1 } } } } shouldBe 1
                weave {
                    blocking {
                        Wove.weave<Int, Exception>(
                            "java",
                        ) { w -> w.async("later") { virtualTime.after(ofSeconds(1), 3) } }
                    }
                } shouldBe 3
                currentTime shouldBe 6_000
            }
        }

        case("rule-3 rule-18", "fails in weaveTest where nothing is dispatched as it does elsewhere", once = WHERE) {
            weaveTest(UnconfinedTestDispatcher()) {
                repeat(20) {
                    val failure = IOException("no. $it")
                    shouldThrow<IOException> {
                        weave {
                            val fails by blocking<Int> { throw failure }
                            val beside by blocking { virtualTime.sleep(1.hours) }
                            val items by eachBlocking(List(4) { it }) { virtualTime.sleep(1.hours) }
                            val all by task(fails, beside, items) { fails() }
                            all
                        }
                    } shouldBeSameInstanceAs failure
                }
                currentTime shouldBe 0
            }
        }

        case("rule-3 rule-11 rule-12", "runs in runBlocking", once = WHERE) {
            runBlocking { repeat(5) { graph() shouldBe VALUE } }
        }

        case("rule-3 rule-18", "runs in runTest, where blocking bodies time out in real time", once = WHERE) {
            // The weave itself is timed by virtual time, which does not wait for blocking bodies here.
            runTest { repeat(5) { graph(timeout = null) shouldBe VALUE } }
        }

        case("rule-3 rule-11 rule-12", "runs without a dispatcher", once = WHERE) {
            repeat(5) { withoutDispatcher { graph() }.get(1, TimeUnit.MINUTES) shouldBe VALUE }
        }

        case("rule-5 rule-11", "ends with what a dispatcher throws, whichever dispatch it is", once = WHERE) {
            var failed = 0
            for (dispatch in 1..20) {
                val dispatcher = FailsOnce(dispatch)
                val result =
                    withContext(dispatcher) {
                        weaveResult("w") {
                            val a by blocking { 1 }
                            val items by each(List(200) { it }) { it }
                            val blocks by eachBlocking(List(5) { it }) { it }
                            val some = List(5) { i -> task("t$i", a) { a() } }
                            task("all", items, blocks, *some.toTypedArray()) { some.sumOf { it() } }
                        }
                    }
                if (result.failure() == null) {
                    result["all"] shouldBe 5
                } else {
                    result.failure() shouldBeSameInstanceAs dispatcher.failure
                    failed++
                }
            }
            // How many there are differs, but a mapped task and a blocking body need some.
            failed shouldBeGreaterThan 2
        }

        case("rule-5 rule-11", "fails a launched weave whose start a dispatcher does not take", once = WHERE) {
            val dispatcher = FailsOnce(1)
            val live = CoroutineScope(dispatcher).launchWeave("w") { task { 1 } }
            live.result().failure() shouldBeSameInstanceAs dispatcher.failure
        }

        case("rule-5", "throws the same instance without a dispatcher", once = WHERE) {
            val down = IOException("down")
            val thrown =
                withoutDispatcher {
                    try {
                        weave<Int> {
                            val a by blocking { 1 }
                            val b by task<Int>(a) { throw down }
                            b
                        }
                        null
                    } catch (e: IOException) {
                        e
                    }
                }
            thrown.get(1, TimeUnit.MINUTES) shouldBeSameInstanceAs down
        }
    }
})

/** Like `Dispatchers.Main.immediate`: whether a dispatch is needed depends on the thread that asks. */
private class ImmediateDispatcher(
    private val executor: Executor,
) : CoroutineDispatcher() {
    override fun isDispatchNeeded(context: CoroutineContext): Boolean =
        !Thread.currentThread().name.startsWith("single")

    override fun dispatch(context: CoroutineContext, block: Runnable) = executor.execute(block)
}

/** Like a suspending `main`: no Job, no dispatcher. */
private fun <T> withoutDispatcher(block: suspend () -> T): CompletableFuture<T> {
    val ended = CompletableFuture<T>()
    block.startCoroutine(
        object : Continuation<T> {
            override val context: CoroutineContext get() = EmptyCoroutineContext

            override fun resumeWith(result: Result<T>) {
                result.fold({ ended.complete(it) }, { ended.completeExceptionally(it) })
            }
        },
    )
    return ended
}

private class Route(
    val name: String,
) : AbstractCoroutineContextElement(Route) {
    companion object Key : CoroutineContext.Key<Route>
}

/** Runs nothing until it is told to, and notes the routes it was asked to take. */
private class WithheldDispatcher : CoroutineDispatcher() {
    private val blocks = ArrayDeque<Runnable>()
    val routes = mutableSetOf<String?>()

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        blocks += block
        routes += context[Route]?.name
    }

    fun runAll() {
        while (blocks.isNotEmpty()) blocks.removeFirst().run()
    }
}

private suspend fun small(): Int = weave {
    val a by task { 1 }
    val b by task { 2 }
    task(a, b) { a() + b() }
}

/** Runs [block] on `Dispatchers.Default` while all its threads but one are busy. */
private suspend fun <T> onLastThreadOfDefault(block: suspend () -> T): T = coroutineScope {
    val others = maxOf(2, Runtime.getRuntime().availableProcessors()) - 1
    val busy = CountDownLatch(others)
    val done = Gate()
    repeat(others) {
        launch(Dispatchers.Default) {
            busy.countDown()
            done.awaitOpen()
        }
    }
    try {
        busy.await(1, TimeUnit.MINUTES) shouldBe true
        withContext(Dispatchers.Default) { block() }
    } finally {
        done.open()
    }
}
