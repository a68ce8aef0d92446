package dev.wove.behaviour.stall

import dev.wove.Backoff
import dev.wove.Policy
import dev.wove.StallReport
import dev.wove.StallReport.Wait
import dev.wove.Task
import dev.wove.WaitCycleException
import dev.wove.WeaveOptions
import dev.wove.behaviour.golden.Golden
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.WoveLog
import dev.wove.dsl.Limiter
import dev.wove.dsl.LiveWeave
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.await
import dev.wove.dsl.launchWeave
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.taskSupplier
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.internal.pool.BlockingPool
import dev.wove.internal.run.RealStallReport
import dev.wove.test.weaveTest
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import java.time.Duration.ofHours
import java.time.Duration.ofMillis
import java.time.Duration.ofMinutes
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.thread
import kotlin.concurrent.withLock
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private fun <R> launched(
    name: String,
    workers: Int? = null,
    maxBlocking: Int? = null,
    block: WeaveScope.() -> Task<R>,
): LiveWeave<R> = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    .launchWeave(name, workers = workers, maxBlocking = maxBlocking, block = block)

/** The report once it is as a stalled weave leaves it, which takes a moment after its bodies have said that they run. */
private suspend fun LiveWeave<*>.report(isStalled: (StallReport) -> Unit): StallReport = eventually(30.seconds) {
    stallReport().also(isStalled)
}

/** The text without what differs from run to run: of stacks, the frames of this file. */
private fun textOf(report: StallReport) = Golden
    .withoutFrames(report.toString(), "StallTest")
    .replace(Regex("\\d+(\\.\\d+)? m?s\\b"), "TIME")
    .replace(Regex(" @\\S+#\\d+"), "") // with assertions on, kotlinx names the coroutine after the thread
    .replace(Regex("(waits for )lock \\S+ held"), "$1lock LOCK held")

private fun StallReport.isIn(frame: String, task: String) {
    pending(task).waitsFor() shouldBe Wait.BODY
    pending(task).stack().any { frame in it.methodName } shouldBe true
}

