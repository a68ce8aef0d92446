package dev.wove.behaviour.trace

import dev.wove.OnFailure
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.logged
import dev.wove.dsl.Policy
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.await
import dev.wove.dsl.launchWeave
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.trace
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.test.weaveTest
import dev.wove.trace.TraceEvent
import dev.wove.trace.TraceEvent.ItemEnded
import dev.wove.trace.TraceEvent.TaskStarted
import dev.wove.trace.TraceEvent.WeaveEnded
import dev.wove.trace.TraceEvent.WeaveStarted
import dev.wove.trace.WeaveListener
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import java.time.Duration.ofMillis
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlin.time.Duration.Companion.milliseconds
import dev.wove.Task as Handle

private const val ENGINE = "one place of the engine, below the faces"

class ListenerTest : FunSpec({
    everyCell {
        case("rule-19", "a listener is told what happens, in order and once") {
            inVirtualTime {
                val events = EventRecord()
                shouldThrow<IOException> {
                    run(options = WeaveOptions.listener(events)) {
                        val a = task("a") { sleep(20) }
                        val b = task("b", a) { sleep(10) }
                        val c = task("c", a) { if (true) throw IOException("x") }
                        task("d", b, c) { }
                    }
                }
                val words = events.inWords().filterNot { "[" in it }
                events
                    .violations(
                        mapOf("a" to listOf(), "b" to listOf("a"), "c" to listOf("a"), "d" to listOf("b", "c")),
                    ).shouldBeEmpty()
                words.filter { it.startsWith("c ") } shouldBe listOf("c started", "c failed")
                words.filter { it.startsWith("d ") } shouldBe listOf("d skipped")
                (events.events.last() as WeaveEnded).failure()!!.message() shouldBe "x"
                (events.events.last() as WeaveEnded).trace().task("a").ended() shouldBe ofMillis(20)
            }
        }
    }

    context("a listener") {
        case("rule-19", "is told of weaves inside, each once", once = ENGINE) {
            weaveTest {
                val events = EventRecord()
                val options = WeaveOptions.listener(events)
                weave("outer", options = options) {
                    val a by task {
                        delay(10)
                        weave("inner", options = options) {
                            val x by task { delay(5) }
                            x
                        }
                    }
                    a
                }
                events.violations(mapOf("a" to listOf())).shouldBeEmpty()
                events.inWords() shouldContainExactly
                    listOf(
                        "weave started",
                        "a started",
                        "weave started",
                        "x started",
                        "x succeeded",
                        "weave succeeded",
                        "a succeeded",
                        "weave succeeded",
                    )
                val inner = events.events.filterIsInstance<TaskStarted>().last()
                inner.run().toString() shouldBe "outer/a/inner"
                inner.run().task() shouldBe "a"
                inner.at() shouldBe ofMillis(0)
                inner.sinceOutermost() shouldBe ofMillis(10)
            }
        }

        case("rule-19", "is told of a plan's runs apart", once = ENGINE) {
            val events = EventRecord()
            val plan = plan("p", options = WeaveOptions.listener(events)) { task("a") { } }
            plan.run()
            plan.run()
            events.events.map { it.run() }.toSet().size shouldBe 2
        }

        case("rule-19", "is told of the calls of a scope", once = ENGINE) {
            weaveTest {
                val events = EventRecord()
                val twice = taskFunction { n: Int ->
                    delay(10)
                    2 * n
                }
                taskScope("s", options = WeaveOptions.listener(events)) {
                    twice(twice(1)).await() shouldBe 4
                }
                events.inWords().filterNot { it.startsWith("weave") }.map { it.substringAfter(' ') } shouldBe
                    listOf("started", "succeeded", "started", "succeeded")
                events.events.first().let { it is WeaveStarted } shouldBe true
                events.events.last().inWords() shouldBe "weave succeeded"
            }
        }

        case("rule-19", "that throws is logged once and changes nothing", once = ENGINE) {
            val logged = logged {
                val calls = AtomicInteger()
                val broken = WeaveListener {
                    calls.incrementAndGet()
                    throw IllegalStateException("broken")
                }
                val events = EventRecord()
                weaveBlocking("w", options = WeaveOptions.listener(broken).listener(events)) {
                    val a by task { 1 }
                    val b by task(a) { a() + 1 }
                    b
                } shouldBe 2
                calls.get() shouldBe 6
                events.events.size shouldBe 6
            }
            logged.filter { "listener" in it }.size shouldBe 1
            logged.first { "listener" in it } shouldContain "A listener of weave 'w' failed at WeaveStarted"
        }

        case("rule-19", "is told of a weave inside that maps over a task around it", once = ENGINE) {
            weaveTest {
                val events = EventRecord()
                weave("outer", options = WeaveOptions.listener(events)) {
                    val pages by each(listOf(1, 2)) { it }
                    val sums by task(pages) {
                        val books = pages
                        weave("inner") {
                            val none by task { }
                            val pages by each(books, after = listOf(none)) { it + 1 }
                            pages
                        }
                    }
                    sums
                } shouldBe listOf(2, 3)
                val inner = events.events.filterIsInstance<WeaveEnded>().first().trace()
                inner.task("pages").inputs().map { it.task() } shouldBe listOf("none")
                inner.criticalPath().tasks() shouldContain "pages"
            }
        }

        case("rule-19", "is told of failures that cannot tell what they are", once = ENGINE) {
            weaveTest {
                class Silent : Exception() {
                    override val message: String get() = TODO("later")
                }
                val events = EventRecord()
                shouldThrow<Silent> {
                    weave<Unit>("w", options = WeaveOptions.listener(events)) { task("a") { throw Silent() } }
                }
                events.inWords() shouldBe listOf("weave started", "a started", "a failed", "weave failed")
                (events.events.last() as WeaveEnded).failure()!!.message() shouldBe
                    "(its getMessage fails with NotImplementedError)"
            }
        }

        case("rule-19", "is told of the start of a task whose deadline passed before it had a slot", once = ENGINE) {
            weaveTest {
                val events = EventRecord()
                weave("w", workers = 1, options = WeaveOptions.listener(events)) {
                    val a by task { delay(100) }
                    val b by task(policy = Policy(deadline = 50.milliseconds, fallback = { 7 })) { 1 }
                    val c by task(a, b) { b() }
                    c
                } shouldBe 7
                events.inWords().filter { it.startsWith("b ") } shouldBe listOf("b started", "b succeeded")
                events.violations(mapOf("a" to listOf(), "b" to listOf(), "c" to listOf("a", "b"))).shouldBeEmpty()
            }
        }

        case("rule-19", "is told of no item whose body never began", once = ENGINE) {
            weaveTest {
                val events = EventRecord()
                val result = weaveResult("w", workers = 1, options = WeaveOptions.listener(events)) {
                    val hog by task {
                        delay(100)
                        throw IOException("x")
                    }
                    val items by each(listOf(1, 2, 3)) { it }
                    val end by task(hog, items) { }
                    end
                }
                events.events.filterIsInstance<ItemEnded>().shouldBeEmpty()
                val items = result.trace.task("items").items()!!
                items.statistics().count() shouldBe 0
                items.slowest().shouldBeEmpty()
            }
        }

        case("rule-19", "is told how a cancelled weave ended, and its trace", once = ENGINE) {
            weaveTest {
                val events = EventRecord()
                val started = CompletableDeferred<Unit>()
                val job = launch {
                    weave("w", options = WeaveOptions.listener(events)) {
                        val a by task {
                            started.complete(Unit)
                            delay(1_000)
                        }
                        val b by task(a) { }
                        b
                    }
                }
                started.await()
                job.cancel()
                job.join()
                events.inWords() shouldBe
                    listOf("weave started", "a started", "a cancelled", "b skipped", "weave cancelled")
                val trace = (events.events.last() as WeaveEnded).trace()
                trace.ended().name shouldBe "CANCELLED"
                trace.tasks().map { it.how().name } shouldBe listOf("CANCELLED", "SKIPPED")
            }
        }
    }

    context("events of random weaves with items, weaves inside and discovered inputs") {
        val ways = mapOf<String, (suspend () -> Unit) -> Unit>(
            "Default" to { block -> runBlocking(Dispatchers.Default) { block() } },
            "IO" to { block -> runBlocking(Dispatchers.IO) { block() } },
            "limitedParallelism(1)" to { block -> runBlocking(Dispatchers.Default.limitedParallelism(1)) { block() } },
            "Unconfined" to { block -> runBlocking(Dispatchers.Unconfined) { block() } },
            "runBlocking" to { block -> runBlocking { block() } },
            "runTest" to { block -> runTest { block() } },
        )
        for ((name, way) in ways) {
            test("are complete and in causal order on $name") {
                checkAll(WEAVES, Arb.long()) { seed ->
                    way {
                        val made = MadeWeave(seed)
                        val events = EventRecord()
                        val random = Random(seed)
                        val cancelAt = if (random.nextInt(3) == 0) random.nextInt(30) else Int.MAX_VALUE
                        supervisorScope {
                            val caller = async { made.run(events) }
                            made.onBody = { if (it >= cancelAt) caller.cancel() }
                            runCatching { caller.await() }
                            caller.join()
                        }
                        if (events.events.isNotEmpty()) events.violations(made.inputs).shouldBeEmpty()
                    }
                }
            }
        }
    }

    context("the events of a launched weave") {
        fun WeaveScope.chain(length: Int): Handle<Int> {
            var last: Handle<Int> = task("t0") { 0 }
            for (i in 1..<length) {
                val before = last
                last = task("t$i", before) { before() + 1 }
            }
            return last
        }

        case("rule-19", "are a flow from the start to the end, whenever it is collected", once = ENGINE) {
            weaveTest {
                val gate = CompletableDeferred<Unit>()
                val live = launchWeave("w", options = WeaveOptions.trace()) {
                    val a by task { 1 }
                    val b by task(a) {
                        gate.await()
                        a() + 1
                    }
                    b
                }
                val early = async { live.events.toList().map { it.inWords() } }
                live.events.first { it.inWords() == "b started" }
                gate.complete(Unit)
                live.await() shouldBe 2
                val all =
                    listOf("weave started", "a started", "a succeeded", "b started", "b succeeded", "weave succeeded")
                early.await() shouldBe all
                live.events.toList().map { it.inWords() } shouldBe all
            }
        }

        case("rule-19", "do not keep the weave waiting; what a slow collector has missed is counted", once = ENGINE) {
            val length = 50_000
            val live = CompletableDeferred<Unit>()
            withContext(Dispatchers.Default) {
                val seen = ArrayList<TraceEvent>()
                coroutineScope {
                    val weave = launchWeave("w", options = WeaveOptions.trace()) {
                        val gate by task { live.await() }
                        val first: Handle<Int> by task(gate) { 0 }
                        var last = first
                        for (i in 1..<length) {
                            val before = last
                            last = task("t$i", before) { before() + 1 }
                        }
                        last
                    }
                    launch {
                        weave.events.collect {
                            // The slowest of all: it only goes on when the weave has ended.
                            if (it is WeaveStarted) {
                                live.complete(Unit)
                                weave.join()
                            }
                            seen += it
                        }
                    }
                    weave.await() shouldBe length - 1
                }
                val lost = seen.filterIsInstance<TraceEvent.EventsLost>().sumOf { it.count() }
                val told = seen.count { it !is TraceEvent.EventsLost }
                (lost > 0) shouldBe true
                told + lost shouldBe 2L + 2 * (length + 1)
                seen.last().inWords() shouldBe "weave succeeded"
            }
        }

        case("rule-19", "are asked for in vain without a trace, which says how to get them", once = ENGINE) {
            weaveTest {
                val live = launchWeave("w") { chain(2) }
                shouldThrow<IllegalStateException> { live.events }.message shouldBe
                    "Nobody kept the events of weave 'w', as it was launched without a trace.\n" +
                    "  Launch it with options = WeaveOptions.trace(), or give it a listener with WeaveOptions.listener(...)."
                live.await() shouldBe 1
            }
        }
    }
})

