package dev.wove.behaviour.context

import dev.wove.Policy
import dev.wove.Task
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.micrometer.context.ContextRegistry
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.slf4j.MDCContext
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.slf4j.MDC
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private const val KEY = "request"
private const val REGISTERED = "wove.behaviour.user"

/** What a body can find on its thread. */
private data class Seen(
    val mdc: String?,
    val registered: String?,
    val element: String?,
)

private val registered = ThreadLocal<String?>()
private val elementLocal = ThreadLocal<String?>()

/** A user's own element for threads. */
private class Own(
    private val value: String,
) : AbstractCoroutineContextElement(Own),
    ThreadContextElement<String?> {
    override fun updateThreadContext(context: CoroutineContext): String? =
        elementLocal.get().also { elementLocal.set(value) }

    override fun restoreThreadContext(context: CoroutineContext, oldState: String?) = elementLocal.set(oldState)

    companion object Key : CoroutineContext.Key<Own>
}

private fun seen() = Seen(MDC.get(KEY), registered.get(), elementLocal.get())

class CallerContextTest : FunSpec({
    beforeSpec {
        ContextRegistry.getInstance().registerThreadLocalAccessor(
            REGISTERED,
            { registered.get() },
            { registered.set(it) },
            { registered.remove() },
        )
    }
    afterSpec { ContextRegistry.getInstance().removeThreadLocalAccessor(REGISTERED) }

    beforeTest {
        MDC.put(KEY, "r-1")
        registered.set("ursula")
    }
    afterTest {
        MDC.clear()
        registered.remove()
    }

    /** Every place where a body can look, by name. */
    fun WeaveScope.everywhere(places: MutableMap<String, Seen>): Task<Unit> {
        val suspending by task {
            places["suspending"] = seen()
            delay(1)
            places["after delay"] = seen()
            withContext(Dispatchers.IO) { places["in withContext"] = seen() }
            places["after withContext"] = seen()
        }
        val blocking by blocking(suspending) { places["blocking"] = seen() }
        val afterBlocking by task(blocking) { places["after blocking"] = seen() }
        val items by each((1..20).toList(), afterBlocking, workers = 3) {
            if (it % 2 == 0) delay(1)
            places["item $it"] = seen()
        }
        val blockingItems by eachBlocking((1..20).toList(), workers = 3) { places["blocking item $it"] = seen() }
        var first = true
        val retried by task(items, retries = 1) {
            if (first) {
                first = false
                places["first attempt"] = seen()
                delay(1)
                error("again")
            }
            places["second attempt"] = seen()
        }
        var firstBlocking = true
        val retriedBlocking by blocking(blockingItems, retries = 1, timeout = 1.minutes) {
            if (firstBlocking) {
                firstBlocking = false
                error("again")
            }
            places["second attempt of a blocking body"] = seen()
        }
        val nested by task(retried, retriedBlocking) {
            weave("nested") {
                val deep by blocking { places["blocking in a nested weave"] = seen() }
                val deepest by task(deep) {
                    delay(1)
                    places["suspending in a nested weave"] = seen()
                }
                deepest
            }
        }
        return nested
    }

    val expected = Seen("r-1", "ursula", null)

    fun check(places: Map<String, Seen>, wanted: Seen) {
        places.filterValues { it != wanted }.shouldBeEmpty()
        places.size shouldBe 51
    }

    context("what the thread of the caller carries") {
        test("is on every thread of a weave on Dispatchers.Default") {
            val places = ConcurrentHashMap<String, Seen>()
            // As elements: what a coroutine sets on its thread by hand stays there when it goes on on another.
            withContext(Dispatchers.Default + MDCContext() + registered.asContextElement("ursula")) {
                weave { everywhere(places) }
            }
            check(places, expected)
        }

        test("is on every thread of a weave in runBlocking") {
            val places = ConcurrentHashMap<String, Seen>()
            runBlocking { weave { everywhere(places) } }
            check(places, expected)
            seen() shouldBe expected
        }

        test("is on every thread of a weave in runTest") {
            val places = ConcurrentHashMap<String, Seen>()
            runTest { weave { everywhere(places) } }
            check(places, expected)
            seen() shouldBe expected
        }

        test("is on every thread of a weave on Unconfined") {
            val places = ConcurrentHashMap<String, Seen>()
            runBlocking(Dispatchers.Unconfined) { weave { everywhere(places) } }
            check(places, expected)
        }

        test("is on every thread of weaveBlocking") {
            val places = ConcurrentHashMap<String, Seen>()
            weaveBlocking { everywhere(places) }
            check(places, expected)
            seen() shouldBe expected
        }

        test("is on every thread of a plan that was made elsewhere") {
            val places = ConcurrentHashMap<String, Seen>()
            MDC.clear()
            registered.remove()
            val plan = plan { everywhere(places) }
            MDC.put(KEY, "r-1")
            registered.set("ursula")
            Wove.run<Unit, RuntimeException>(plan)
            check(places, expected)
            places.clear()
            registered.set("other")
            val again = plan { everywhere(places) }
            runBlocking { again.run() }
            check(places, expected.copy(registered = "other"))
        }
    }

    context("thread elements of the caller's coroutine") {
        test("are on every thread of a weave") {
            val places = ConcurrentHashMap<String, Seen>()
            withContext(Dispatchers.Default + Own("mine") + MDCContext() + registered.asContextElement("ursula")) {
                weave { everywhere(places) }
            }
            check(places, Seen("r-1", "ursula", "mine"))
        }

        test("win over what the thread carries") {
            val places = ConcurrentHashMap<String, Seen>()
            runBlocking(MDCContext(mapOf(KEY to "r-2")) + Own("mine")) { weave { everywhere(places) } }
            check(places, Seen("r-2", "ursula", "mine"))
            seen() shouldBe expected
        }
    }

    context("elements of the caller's coroutine") {
        test("are in the context of every body, with the name replaced by that of weave and task") {
            class Plain : AbstractCoroutineContextElement(Key) {
                inner class Nothing
            }
            val plain = Plain()
            withContext(Dispatchers.Default + plain + CoroutineName("caller")) {
                weave("page") {
                    val first by task {
                        currentCoroutineContext()[Key] to currentCoroutineContext()[CoroutineName]?.name
                    }
                    val item by each(listOf(1)) {
                        delay(1)
                        currentCoroutineContext()[Key] to currentCoroutineContext()[CoroutineName]?.name
                    }
                    val second by task(first, item, retries = 1) {
                        delay(1)
                        first() shouldBe (plain to "page/first")
                        item() shouldBe listOf(plain to "page/item")
                        currentCoroutineContext()[Key] shouldBe plain
                        currentCoroutineContext().fold(
                            "",
                        ) { all, it -> if (it is CoroutineName) all + it.name else all } shouldBe
                            "page/second"
                        withContext(CoroutineName("own")) { currentCoroutineContext()[CoroutineName]?.name } shouldBe
                            "own"
                    }
                    second
                }
                currentCoroutineContext()[CoroutineName]?.name shouldBe "caller"
            }
        }
    }

    context("what the thread of a Java caller carries") {
        fun dev.wove.java.WeaveScope.everywhere(places: MutableMap<String, Seen>): Task<Long> {
            val task = task("task") { places["task"] = seen() }
            val here = with(Policy.onCaller()).task("here", task) { _ -> places["here"] = seen() }
            val stage = async("stage", here) { _ ->
                places["stage"] = seen()
                CompletableFuture.supplyAsync({ Thread.yield() }, { Thread(it).start() })
            }
            val afterStage = task("after stage", stage) { _ -> places["after stage"] = seen() }
            val stageAfterStage = async("stage after stage", stage) { _ ->
                places["stage after stage"] = seen()
                CompletableFuture.completedFuture(1)
            }
            val first = CompletableFuture<Boolean>()
            val retried = with(Policy.retries(1)).task("retried", afterStage, stageAfterStage) { _, _ ->
                if (first.complete(true)) error("again")
                places["second attempt"] = seen()
            }
            val stages = eachAsync("stages", listOf(1, 2, 3), retried) { item: Int, _ ->
                places["stage of item $item"] = seen()
                CompletableFuture.supplyAsync({ item }, { Thread(it).start() })
            }
            return forEach("items", stages) { item: Int -> places["item $item"] = seen() }
        }

        fun checkJava(places: Map<String, Seen>) {
            places.filterValues { it != expected }.shouldBeEmpty()
            places.size shouldBe 12
        }

        test("is on every thread of Wove.weave") {
            val places = ConcurrentHashMap<String, Seen>()
            Wove.weave<Long, RuntimeException>("java") { it.everywhere(places) } shouldBe 3
            checkJava(places)
            seen() shouldBe expected
        }

        test("is on every thread of Wove.weaveAsync") {
            val places = ConcurrentHashMap<String, Seen>()
            val future = Wove.weaveAsync("java") { it.everywhere(places) }
            MDC.clear()
            registered.remove()
            future.join() shouldBe 3
            checkJava(places)
        }

        test("is on every thread of Wove.launchWeave") {
            val places = ConcurrentHashMap<String, Seen>()
            val live = Wove.launchWeave("java") { it.everywhere(places) }
            MDC.clear()
            live.join() shouldBe 3
            checkJava(places)
        }
    }

    context("a thread that has run a body") {
        test("is clean of the caller's context and of what the body left behind") {
            withContext(Dispatchers.Default + MDCContext()) {
                weave {
                    val left by each((1..200).toList()) {
                        MDC.put("left", "behind")
                        if (it % 2 == 0) delay(1)
                        MDC.put("left again", "behind")
                    }
                    val leftBlocking by eachBlocking((1..50).toList()) { MDC.put("left", "behind") }
                    val leftSuspending by task {
                        MDC.put("left", "behind")
                        delay(1)
                        MDC.put("left", "behind")
                    }
                    task("all", left, leftBlocking, leftSuspending) {}
                }
            }
            Wove
                .weaveAsync("java") { w ->
                    w.async<Unit>("stage") {
                        MDC.put("left", "behind")
                        CompletableFuture.completedFuture(Unit)
                    }
                }.join()
            MDC.clear()
            registered.remove()
            onEveryPoolThread { MDC.getCopyOfContextMap().orEmpty() to seen() }
                .filter { it != emptyMap<String, String>() to Seen(null, null, null) } shouldBe emptyList()
            withContext(Dispatchers.Default) {
                weave {
                    eachBlocking((1..50).toList()) { MDC.getCopyOfContextMap().orEmpty() to seen() }
                }
            }.filter { it != emptyMap<String, String>() to Seen(null, null, null) } shouldBe emptyList()
        }

        test("is clean of what a blocking body left behind for a caller that carries nothing") {
            MDC.clear()
            registered.remove()
            repeat(20) {
                weave {
                    val left by blocking {
                        MDC.getCopyOfContextMap().orEmpty().also { MDC.put("left", "behind") }
                    }
                    left
                } shouldBe emptyMap()
            }
        }

        test("keeps what its own caller had put there") {
            runBlocking {
                weave {
                    val a by task { MDC.put("left", "behind") }
                    val b by task(a) {
                        delay(1)
                        MDC.get("left") shouldBe null
                    }
                    b
                }
            }
            MDC.get("left") shouldBe null
            seen() shouldBe expected
        }

        test("was named weave/task during a blocking body, and has its own name again") {
            val names = ConcurrentLinkedQueue<String>()
            val threads = ConcurrentHashMap.newKeySet<Thread>()
            val both = CyclicBarrier(2)
            Wove.weave<Int, RuntimeException>("page") { w ->
                val author = w.task("author") {
                    threads += Thread.currentThread()
                    names += Thread.currentThread().name
                    both.await(1, TimeUnit.MINUTES)
                }
                val books = w.task("books") {
                    threads += Thread.currentThread()
                    names += Thread.currentThread().name
                    both.await(1, TimeUnit.MINUTES)
                }
                w.task("page", author, books) { _, _ -> 1 }
            }
            names.sorted() shouldBe listOf("page/author", "page/books")
            // A thread gives the name back after it has told the end of the body.
            eventually(30.seconds) {
                for (thread in threads) if (thread.name.isNotEmpty()) thread.name shouldStartWith "wove-blocking-"
            }
        }

        test("has its own name again after a blocking body that failed on the caller's thread") {
            val name = Thread.currentThread().name
            runCatching {
                Wove.weave<Int, RuntimeException>("page") { w ->
                    w.with(Policy.onCaller()).task("here") {
                        error("no")
                    }
                }
            }
            Thread.currentThread().name shouldBe name
        }
    }
})

private object Key : CoroutineContext.Key<CoroutineContext.Element>

/** Asks all threads of Dispatchers.Default at once, so that none can answer twice. */
private fun <T> onEveryPoolThread(ask: () -> T): List<T> {
    val threads = maxOf(2, Runtime.getRuntime().availableProcessors())
    val all = CountDownLatch(threads)
    val answers = ConcurrentLinkedQueue<T>()
    val done = CompletableDeferred<Unit>()
    repeat(threads) {
        Dispatchers.Default.dispatch(
            kotlin.coroutines.EmptyCoroutineContext,
            Runnable {
                answers += ask()
                all.countDown()
                all.await(1, TimeUnit.MINUTES)
                if (answers.size == threads) done.complete(Unit)
            },
        )
    }
    runBlocking { done.await() }
    return answers.toList()
}
