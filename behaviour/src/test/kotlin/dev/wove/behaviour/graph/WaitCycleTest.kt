package dev.wove.behaviour.graph

import dev.wove.Task
import dev.wove.WaitCycleException
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random

class WaitCycleTest : FunSpec({
    context("two tasks that await each other") {
        test("tell exactly one of them, however they meet") {
            repeat(10_000) {
                val told = AtomicInteger()
                val barrier = CyclicBarrier(2)
                val value = withContext(Dispatchers.IO) {
                    weave("pair") {
                        val b = ref<Int>("b")
                        val a by task {
                            barrier.await(1, TimeUnit.MINUTES)
                            try {
                                b.await()
                            } catch (_: WaitCycleException) {
                                told.incrementAndGet()
                            }
                        }
                        task("b") {
                            barrier.await(1, TimeUnit.MINUTES)
                            try {
                                a.await()
                            } catch (_: WaitCycleException) {
                                told.incrementAndGet()
                            }
                        }
                    }
                }
                value shouldBe 1
                told.get() shouldBe 1
            }
        }

        test("fail the weave with the one exception when neither catches it") {
            runTest {
                val result = weaveResult("pair") {
                    val b = ref<Int>("b")
                    val a by task { b.await() }
                    task("b") { a.await() }
                }
                val cycle = shouldThrow<WaitCycleException> { result.value() }
                cycle.path() shouldContainExactly listOf("b", "a", "b")
                cycle.message shouldBe
                    "Task 'b' in weave 'pair' awaits 'a', which waits for it: b -> a -> b.\n" +
                    "  Break the circle by declaring one of these as an input of the other, " +
                    "or compute both values in one task."
            }
        }
    }

    context("a task that awaits") {
        test("one that declares it is told") {
            runTest {
                val cycle = shouldThrow<WaitCycleException> {
                    weave("w") {
                        val b = ref<Int>("b")
                        val a by task { b.await() }
                        task("b", a) { a() }
                    }
                }
                cycle.path() shouldContainExactly listOf("a", "b", "a")
                cycle.message shouldBe
                    "Task 'a' in weave 'w' awaits 'b', which waits for it: a -> b -> a.\n" +
                    "  Break the circle by dropping one of these, or compute both values in one task."
            }
        }

        test("one that comes after it is told") {
            runTest {
                shouldThrow<WaitCycleException> {
                    weave("w") {
                        val b = ref<Int>("b")
                        val a by task { b.await() }
                        task("b", after = listOf(a)) { 1 }
                    }
                }.path() shouldContainExactly listOf("a", "b", "a")
            }
        }

        test("one that takes its failure as data is told") {
            runTest {
                shouldThrow<WaitCycleException> {
                    weave("w") {
                        val b = ref<Int>("b")
                        val a by task { b.await() }
                        val t by task("b", settled(a)) {
                            a.outcome().cause()?.let { throw it }
                            1
                        }
                        t
                    }
                }.path() shouldContainExactly listOf("a", "b", "a")
            }
        }

        test("itself is told") {
            runTest {
                shouldThrow<WaitCycleException> {
                    weave("w") {
                        val me = ref<Int>("a")
                        task("a") { me.await() }
                    }
                }.path() shouldContainExactly listOf("a", "a")
            }
        }

        test("one that depends on it through others is told with the whole path") {
            runTest {
                shouldThrow<WaitCycleException> {
                    weave("w") {
                        val d = ref<Int>("d")
                        val a by task { d.await() }
                        val b by task(a) { a() }
                        val c by task(b) { b() }
                        task("d", c) { c() }
                    }
                }.path() shouldContainExactly listOf("a", "d", "c", "b", "a")
            }
        }

        test("goes on after it was told") {
            runTest {
                weave("w") {
                    val b = ref<Int>("b")
                    val a by task {
                        try {
                            b.await()
                        } catch (_: WaitCycleException) {
                            20
                        }
                    }
                    task("b", a) { a() + 1 }
                } shouldBe 21
            }
        }
    }

    context("three tasks in a ring") {
        test("tell exactly one of them") {
            repeat(1_000) {
                val told = AtomicInteger()
                withContext(Dispatchers.Default) {
                    weave("ring") {
                        val handles = (0..2).map { ref<Int>("t$it") }
                        val tasks = (0..2).map { i ->
                            task("t$i") {
                                yield()
                                try {
                                    handles[(i + 1) % 3].await()
                                } catch (_: WaitCycleException) {
                                    told.incrementAndGet()
                                }
                            }
                        }
                        tasks[0]
                    }
                }
                told.get() shouldBe 1
            }
        }
    }

    context("a task of a nested weave") {
        test("is told when it awaits a task that declares the one around it") {
            runTest {
                val cycle = shouldThrow<WaitCycleException> {
                    weave("outer") {
                        val after = ref<Int>("after")
                        val around by task {
                            weave("inner") { task("nested") { after.await() } }
                        }
                        task("after", around) { around() }
                    }
                }
                cycle.path() shouldContainExactly listOf("nested", "after", "around", "nested")
            }
        }

        test("is told when it awaits a task that awaits the one around it") {
            runTest {
                val told = ArrayList<String>()
                val waiting = CompletableDeferred<Unit>()
                weave("outer") {
                    val other = ref<Int>("other")
                    val around by task {
                        weave("inner") {
                            task("nested") {
                                waiting.await()
                                yield()
                                try {
                                    other.await()
                                } catch (_: WaitCycleException) {
                                    told += "nested"
                                    1
                                }
                            }
                        }
                    }
                    task("other") {
                        waiting.complete(Unit)
                        around.await()
                    }
                } shouldBe 1
                told shouldContainExactly listOf("nested")
            }
        }

        test("is told when it awaits the task around it") {
            runTest {
                shouldThrow<WaitCycleException> {
                    weave("outer") {
                        val me = ref<Int>("around")
                        task("around") { weave("inner") { task("nested") { me.await() } } }
                    }
                }.path().toSet() shouldBe setOf("nested", "around")
            }
        }

        test("tells the other when it waits first") {
            runTest {
                shouldThrow<WaitCycleException> {
                    weave("outer") {
                        val other = ref<Int>("other")
                        val around by task { weave("inner") { task("nested") { other.await() } } }
                        task("other") { around.await() }
                    }
                }.path() shouldContainExactly listOf("other", "around", "other")
            }
        }

        test("may await a task that waits for nothing around it") {
            runTest {
                weave("outer") {
                    val free = ref<Int>("free")
                    val around by task { weave("inner") { task("nested") { free.await() + 1 } } }
                    val slow by task {
                        yield()
                        40
                    }
                    task("free", slow) { slow() + 1 }
                    around
                } shouldBe 42
            }
        }
    }

    context("an item of a mapped task") {
        test("is told when it awaits a task that declares the mapped one") {
            runTest {
                shouldThrow<WaitCycleException> {
                    weave("w") {
                        val sum = ref<Int>("sum")
                        val items by each(listOf(1, 2, 3)) { if (it == 2) sum.await() else it }
                        task("sum", items) { items().sum() }
                    }
                }.path() shouldContainExactly listOf("items", "sum", "items")
            }
        }

        test("is told when it awaits a mapped task that is chained to it") {
            runTest {
                shouldThrow<WaitCycleException> {
                    weave("w") {
                        val next = ref<List<Int>>("next")
                        val items by each(listOf(1, 2, 3)) { next.await().size }
                        each(items, name = "next") { it }
                    }
                }.path() shouldContainExactly listOf("items", "next", "items")
            }
        }

        test("may wait for what other items wait for as well") {
            runTest {
                weave("w", workers = 2) {
                    val base = ref<Int>("base")
                    val items by each((1..50).toList(), workers = 7) { it + base.await() }
                    task("base") {
                        yield()
                        100
                    }
                    items
                } shouldBe (101..150).toList()
            }
        }
    }

    context("random tasks that await each other") {
        for ((name, dispatcher) in listOf("Default" to Dispatchers.Default, "Unconfined" to Dispatchers.Unconfined)) {
            test("never hear of a circle where there is none, on $name") {
                checkAll(150, Arb.long()) { seed ->
                    val graph = RandomWaits(seed, acyclic = true)
                    withContext(dispatcher) { graph.run() }
                    graph.told.size shouldBe 0
                }
            }

            test("always end, and are told of real circles only, on $name") {
                checkAll(150, Arb.long()) { seed ->
                    val graph = RandomWaits(seed, acyclic = false)
                    withContext(dispatcher) { graph.run() }
                    if (graph.hasCircle()) graph.told.size shouldBeGreaterThan 0
                    for (path in graph.told) graph.checkCircle(path)
                }
            }
        }

        test("always end on one thread") {
            checkAll(100, Arb.long()) { seed ->
                val graph = RandomWaits(seed, acyclic = false)
                runBlocking { graph.run() }
                if (graph.hasCircle()) graph.told.size shouldBeGreaterThan 0
                for (path in graph.told) graph.checkCircle(path)
            }
        }
    }
})