private val WEAVES = Integer.getInteger("graphs", 60)

/** A weave made up from a seed: tasks of all kinds, some of which fail. */
private class MadeWeave(seed: Long) {
    private val random = Random(seed)
    private val size = random.nextInt(1, 25)
    private val shapes = List(size) { random.nextInt(7) }
    private val edges = List(size) { i -> (0 until i).filter { random.nextInt(3) == 0 }.take(4) }
    private val fails = List(size) { random.nextInt(25) == 0 }
    private val awaits = List(size) { i -> if (i > 0 && random.nextInt(3) == 0) random.nextInt(i) else null }
    private val continues = random.nextBoolean()
    private val workers = if (random.nextInt(3) == 0) random.nextInt(1, 4) else null
    private val bodies = AtomicInteger()
    private val tried = List(size) { AtomicInteger() }

    @Volatile
    var onBody: (Int) -> Unit = {}

    val inputs: Map<String, List<String>> = (0 until size).associate { i ->
        // A mapped task that takes its items one by one starts before its source has ended.
        "t$i" to edges[i].map { "t$it" }
    }

    suspend fun run(events: WeaveListener) = weaveResult(
        "made-up",
        workers = workers,
        onFailure = if (continues) OnFailure.CONTINUE else null,
        options = WeaveOptions.listener(events).trace(),
    ) {
        val all = ArrayList<Handle<*>>()
        for (i in 0 until size) all += declare(i, all)
        all.last()
    }

