package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.ONLY_ITEM_KINDS
import dev.wove.behaviour.harness.OWN_FORM
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.each
import dev.wove.behaviour.harness.eachSettled
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.harness.itemKinds
import dev.wove.behaviour.harness.notRemote
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.withContext
import java.io.IOException
import java.time.Duration.ofMillis
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import java.util.stream.Stream
import kotlin.random.Random

private const val SOURCES = "each kind of source is drawn from in one place of the engine"

class MappingTest : FunSpec({
    everyCell(kinds = itemKinds, leftOut = ONLY_ITEM_KINDS) {
        case("M01 M02 M26", "maps a list") {
            run { each<Int, Int>("doubled", listOf(1, 2, 3)) { number -> number * 2 } } shouldBe listOf(2, 4, 6)
        }

        case("M03", "runs items side by side") {
            inVirtualTime {
                run {
                    each<Int, Int>("doubled", listOf(1, 2, 3)) {
                        sleep(10)
                        it * 2
                    }
                } shouldBe listOf(2, 4, 6)
                now shouldBe 10
            }
        }

        case("M04", "gives every item another input") {
            run {
                val factor = task("factor") { 30 }
                each<Int, Int>("products", listOf(1, 2), factor) { it * factor() }
            } shouldBe listOf(30, 60)
        }

        case("M05", "maps nothing without calling the body") {
            val calls = AtomicInteger()
            run { each<Int, Int>("none", emptyList<Int>()) { calls.incrementAndGet() } } shouldBe emptyList()
            calls.get() shouldBe 0
        }

        case("M06", "a task downstream gets the list") {
            run {
                val squares = each<Int, Int>("squares", listOf(1, 2, 3)) { it * it }
                task("sum", squares) { squares().sum() }
            } shouldBe 14
        }

        case("M07 M08", "maps what another task made, which stays readable") {
            val ended =
                result {
                    val numbers = task("numbers") { listOf(1, 2, 3) }
                    each<Int, Int>("doubled", numbers) { it * 2 }
                }
            ended.value shouldBe listOf(2, 4, 6)
            ended["numbers"] shouldBe listOf(1, 2, 3)
        }

        case("M09", "maps an empty list that another task made") {
            val calls = AtomicInteger()
            run {
                val numbers = task("numbers") { emptyList<Int>() }
                each<Int, Int>("doubled", numbers) { calls.incrementAndGet() }
            } shouldBe emptyList()
            calls.get() shouldBe 0
        }

        case("M10", "maps what was mapped") {
            val ended =
                result {
                    val a = task("a") { listOf(1, 2) }
                    val b = each<Int, Int>("b", a) { it * 10 }
                    each<Int, Int>("c", b) { it + 1 }
                }
            ended.value shouldBe listOf(11, 21)
            ended["b"] shouldBe listOf(10, 20)
        }

        case(
            "M11 M12",
            "a source without items fails the mapped task, and dependents are skipped with that failure",
            unless = notRemote(OWN_FORM),
        ) {
            val ended =
                result {
                    val text = task<Any>("text") { "no list" }
                    val mapped = each<Any, Any>("mapped", text) { it }
                    task("after", mapped) { mapped() }
                }
            val failure = ended.outcome("mapped").shouldBeInstanceOf<Outcome.Failed<*>>().cause()
            failure.shouldBeInstanceOf<ClassCastException>()
            failure.message shouldContain "Task 'mapped' in weave 'w' is mapped over 'text', whose value is a String"
            ended.outcome("after").shouldBeInstanceOf<Outcome.Skipped<*>>().cause() shouldBeSameInstanceAs failure
        }

        case("M13 rule-13", "a failed item fails the task with the same exception and stops the other items") {
            val down = IOException("item 1")
            val runs = Gate()
            val stopped = AtomicInteger()
            shouldThrow<IOException> {
                run {
                    each<Int, Int>("items", listOf(0, 1)) { item ->
                        if (item == 1) {
                            runs.pass()
                            throw down
                        }
                        try {
                            runs.open()
                            untilStopped()
                        } finally {
                            stopped.incrementAndGet()
                        }
                    }
                }
            } shouldBeSameInstanceAs down
            stopped.get() shouldBe 1
        }

        case("M13 rule-13", "a failed item keeps items that have not started from starting") {
            val started = AtomicInteger()
            shouldThrow<IOException> {
                run {
                    each<Int, Int>("items", List(1_000) { it }, policy = Policy.workers(1)) {
                        started.incrementAndGet()
                        throw IOException("item $it")
                    }
                }
            }.message shouldBe "item 0"
            started.get() shouldBe 1
        }

        case("M14 rule-13", "eachSettled keeps what became of each item") {
            val down = IOException("item 1")
            val outcomes = run { eachSettled("items", listOf(0, 1, 2)) { if (it == 1) throw down else it * 10 } }
            outcomes shouldBe listOf(Outcome.Succeeded(0), Outcome.Failed<Int>(down), Outcome.Succeeded(20))
        }

        case("M14 rule-13", "eachSettled retries an item before it counts as failed") {
            val attempts = AtomicInteger()
            val outcomes =
                run {
                    eachSettled("items", listOf(7), Policy.retries(1)) {
                        if (attempts.getAndIncrement() == 0) throw IOException("x")
                        it
                    }
                }
            outcomes shouldBe listOf(Outcome.Succeeded(7))
        }

        case("M15", "keeps the order of the items whatever they take") {
            inVirtualTime {
                val waits = List(30) { Random(7 + it).nextLong(1, 1_000) }
                run {
                    each<Int, Int>("items", List(30) { it }) {
                        sleep(waits[it])
                        it
                    }
                } shouldBe List(30) { it }
                now shouldBe waits.max()
            }
        }

        case("M22", "one plain, one mapped and one more plain task") {
            run {
                val a = task("a") { 1 }
                val b = each<Int, Int>("b", listOf(1, 2)) { it * 2 }
                val c = task("c") { 3 }
                val parts = each<Int, Int>("parts", b, a) { it + a() }
                task("all", parts, c) { parts() + c() }
            } shouldBe listOf(3, 5, 3)
        }

        case("M23", "several mapped tasks at once, each with its own body and items") {
            val ended =
                result {
                    each<Int, Int>("a", listOf(1, 2)) { it + 1 }
                    each<Int, Int>("b", listOf(3, 4)) { it * 2 }
                    each<String, String>("c", listOf("x")) { it + it }
                }
            ended.result.toList() shouldBe listOf(listOf(2, 3), listOf(6, 8), listOf("xx"))
        }

        case("rule-11", "retries and timeouts are per item") {
            inVirtualTime {
                val tries = ConcurrentLinkedQueue<Int>()
                run {
                    each<Int, Int>(
                        "items",
                        listOf(1, 2, 3),
                        policy = Policy.retries(1).timeout(ofMillis(50)),
                    ) {
                        tries.add(it)
                        if (it == 2 && tries.count { n -> n == 2 } == 1) sleep(1_000)
                        it
                    }
                } shouldBe listOf(1, 2, 3)
                tries.sorted() shouldBe listOf(1, 2, 2, 3)
                now shouldBe 50
            }
        }

        case("rule-11", "a deadline is of all items together") {
            inVirtualTime {
                val policy = Policy.workers(1).deadline(ofMillis(250))
                shouldThrow<TaskTimeoutException> {
                    run {
                        each<Int, Unit>("items", List(9) { it }, policy = policy) {
                            note()
                            sleep(100)
                        }
                    }
                }.message shouldBe "Task 'items' in weave 'w' passed its deadline of 250 ms."
                noted shouldBe listOf(0L, 100L, 200L)
                now shouldBe 250
            }
        }

        case("rule-11", "a fallback is per item") {
            run {
                each<Int, Int>("items", listOf(1, 2, 3), policy = Policy.fallback { -1 }) {
                    if (it == 2) throw IOException("x")
                    it
                }
            } shouldBe listOf(1, -1, 3)
        }

        case("rule-13 rule-11", "eachSettled does not stop at an item that times out") {
            inVirtualTime {
                run {
                    eachSettled("items", List(3) { it }, Policy.timeout(ofMillis(50))) {
                        if (it == 1) sleep(1_000)
                        it
                    }
                }.map { it.isSuccess } shouldBe listOf(true, false, true)
                now shouldBe 50
            }
        }

        case("rule-8 rule-13", "with CONTINUE, a failed item leaves other tasks alone") {
            val ended =
                result(options = WeaveOptions.onFailure(OnFailure.CONTINUE)) {
                    val bad = each<Int, Int>("bad", listOf(1, 2)) { throw IOException("item $it") }
                    val good = each<Int, Int>("good", listOf(1, 2)) { it * 10 }
                    task("after bad", bad) { bad() }
                    task("after good", good) { good().sum() }
                }
            ended.outcome("bad").shouldBeInstanceOf<Outcome.Failed<*>>()
            ended.outcome("after bad").shouldBeInstanceOf<Outcome.Skipped<*>>()
            ended.outcome("good") shouldBe Outcome.Succeeded(listOf(10, 20))
            ended.outcome("after good") shouldBe Outcome.Succeeded(30)
            shouldThrow<IOException> { ended.value }
        }
    }

    context("a lazy source") {
        case("M18", "is read once, and no further than the workers ask", once = SOURCES) {
            weaveTest {
                val drawn = AtomicInteger()
                val ended = AtomicInteger()
                val ahead = AtomicInteger()
                val source =
                    sequence {
                        for (i in 0 until 100) {
                            ahead.accumulateAndGet(drawn.incrementAndGet() - ended.get(), Math::max)
                            yield(i)
                        }
                    }.constrainOnce()
                weave {
                    each(source, workers = 3) {
                        delay(10)
                        ended.incrementAndGet()
                        it
                    }
                } shouldBe List(100) { it }
                ahead.get() shouldBe 3
                drawn.get() shouldBe 100
            }
        }

        case("M19", "that throws fails the mapped task, and its other items are stopped", once = SOURCES) {
            weaveTest {
                val down = IOException("source")
                val result =
                    weaveResult {
                        val items by each(
                            sequence {
                                yield(1)
                                throw down
                            },
                            workers = 2,
                        ) { delay(1_000_000) }
                        val after by task(items) { items() }
                        after
                    }
                result.outcome("items").shouldBeInstanceOf<Outcome.Failed<*>>().cause() shouldBeSameInstanceAs down
                result.outcome("after").shouldBeInstanceOf<Outcome.Skipped<*>>()
                result.failure() shouldBeSameInstanceAs down
                currentTime shouldBe 0
            }
        }

        case("M19", "whose iterator cannot even be made fails the mapped task", once = SOURCES) {
            val down = IOException("source")
            val source = Iterable<Int> { throw down }
            weaveResult { each(source, name = "items") { it } }
                .outcome("items")
                .shouldBeInstanceOf<Outcome.Failed<*>>()
                .cause() shouldBeSameInstanceAs down
        }

        case("M25", "that can be read once serves two mapped tasks", once = SOURCES) {
            weave {
                val source by task { listOf(1, 2, 3).asSequence().constrainOnce() }
                val a by each(source) { it + 1 }
                val b by each(source) { it * 10 }
                val both by task(a, b) { a() + b() }
                both
            } shouldBe listOf(2, 3, 4, 10, 20, 30)
        }

        case("rule-5", "that takes its time to open keeps nothing from stopping", once = SOURCES) {
            val opens = CompletableDeferred<Unit>()
            val otherRuns = CompletableDeferred<Unit>()
            val othersStop = CountDownLatch(1)
            var stoppedMeanwhile = false
            val items =
                Sequence {
                    opens.complete(Unit)
                    stoppedMeanwhile = othersStop.await(30, TimeUnit.SECONDS)
                    listOf(1).iterator()
                }
            shouldThrow<IOException> {
                withContext(Dispatchers.IO) {
                    weave {
                        val source by task { items }
                        val a by each(source) { it }
                        val b by each(source) { it }
                        val other by task {
                            try {
                                otherRuns.complete(Unit)
                                awaitCancellation()
                            } finally {
                                othersStop.countDown()
                            }
                        }
                        val failing by task {
                            opens.await()
                            otherRuns.await()
                            throw IOException("x")
                        }
                        task(a, b, other, failing) { }
                    }
                }
            }
            stoppedMeanwhile shouldBe true
        }
    }

    context("the sources") {
        case("M20", "maps the entries of a map, given or made by a task", once = SOURCES) {
            weave {
                val prices by task { mapOf("c" to 3) }
                val given by each(mapOf("a" to 1, "b" to 2)) { (name, price) -> "$name=$price" }
                val made by each(prices) { (name, price) -> "$name=$price" }
                val all by task(given, made) { given() + made() }
                all
            } shouldBe listOf("a=1", "b=2", "c=3")
        }

        case("M20", "maps the numbers of a range", once = SOURCES) {
            weave { each(1..4) { it * it } } shouldBe listOf(1, 4, 9, 16)
        }

        case("M20", "maps an array, given or made by a task", once = SOURCES) {
            weave {
                val made by task { arrayOf(3) }
                val a by each(arrayOf(1, 2)) { it + 1 }
                val b by each(made) { it + 1 }
                val all by task(a, b) { a() + b() }
                all
            } shouldBe listOf(2, 3, 4)
        }

        case("M20", "maps a stream, a map, an array and a set in Java", once = SOURCES) {
            MappingInJava.streams() shouldBe listOf(2, 4, 6)
            MappingInJava.maps() shouldBe listOf("a=1")
            MappingInJava.arrays() shouldBe listOf(10, 20)
            MappingInJava.sets() shouldBe listOf("x!")
            MappingInJava.stages() shouldBe listOf(2, 3)
        }

        case("M20", "keeps null items and null values", once = SOURCES) {
            weave { each(listOf("a", null, "c")) { it } } shouldBe listOf("a", null, "c")
        }

        case("M21", "maps a flow, given or made by a task", once = SOURCES) {
            weave {
                val made by task { listOf(3, 4).asFlow() }
                val a by each(listOf(1, 2).asFlow()) { it * 10 }
                val b by each(made) { it * 10 }
                val all by task(a, b) { a() + b() }
                all
            } shouldBe listOf(10, 20, 30, 40)
        }

        case("M21", "a flow that suspends between its items is mapped as they come", once = SOURCES) {
            weaveTest {
                val starts = ArrayList<Long>()
                weave {
                    each(
                        flow<Int> {
                            repeat(3) {
                                emit(it)
                                delay(100)
                            }
                        },
                    ) {
                        starts += currentTime
                        it
                    }
                } shouldBe listOf(0, 1, 2)
                starts shouldBe listOf(0L, 100L, 200L)
            }
        }

        case("M19 M21", "a flow that throws fails the mapped task", once = SOURCES) {
            val down = IOException("flow")
            shouldThrow<IOException> {
                weave {
                    each(
                        flow<Int> {
                            emit(1)
                            throw down
                        },
                    ) { it }
                }
            } shouldBeSameInstanceAs down
        }

        case("M21", "an empty flow is an empty list", once = SOURCES) {
            weave { each(flow<Int> { }) { it } } shouldBe emptyList()
        }

        case("M21 rule-5", "a failed item stops the flow", once = SOURCES) {
            val stopped = CompletableDeferred<Unit>()
            shouldThrow<IOException> {
                weave {
                    each(
                        flow<Int> {
                            try {
                                emit(1)
                                CompletableDeferred<Unit>().await()
                            } finally {
                                stopped.complete(Unit)
                            }
                        },
                    ) { throw IOException("item") }
                }
            }
            stopped.isCompleted shouldBe true
        }

        case("M11", "what is not a source fails with a text that says what is", once = SOURCES) {
            val result =
                weaveResult("shop") {
                    @Suppress("UNCHECKED_CAST")
                    val wrong = task("wrong") { 5 } as Task<List<Int>>
                    each(wrong, name = "items") { it }
                }
            result.failure()!!.message shouldBe
                "Task 'items' in weave 'shop' is mapped over 'wrong', whose value is an Integer, " +
                "which has no items.\n" +
                "  Map over an Iterable, an array, a Map, a Sequence, a Stream or a Flow."
        }
    }

    context("eachUnit") {
        case("rule-12", "gives the number of items of any source", once = SOURCES) {
            weave { eachUnit(generateSequence(1) { it + 1 }.take(1_000)) { } } shouldBe 1_000L
            weave { eachUnit(listOf(1, 2).asFlow()) { } } shouldBe 2L
            MappingInJava.counted(Stream.of(1, 2, 3)) shouldBe 3L
        }

        case("rule-12", "retries and fails like each", once = SOURCES) {
            val attempts = AtomicInteger()
            weave {
                eachUnit(listOf(1), retries = 1) {
                    if (attempts.getAndIncrement() ==
                        0
                    ) {
                        throw IOException("x")
                    }
                }
            } shouldBe
                1L
            shouldThrow<IOException> { weave { eachUnit(listOf(1)) { throw IOException("x") } } }
        }
    }

    context("a mapped task over a mapped task") {
        case("M10", "starts on an item as soon as the one before has it", once = "one feed serves every face") {
            val held = CompletableDeferred<Unit>()
            val second = CompletableDeferred<Int>()
            weave {
                val first by each(listOf(0, 1)) {
                    if (it == 1) held.await()
                    it
                }
                val next by each(first) {
                    if (it == 0) second.complete(it)
                    it * 10
                }
                // Item 1 is let go only once item 0 has reached the second stage.
                val release by task {
                    second.await()
                    held.complete(Unit)
                }
                val all by task(next, release) { next() }
                all
            } shouldBe listOf(0, 10)
        }

        case(
            "M10",
            "starts on an item as soon as the one before has it, with blocking bodies of Java",
            once = "one feed serves every face",
        ) {
            MappingInJava.pipelined() shouldBe listOf(0, 10)
        }

        case("M10", "three stages overlap in time", once = "one feed serves every face") {
            weaveTest {
                weave {
                    val a by each(listOf(1, 2, 3), workers = 1) {
                        delay(100)
                        it
                    }
                    val b by each(a, workers = 1) {
                        delay(100)
                        it
                    }
                    val c by each(b, workers = 1) {
                        delay(100)
                        it
                    }
                    c
                } shouldBe listOf(1, 2, 3)
                currentTime shouldBe 500
            }
        }

        case(
            "M10 rule-11",
            "gives each item to the next stage once, after its retries",
            once = "one feed serves every face",
        ) {
            val attempts = AtomicInteger()
            weave {
                val a by each(listOf(1, 2, 3), retries = 5) {
                    if (attempts.incrementAndGet() % 2 ==
                        1
                    ) {
                        throw IOException("x")
                    } else {
                        it
                    }
                }
                val b by each(a) { it * 2 }
                b
            } shouldBe listOf(2, 4, 6)
        }

        case(
            "M10 M13",
            "is skipped, or cancelled, with the failure of an item before it",
            once = "one feed serves every face",
        ) {
            val down = IOException("x")
            val result =
                weaveResult {
                    val a by each(listOf(1, 2, 3), workers = 1) { if (it == 3) throw down else it }
                    val b by each(a) { delay(1_000_000) }
                    b
                }
            result.failure() shouldBeSameInstanceAs down
            result.outcome("b").cause() shouldBeSameInstanceAs down
        }

        case("M10", "with another input waits for it, and then takes all items", once = "one feed serves every face") {
            weaveTest {
                weave {
                    val a by each(listOf(1, 2, 3)) { it }
                    val slow by task {
                        delay(1_000)
                        100
                    }
                    val b by each(a, slow) { it + slow() }
                    b
                } shouldBe listOf(101, 102, 103)
            }
        }
    }

    context("a mapped task that fails while a blocking item is about to start") {
        test("stops that item, too") {
            val fails = Gate()
            val waits = Gate()
            val stopped = Gate()

            // Its last item is drawn before the first has failed, and given out after that has stopped the others.
            val items =
                object : AbstractList<Int>(), RandomAccess {
                    override val size get() = 4

                    override fun get(index: Int): Int {
                        if (index == 3) {
                            fails.open()
                            stopped.awaitOpen()
                        }
                        return index
                    }
                }
            val result =
                inTime {
                    weaveBlocking {
                        val mapped by eachBlocking(items, workers = 3) {
                            when (it) {
                                0 -> {
                                    fails.awaitOpen()
                                    throw IOException("down")
                                }

                                1 -> {
                                    waits.awaitOpen()
                                }

                                else -> {
                                    waits.open()
                                    try {
                                        CountDownLatch(1).await()
                                    } finally {
                                        stopped.open()
                                    }
                                }
                            }
                        }
                        val after by task(orNull(mapped)) { mapped.orNull() == null }
                        after
                    }
                }
            result shouldBe true
        }
    }
})
