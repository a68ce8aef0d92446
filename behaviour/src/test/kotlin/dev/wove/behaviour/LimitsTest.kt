package dev.wove.behaviour

import dev.wove.Backoff
import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.NotExpressible
import dev.wove.behaviour.harness.ONLY_ITEM_KINDS
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.each
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.harness.itemKinds
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import dev.wove.test.WeaveTests
import dev.wove.test.sleep
import dev.wove.test.virtualTime
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.withContext
import java.io.IOException
import java.time.Duration.ofMillis
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

private const val ENGINE = "one place of the engine, below the faces"

/** Counts how many are inside at once. */
private class Peak {
    private val inside = AtomicInteger()
    private val highest = AtomicInteger()
    val value: Int get() = highest.get()

    inline fun <T> inside(body: () -> T): T {
        highest.accumulateAndGet(inside.incrementAndGet(), Math::max)
        try {
            return body()
        } finally {
            inside.decrementAndGet()
        }
    }
}

class LimitsTest : FunSpec({
    everyCell(kinds = itemKinds, leftOut = ONLY_ITEM_KINDS) {
        case("L01 rule-12", "runs as many items at once as there are workers, and no more") {
            inVirtualTime {
                val peak = Peak()
                run {
                    each<Int, Int>("items", List(6) { it }, policy = Policy.workers(2)) {
                        peak.inside { sleep(100) }
                        it
                    }
                } shouldBe List(6) { it }
                peak.value shouldBe 2
                now shouldBe 300
            }
        }

        case("L03 L04 rule-12", "paces items evenly, the first at once, and keeps their order") {
            inVirtualTime {
                run {
                    each<Int, Int>("items", List(4) { it }, policy = Policy.perMinute(60)) {
                        note()
                        it
                    }
                } shouldBe List(4) { it }
                noted shouldBe listOf(0L, 1_000L, 2_000L, 3_000L)
            }
        }

        case("L05 rule-12", "waits for whichever is slower, the pace or the workers") {
            inVirtualTime {
                run {
                    each<Int, Int>("items", List(4) { it }, policy = Policy.perMinute(600).workers(1)) {
                        note()
                        sleep(250)
                        it
                    }
                }
                noted shouldBe listOf(0L, 250L, 500L, 750L)
            }
        }

        case("L06 rule-12", "paces every attempt of an item") {
            inVirtualTime {
                run {
                    each<Int, Int>("items", listOf(7), policy = Policy.perMinute(60).retries(2)) {
                        if (note() < 2) throw IOException("x")
                        it
                    }
                } shouldBe listOf(7)
                noted shouldBe listOf(0L, 1_000L, 2_000L)
            }
        }

        case("L08", "a list as long as maxPending runs") {
            run { each<Int, Int>("items", listOf(1, 2), policy = Policy.none().maxPending(2)) { it } } shouldBe
                listOf(1, 2)
        }

        case("L09", "what depends on a task with maxPending gets all its values") {
            run {
                val items = each<Int, Int>("items", List(50) { it }, policy = Policy.none().maxPending(2)) { it }
                task("size", items) { items().size }
            } shouldBe 50
        }
    }

    everyCell {
        case("L06 rule-12", "paces every attempt of a task") {
            inVirtualTime {
                run {
                    task("a", policy = Policy.retries(2).perMinute(120)) {
                        if (note() < 2) throw IOException("x")
                        7
                    }
                } shouldBe 7
                noted shouldBe listOf(0L, 500L, 1_000L)
            }
        }

        case("rule-12", "the workers of a weave cap all its bodies") {
            inVirtualTime {
                val peak = Peak()
                run(options = WeaveOptions.workers(3)) {
                    val all = List(7) { n -> task("t$n") { peak.inside { sleep(100) } } }
                    task("end", after = all) { now }
                } shouldBe 300
                peak.value shouldBe 3
            }
        }

        case("L13 rule-12", "a backoff holds no slot: another task runs meanwhile") {
            inVirtualTime {
                val order = ConcurrentLinkedQueue<String>()
                val policy = Policy.retries(1).backoff(Backoff.constant(ofMillis(100)))
                run(options = WeaveOptions.workers(1)) {
                    val a =
                        task("a", policy = policy) {
                            order.add("a")
                            if (order.size == 1) throw IOException("x")
                        }
                    val b =
                        task("b") {
                            sleep(60)
                            order.add("b")
                        }
                    task("end", after = listOf(a, b)) { now }
                } shouldBe 100
                order.toList() shouldBe listOf("a", "b", "a")
            }
        }

        case("L13 rule-12", "a slot is kept over retries that follow back to back") {
            val order = ConcurrentLinkedQueue<String>()
            run(options = WeaveOptions.workers(1)) {
                val a =
                    task("a", policy = Policy.retries(2)) {
                        order.add("a")
                        if (order.size < 3) throw IOException("x")
                    }
                val b = task("b") { order.add("b") }
                task("end", after = listOf(a, b)) { }
            }
            order.toList() shouldBe listOf("a", "a", "a", "b")
        }

        case("rule-12", "a limiter is shared by weaves that run side by side") {
            if (cell.kind == Kind.ITEM) throw NotExpressible("covered by the other kinds")
            inVirtualTime {
                val limiter = Limiter.concurrent(1)
                val peak = Peak()
                run("outer") {
                    val all =
                        List(3) { n -> task("t$n", policy = Policy.limit(limiter)) { peak.inside { sleep(100) } } }
                    task("end", after = all) { now }
                } shouldBe 300
                peak.value shouldBe 1
                limiter.inUse() shouldBe 0
            }
        }

        case("rule-12", "a limiter paces the starts of all tasks that share it") {
            inVirtualTime {
                val limiter = Limiter.perMinute(600)
                run {
                    val all = List(3) { n -> task("t$n", policy = Policy.limit(limiter)) { note() } }
                    task("end", after = all) { }
                }
                noted shouldBe listOf(0L, 100L, 200L)
            }
        }

        case("rule-12", "a limiter has its place back after failures, timeouts and retries") {
            inVirtualTime {
                val limiter = Limiter.concurrent(1)
                repeat(3) {
                    shouldThrow<IOException> {
                        run { task<Int>("a", policy = Policy.limit(limiter).retries(2)) { throw IOException("x") } }
                    }
                    shouldThrow<dev.wove.TaskTimeoutException> {
                        run { task("a", policy = Policy.limit(limiter).timeout(ofMillis(10))) { sleep(100) } }
                    }
                }
                limiter.inUse() shouldBe 0
            }
        }
    }

    context("a blocking body") {
        case("rule-12", "is capped by maxBlocking, and other bodies are not", once = ENGINE) {
            weaveTest {
                val peak = Peak()
                val others = Peak()
                weave(maxBlocking = 2) {
                    val blocking by eachBlocking(List(6) { it }) { peak.inside { virtualTime.sleep(100.milliseconds) } }
                    val suspending by each(List(6) { it }) { others.inside { delay(10) } }
                    val end by task(blocking, suspending) { }
                    end
                }
                peak.value shouldBe 2
                others.value shouldBe 6
                currentTime shouldBe 300
            }
        }

        case("rule-12", "lends its slot to a weave that runs in it", once = ENGINE) {
            weave(workers = 1, maxBlocking = 1) {
                blocking {
                    weaveBlocking(
                        workers = 1,
                        maxBlocking = 1,
                    ) { blocking { weaveBlocking { blocking { 7 } } } }
                }
            } shouldBe 7
        }

        case(
            "rule-12",
            "of Java lends its place in a limiter to a weave that runs in it and uses the same limiter",
            once = ENGINE,
        ) {
            val limiter = Limiter.concurrent(1)
            WeaveTests.virtualTime<Exception> {
                Wove.weave<Int, RuntimeException>("outer") { w ->
                    w.with(Policy.limit(limiter)).task<Int>("outer") {
                        Wove.weave<Int, RuntimeException>("inner") { v ->
                            v.with(Policy.limit(limiter)).task<Int>("inner") { 7 }
                        }
                    }
                } shouldBe 7
            }
            limiter.inUse() shouldBe 0
        }
    }

    context("a suspending body") {
        case("rule-12", "lends its slot while it waits in await", once = ENGINE) {
            weave(workers = 1) {
                val other = ref<Int>("other")
                val waits by task { other.await() + 1 }
                val made by task("other") { 6 }
                val end by task(waits, made) { waits() }
                end
            } shouldBe 7
        }

        case("rule-12", "lends its slot to a weave that runs in it", once = ENGINE) {
            val limiter = Limiter.concurrent(1)
            weave(workers = 1) {
                task(policy = Policy.limit(limiter)) {
                    weave(workers = 1) {
                        val a by task(policy = Policy.limit(limiter)) { 3 }
                        val b by task(a, policy = Policy.limit(limiter)) { a() + 4 }
                        b
                    }
                }
            } shouldBe 7
            limiter.inUse() shouldBe 0
        }

        case("rule-12", "takes its slot back after it waited", once = ENGINE) {
            weaveTest {
                val peak = Peak()
                weave(workers = 2) {
                    val slow by task { delay(50) }
                    val waiting =
                        List(4) { n ->
                            task("w$n") {
                                slow.await()
                                peak.inside { delay(100) }
                            }
                        }
                    val end by task(after = waiting) { }
                    end
                }
                peak.value shouldBe 2
                currentTime shouldBe 250
            }
        }
    }

    context("the only slot of a weave") {
        // Two loops once took two tasks in order and then raced for the slot, about once in ten thousand weaves.
        case("rule-2 rule-12", "takes tasks in declaration order, on many threads too", once = ENGINE) {
            withContext(Dispatchers.Default) {
                repeat(10_000) {
                    val order = ConcurrentLinkedQueue<Int>()
                    weave(workers = 1) {
                        val all =
                            (0 until 4).map { task { order.add(it) } } + (4 until 6).map { blocking { order.add(it) } }
                        task("last", *all.toTypedArray()) { order.size }
                    }
                    order.toList() shouldBe (0 until 6).toList()
                    val blocked = ConcurrentLinkedQueue<Int>()
                    weave(maxBlocking = 1) {
                        val all = (0 until 4).map { blocking { blocked.add(it) } }
                        task("last", *all.toTypedArray()) { blocked.size }
                    }
                    blocked.toList() shouldBe (0 until 4).toList()
                }
            }
        }
    }

    context("a limiter of two weaves") {
        case("rule-12", "caps both together", once = ENGINE) {
            weaveTest {
                val limiter = Limiter.concurrent(2)
                val peak = Peak()
                val weaves =
                    List(2) {
                        async {
                            weave {
                                each(
                                    List(4) { it },
                                    policy = Policy.limit(limiter),
                                ) { peak.inside { delay(100) } }
                            }
                        }
                    }
                weaves.forEach { it.await() }
                peak.value shouldBe 2
                currentTime shouldBe 400
            }
        }

        case("rule-12", "paces both together", once = ENGINE) {
            weaveTest {
                val limiter = Limiter.of(5, 600)
                val starts = ConcurrentLinkedQueue<Long>()
                val weaves =
                    List(2) {
                        async {
                            weave {
                                each(
                                    List(2) { it },
                                    policy = Policy.limit(limiter),
                                ) { starts.add(currentTime) }
                            }
                        }
                    }
                weaves.forEach { it.await() }
                starts.toList() shouldBe listOf(0L, 100L, 200L, 300L)
            }
        }
    }

    context("a huge source") {
        case("rule-12", "is mapped by as many coroutines as there are workers", once = ENGINE) {
            val items = 200_000
            val peak = Peak()
            val drawn = AtomicInteger()
            val ended = AtomicInteger()
            val ahead = AtomicInteger()
            val source =
                generateSequence(0) {
                    ahead.accumulateAndGet(drawn.incrementAndGet() - ended.get(), Math::max)
                    it + 1
                }.take(items)
            withContext(Dispatchers.Default) {
                weave {
                    eachUnit(source, workers = 8) {
                        peak.inside { if (it % 1_000 == 0) delay(1) }
                        ended.incrementAndGet()
                    }
                } shouldBe items.toLong()
            }
            peak.value shouldBeLessThanOrEqualTo 8
            ahead.get() shouldBeLessThanOrEqualTo 8
        }
    }

    context("maxPending") {
        case("L07", "reads a sequence no further ahead, and is no error", once = ENGINE) {
            weaveTest {
                val drawn = AtomicInteger()
                val ended = AtomicInteger()
                val ahead = AtomicInteger()
                val source =
                    sequence {
                        repeat(10) {
                            ahead.accumulateAndGet(drawn.incrementAndGet() - ended.get(), Math::max)
                            yield(it)
                        }
                    }
                weave {
                    each(source, policy = Policy.none().maxPending(2)) {
                        delay(10)
                        ended.incrementAndGet()
                    }
                }.size shouldBe 10
                ahead.get() shouldBe 2
            }
        }

        case("L07 M21", "suspends a flow that is ahead of the workers by so much", once = ENGINE) {
            weaveTest {
                val emitted = AtomicInteger()
                val ended = AtomicInteger()
                val ahead = AtomicInteger()
                val source =
                    flow<Int> {
                        repeat(10) {
                            ahead.accumulateAndGet(emitted.incrementAndGet() - ended.get(), Math::max)
                            emit(it)
                        }
                    }
                weave {
                    each(source, policy = Policy.workers(1).maxPending(2)) {
                        delay(10)
                        ended.incrementAndGet()
                    }
                }.size shouldBe 10
                // One with the worker, two ahead of it.
                ahead.get() shouldBe 3
            }
        }

        case("M18 M21", "without it a flow is one item ahead of the workers", once = ENGINE) {
            val held = CompletableDeferred<Unit>()
            val emitted = AtomicInteger()
            weaveTest {
                weave {
                    val items by each(
                        flow<Int> {
                            repeat(10) {
                                emitted.incrementAndGet()
                                emit(it)
                            }
                        },
                        workers = 1,
                    ) { held.await() }
                    val look by task {
                        delay(100)
                        emitted.get().also { held.complete(Unit) }
                    }
                    val end by task(items, look) { look() }
                    end
                } shouldBe 2
            }
        }

        case("L07 M10", "holds back a mapped task whose items the next one does not take", once = ENGINE) {
            weaveTest {
                val made = AtomicInteger()
                val ended = AtomicInteger()
                val ahead = AtomicInteger()
                weave {
                    val first by each(List(20) { it }, workers = 1) {
                        ahead.accumulateAndGet(made.incrementAndGet() - ended.get(), Math::max)
                        it
                    }
                    val second by each(first, policy = Policy.workers(1).maxPending(2)) {
                        delay(10)
                        ended.incrementAndGet()
                    }
                    second
                }.size shouldBe 20
                ahead.get() shouldBeLessThanOrEqualTo 4
            }
        }
    }
})