class StallTest : FunSpec({
    context("seeded stalls") {
        test("slot starvation: who has the slots and who waits for them") {
            val gate = Gate()
            val weave =
                launched("post-page", workers = 1) {
                    val ads by blocking { gate.awaitOpen() }
                    val post by task { 7 }
                    val page by task(ads, post) { post() }
                    page
                }
            val report = weave.report {
                it.pending("post").waitsFor() shouldBe Wait.SLOT
                it.isIn("awaitOpen", "ads")
            }
            report.pending("post").on() shouldContainExactly listOf("workers")
            report.pending("page").on() shouldContainExactly listOf("ads", "post")
            report.limits().single() shouldBe
                RealStallReport.Limit("workers", 1, 1, listOf("ads"), listOf("post"))
            Golden.check("stall/slot-starvation", textOf(report) + "\n")
            gate.open()
            weave.await() shouldBe 7
        }

        test("a blocking weave nested on a full pool: Wove's own lends its slot, a user's dispatcher is named") {
            weaveBlocking("outer", maxBlocking = 1) {
                blocking { weaveBlocking("inner") { blocking { 1 } } }
            } shouldBe 1

            val executor =
                ThreadPoolExecutor(1, 2, 1, TimeUnit.MINUTES, LinkedBlockingQueue()) { Thread(it, "the-only-one") }
            val pool = executor.asCoroutineDispatcher()
            val elsewhere = Gate()
            val weave =
                CoroutineScope(SupervisorJob() + pool).launchWeave("outer") {
                    val page by task {
                        runBlocking {
                            weave("inner") {
                                task {
                                    elsewhere.open()
                                    withContext(pool) { elsewhere.isOpen }
                                }
                            }
                        }
                    }
                    val ads by task { 1 }
                    val all by task(page, ads) { page() }
                    all
                }
            elsewhere.awaitOpen()
            val report = weave.report { it.pending("page").waitsFor() shouldBe Wait.BODY }
            report.pending("page").thread() shouldStartWith "the-only-one"
            report.pending("ads").waitsFor() shouldBe Wait.THREAD
            report.pending("ads").on().single() shouldBe pool.toString()
            textOf(report) shouldContain "ads   is ready and waits for a thread of "
            executor.corePoolSize = 2
            weave.await() shouldBe true
            executor.shutdown()
        }

        test("a task awaiting itself: Wove tells it; through its own Deferred it is named") {
            shouldThrow<WaitCycleException> {
                weave("post-page") {
                    lateinit var self: Task<Int>
                    self = task("post") { self.await() }
                    self
                }
            }.message shouldStartWith
                "Task 'post' in weave 'post-page' awaits 'post', which waits for it: post -> post."

            val handle = CompletableDeferred<LiveWeave<*>>()
            val running = Gate()
            val weave =
                launched("post-page") {
                    task("post") {
                        running.open()
                        handle.await()["post"].await()
                    }
                }
            handle.complete(weave)
            running.awaitOpen()
            val report = weave.report { it.pending("post").waitsFor() shouldBe Wait.SUSPENDED }
            textOf(report) shouldContain "  post  is suspended by its body, started TIME ago"
            weave.cancel()
            weave.join()
        }

        test("a future nobody completes: the tasks that wait for it, and those that wait for them") {
            val nobody = CompletableDeferred<Int>()
            val weave =
                launched("post-page") {
                    val post by task { nobody.await() }
                    val ads by task { post.await() }
                    val nested by task { weave("inner") { task("deep") { nobody.await() } } }
                    val page by task(post, ads, nested) { post() }
                    page
                }
            val report = weave.report {
                it.pending("post").waitsFor() shouldBe Wait.SUSPENDED
                it.pending("ads").waitsFor() shouldBe Wait.TASK
                it.pending("nested").nested().single().pending("deep").waitsFor() shouldBe Wait.SUSPENDED
            }
            textOf(report) shouldBe """
                |Weave 'post-page' has run for TIME: 0 of 4 tasks have ended.
                |  post    is suspended by its body, started TIME ago
                |  ads     awaits post, started TIME ago
                |  nested  waits for the weave inside it, started TIME ago
                |    Weave 'inner' has run for TIME: 0 of 1 task has ended.
                |      deep  is suspended by its body, started TIME ago
                |  page    waits for its inputs: post, ads, nested
            """.trimMargin()
            nobody.complete(7)
            weave.await() shouldBe 7
        }

        test("a lock held elsewhere: where the body is, and who holds the lock") {
            val lock = ReentrantLock()
            val monitor = Any()
            val holds = Gate()
            val mayLetGo = Gate()
            val holder =
                thread(name = "holder") {
                    lock.withLock {
                        synchronized(monitor) {
                            holds.open()
                            mayLetGo.awaitOpen()
                        }
                    }
                }
            holds.awaitOpen()
            val weave =
                launched("post-page") {
                    val post by blocking { lock.withLock { 7 } }
                    val ads by task { synchronized(monitor) { 1 } }
                    val page by task(post, ads) { post() }
                    page
                }
            val report = weave.report {
                it.isIn("lock", "post")
                it.pending("ads").waitsFor() shouldBe Wait.BODY
                if (!BlockingPool.isVirtual()) it.pending("post").on() shouldHaveSize 1
                it.pending("ads").on() shouldHaveSize 1
            }
            report.pending("ads").on().single() shouldContain "held by thread 'holder'"
            textOf(report) shouldContain Regex("ads +runs on thread '.*', waits for lock LOCK held by thread 'holder'")
            report.pending("ads").stack().any { "StallTest" in it.className } shouldBe true
            mayLetGo.open()
            holder.join()
            weave.await() shouldBe 7
        }

        test("a body ignoring its interrupt: it was told to stop, and where it is") {
            val running = Gate()
            val gate = Gate()
            val weave =
                launched("post-page") {
                    blocking("stubborn") {
                        running.open()
                        while (!gate.isOpen) {
                            try {
                                gate.awaitOpen()
                            } catch (_: Throwable) {
                                // That is what is wrong with it.
                            }
                        }
                    }
                }
            running.awaitOpen()
            weave.cancel()
            val report = weave.report {
                it.stopping() shouldBe true
                it.pending("stubborn").stopping() shouldBe true
                it.isIn("awaitOpen", "stubborn")
            }
            textOf(report) shouldContain
                "stubborn  runs on thread 'post-page/stubborn', started TIME ago; was told to stop"
            gate.open()
            weave.join()
        }
    }

    context("what else a task waits for") {
        test("a shared limiter, which another weave has") {
            val limiter = Limiter(concurrent = 1)
            val gate = Gate()
            val one = launched("one") { blocking("holder", policy = Policy.limit(limiter)) { gate.awaitOpen() } }
            one.report { it.limits().single().heldBy() shouldContainExactly listOf("holder") }
            val two = launched("two") { task("waiter", policy = Policy.limit(limiter)) { 1 } }
            val report = two.report { it.pending("waiter").waitsFor() shouldBe Wait.SLOT }
            textOf(report) shouldBe """
                |Weave 'two' has run for TIME: 0 of 1 task has ended.
                |  waiter  waits for a slot of Limiter(1 at once)
                |  Limiter(1 at once): 1 of 1 taken by 1 body elsewhere; waited for by waiter
            """.trimMargin()
            gate.open()
            one.await()
            two.await() shouldBe 1
        }

        test("names that would break its lines") {
            val gate = Gate()
            val weave = launched("post\npage") { blocking("a\u001b[2J\u009bb") { gate.awaitOpen() } }
            val text = weave.report { it.isIn("awaitOpen", "a?[2J?b") }.toString()
            text shouldContain "Weave 'post?page'"
            text shouldContain "  a?[2J?b  "
            gate.open()
            weave.await()
        }

        test("its pace and its backoff") {
            val attempts = CompletableDeferred<Unit>()
            val backoff = Policy.retries(1).backoff(Backoff.constant(ofHours(1)))
            val weave =
                launched("post-page") {
                    val again by task(policy = backoff) {
                        attempts.complete(Unit)
                        error("no")
                    }
                    val paced by each(listOf(1, 2), perMinute = 1) { it }
                    task("all", again, paced) { }
                }
            attempts.await()
            val report = weave.report {
                it.pending("again").waitsFor() shouldBe Wait.BACKOFF
                it.pending().any { each -> each.item() >= 0 && each.waitsFor() == Wait.RATE } shouldBe true
                ("2 of 2 items, 1 under way" in textOf(it)) shouldBe true
            }
            textOf(report).replace(Regex("item \\d"), "item N") shouldBe """
                |Weave 'post-page' has run for TIME: 0 of 3 tasks have ended.
                |  again          waits to be tried again, started TIME ago
                |  paced          has begun 2 of 2 items, 1 under way, started TIME ago
                |  paced, item N  waits for its turn under perMinute
                |  all            waits for its inputs: again, paced
            """.trimMargin()
            weave.cancel()
            weave.join()
        }

        test("items that block, each with its stack") {
            val gate = Gate()
            val weave =
                launched("offers", maxBlocking = 1) {
                    eachBlocking(listOf("a", "b", "c"), name = "offers", workers = 2) {
                        gate.awaitOpen()
                        it
                    }
                }
            val report = weave.report {
                it.pending().map { each -> each.waitsFor() }.toSet() shouldBe setOf(Wait.ITEMS, Wait.BODY, Wait.SLOT)
            }
            report.limits().single().taken() shouldBe 1
            report.limits().single().waitedForBy() shouldHaveSize 1
            gate.open()
            weave.await() shouldBe listOf("a", "b", "c")
        }
    }

    test("a weave of many tasks shows what the others wait for, and counts those") {
        val nobody = CompletableDeferred<Int>()
        val weave =
            launched("wide") {
                val last = ref<Int>("last")
                val all = List(500) { i -> task("t$i", last) { last() } }
                task("last") { nobody.await() }
                task("end", inputs = all.toTypedArray()) { }
            }
        val lines = textOf(weave.report { it.pending("last").waitsFor() shouldBe Wait.SUSPENDED }).lines()
        lines shouldHaveSize 102
        lines[1] shouldBe "  last  is suspended by its body, started TIME ago"
        lines[2] shouldBe "  t0    waits for its inputs: last"
        lines.last() shouldBe "  ... (502 in all)"
        nobody.complete(1)
        weave.await()
    }

    test("a scope reports on its block and its calls, and is not quiet while it has none") {
        WoveLog("open-scope").use { log ->
            weaveTest {
                val nobody = CompletableDeferred<Int>()
                val slow = taskSupplier("slow") { nobody.await() }
                val next = taskFunction<Int, Int>("next") { it + 1 }
                val options = WeaveOptions.stallAfter(ofMinutes(1))
                val scope = launch {
                    taskScope("open-scope", options = options) {
                        delay(3.hours)
                        next(slow()).await()
                    }
                }
                delay(3.hours - 1.seconds)
                log.isEmpty shouldBe true
                delay(5.minutes)
                val report = StallReport.ofAll().single { it.weave() == "open-scope" }
                textOf(report) shouldBe """
                    |Scope 'open-scope' has run for TIME: 0 of 2 tasks have ended.
                    |  block   awaits next-2
                    |  slow-1  is suspended by its body, started TIME ago
                    |  next-2  waits for its inputs: slow-1
                """.trimMargin()
                nobody.complete(7)
                scope.join()
            }
            log.next() shouldContain "Scope 'open-scope' has made no progress for 60 s"
            log.isEmpty shouldBe true
        }
    }

    test("reports on all weaves that were launched or are watched, once, and on none that has completed") {
        val gate = Gate()
        val nested = Gate()
        val launched =
            launched("launched") {
                task("around") {
                    coroutineScope {
                        launchWeave("inside") {
                            blocking("in") {
                                nested.open()
                                gate.awaitOpen()
                            }
                        }.await()
                    }
                }
            }
        nested.awaitOpen()
        val watched =
            CoroutineScope(Dispatchers.Default).async {
                weave("watched", options = WeaveOptions.stallAfter(ofHours(1))) { blocking("out") { gate.awaitOpen() } }
            }

        fun ours() = StallReport.ofAll().filter { it.weave() in setOf("launched", "inside", "watched") }
        eventually(30.seconds) { ours().map { it.weave() } shouldContainExactly listOf("launched", "watched") }
        ours().first().pending("around").nested().single().weave() shouldBe "inside"
        gate.open()
        launched.await()
        watched.await()
        ours().shouldBeEmpty()
    }

    context("stallAfter") {
        test("logs a report after a quiet time, and again after twice that") {
            WoveLog("quiet-page").use { log ->
                val gate = Gate()
                val options = WeaveOptions.stallAfter(ofMillis(20))
                val weave =
                    CoroutineScope(SupervisorJob() + Dispatchers.Default)
                        .launchWeave("quiet-page", options = options) { blocking("post") { gate.awaitOpen() } }
                val first = log.next()!!
                first shouldContain Regex("Weave 'quiet-page' has made no progress for \\d+ ms, having run for \\d+ ms")
                first shouldContain "  post  runs on thread 'quiet-page/post"
                log.next() shouldContain "Weave 'quiet-page' has made no progress for "
                gate.open()
                weave.await()
            }
        }

        test("tells the time of a test, once") {
            WoveLog("virtual-page").use { log ->
                weaveTest {
                    val nobody = CompletableDeferred<Int>()
                    val options = WeaveOptions.stallAfter(ofMinutes(1))
                    val weave = launchWeave("virtual-page", options = options) { task("post") { nobody.await() } }
                    delay(3.hours)
                    nobody.complete(7)
                    weave.await() shouldBe 7
                }
                log.next() shouldBe """
                    |Weave 'virtual-page' has made no progress for 60 s, having run for 75 s: 0 of 1 task has ended.
                    |  post  is suspended by its body, started 75 s ago
                """.trimMargin()
                log.isEmpty shouldBe true
            }
        }

        test("says nothing while anything goes on, in a weave inside it, too") {
            WoveLog("busy-page").use { log ->
                var attempts = 0
                weaveTest {
                    weave("busy-page", options = WeaveOptions.stallAfter(ofMinutes(1))) {
                        val items by each(List(10) { it }, workers = 1) { delay(50.seconds) }
                        val inner by task(items) {
                            weave("inner") {
                                (1..5).fold(task("t0") { 0 }) { before, i ->
                                    task("t$i", before) {
                                        delay(50.seconds)
                                        i
                                    }
                                }
                            }
                        }
                        val again by task(inner, retries = 5) {
                            delay(50.seconds)
                            if (attempts++ < 5) error("again")
                        }
                        again
                    }
                }
                log.isEmpty shouldBe true
            }
        }

        test("tells of a body that hangs in a scope inside it that has nothing to do") {
            WoveLog("around-page").use { log ->
                weaveTest {
                    val nobody = CompletableDeferred<Int>()
                    val weave = launchWeave("around-page", options = WeaveOptions.stallAfter(ofMinutes(1))) {
                        task("post") { taskScope("inside-page") { nobody.await() } }
                    }
                    delay(3.hours)
                    nobody.complete(7)
                    weave.await() shouldBe 7
                }
                log.next() shouldContain "Weave 'around-page' has made no progress for "
            }
        }
    }
})