    private suspend fun body(i: Int): Int {
        onBody(bodies.incrementAndGet())
        if (random(i)) yield()
        if (fails[i]) throw IOException("t$i")
        return i
    }

    private fun random(i: Int) = (i * 7 + size) % 3 == 0

    private fun WeaveScope.declare(i: Int, all: List<Handle<*>>): Handle<*> {
        val inputs = edges[i].map { all[it] }.toTypedArray()
        val name = "t$i"
        return when (shapes[i]) {
            0 -> blocking(name, *inputs) { runBlocking { body(i) } }

            1 -> task(name, *inputs, retries = 2) {
                if (tried[i].getAndIncrement() == 0) throw IOException("once")
                body(i)
            }

            2 -> each(List(i) { it }, *inputs, name = name, workers = 2) { body(i) }

            3 -> eachSettled(List(i) { it }, *inputs, name = name) {
                if (it % 2 == 0) throw IOException("item")
                body(i)
            }

            4 -> task(name, *inputs) {
                weave("inner") {
                    val x by task { body(i) }
                    val y by each(listOf(1, 2), x) { weave("innermost") { task { body(i) } } }
                    y
                }
            }

            5 -> task(name, *inputs) {
                awaits[i]?.let { all[it].await() }
                body(i)
            }

            else -> task(name, *inputs) { body(i) }
        }
    }
}