/** Tasks that declare some of what they need, and await the rest; some do so in a weave of their own. */
private class RandomWaits(
    seed: Long,
    acyclic: Boolean,
) {
    private val random = Random(seed)
    private val size = 2 + random.nextInt(40)
    private val workers = if (random.nextBoolean()) 1 + random.nextInt(4) else null
    private val rank = (0 until size).shuffled(random)
    private val declared = List(size) { i -> lower(i).distinct() }
    private val awaited = List(size) { i ->
        if (acyclic) lower(i) else List(random.nextInt(3)) { random.nextInt(size) }
    }
    private val nests = List(size) { random.nextInt(4) == 0 }
    val told = ConcurrentLinkedQueue<List<String>>()

    private fun lower(i: Int): List<Int> {
        val all = (0 until size).filter { rank[it] < rank[i] }
        return if (all.isEmpty()) all else List(random.nextInt(3)) { all.random(random) }
    }

    suspend fun run() {
        weave("waits", workers = workers) {
            val handles = (0 until size).map { ref<Int>("t$it") }
            val tasks = (0 until size).map { i ->
                val inputs = declared[i].map { handles[it] }.toTypedArray()
                task("t$i", *inputs) {
                    if (i % 3 == 0) yield()
                    if (nests[i] && awaited[i].isNotEmpty()) {
                        weave("nested") {
                            val inner = awaited[i].mapIndexed { k, target ->
                                task("n$i-$k") { told { handles[target].await() } }
                            }
                            inner.last()
                        }
                    } else {
                        awaited[i].forEach { told { handles[it].await() } }
                        i
                    }
                }
            }
            val all = tasks.toTypedArray<Task<Int>>()
            task("all", *all) { size }
        } shouldBe size
    }

    private inline fun told(wait: () -> Int): Int = try {
        wait()
    } catch (e: WaitCycleException) {
        told += e.path()
        -1
    }

    fun hasCircle(): Boolean {
        val state = IntArray(size)

        fun visit(i: Int): Boolean {
            if (state[i] == 1) return true
            if (state[i] == 2) return false
            state[i] = 1
            val found = (declared[i] + awaited[i]).any { visit(it) }
            state[i] = 2
            return found
        }
        return (0 until size).any { visit(it) }
    }

    fun checkCircle(path: List<String>) {
        path.first() shouldBe path.last()
        for ((one, next) in path.zipWithNext()) {
            if (one.startsWith("n")) {
                next shouldBeIn awaited[outer(one)].map { "t$it" }
            } else if (next.startsWith("n")) {
                outer(next) shouldBe outer(one)
            } else {
                next shouldBeIn (declared[outer(one)] + awaited[outer(one)]).map { "t$it" }
            }
        }
    }

    private fun outer(name: String) = name.drop(1).substringBefore('-').toInt()
}
