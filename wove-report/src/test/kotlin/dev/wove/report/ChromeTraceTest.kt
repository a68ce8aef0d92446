package dev.wove.report

import dev.wove.trace.Ended
import dev.wove.trace.Trace
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.comparables.shouldBeEqualComparingTo
import io.kotest.matchers.ints.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.checkAll
import tools.jackson.databind.JsonNode
import tools.jackson.databind.json.JsonMapper
import java.math.BigDecimal
import kotlin.random.Random

private fun eventsOf(trace: Trace): List<JsonNode> =
    JsonMapper.shared().readTree(ChromeTrace.of(trace).json())["traceEvents"].values().toList()

private fun List<JsonNode>.phase(phase: String) = filter { it["ph"].asString() == phase }

private val JsonNode.name get() = this["name"].asString()
private val JsonNode.from: BigDecimal get() = this["ts"].decimalValue()
private val JsonNode.to: BigDecimal get() = from + this["dur"].decimalValue()
private val JsonNode.lane get() = this["pid"].asInt() to this["tid"].asInt()

/** What the format asks of every event of a kind. */
private fun wellFormed(event: JsonNode) {
    event["name"].isString shouldBe true
    event["pid"].asInt() shouldBeGreaterThanOrEqual 1
    event["tid"].asInt() shouldBeGreaterThanOrEqual 0
    val phase = event["ph"].asString()
    phase shouldBeIn listOf("M", "X", "i", "s", "f", "C")
    if (phase != "M") (event.from.signum() >= 0) shouldBe true
    when (phase) {
        "X" -> (event["dur"].decimalValue().signum() >= 0) shouldBe true
        "M" -> event["args"].isObject shouldBe true
        "C" -> event["args"].values().toList().forAll { it.isNumber shouldBe true }
        "s", "f" -> event["id"].isNumber shouldBe true
        "i" -> event["s"].asString() shouldBe "p"
    }
}

/** Slices of one lane follow each other or are inside of each other; a viewer draws others wrongly. */
private fun nested(slices: List<JsonNode>) {
    val open = ArrayDeque<BigDecimal>()
    for (slice in slices.sortedWith(compareBy<JsonNode> { it.from }.thenByDescending { it.to })) {
        while (open.isNotEmpty() && open.last() <= slice.from) open.removeLast()
        if (open.isNotEmpty()) (slice.to <= open.last()) shouldBe true
        open.addLast(slice.to)
    }
}

class ChromeTraceTest : FunSpec({
    context("a trace of everything") {
        val trace = everything().trace()
        val events = eventsOf(trace)

        test("has a slice for every task that ran, from its start to its end") {
            val tasks = events.phase("X").filter { "task" in it["cat"].asString().split(",") && it["pid"].asInt() == 1 }
            tasks.map { it.name } shouldContainExactly
                trace.tasks().filter { it.how() != Ended.SKIPPED }.map { it.name() }
            val author = tasks.single { it.name == "author" }
            author.from shouldBeEqualComparingTo BigDecimal("100000")
            author.to shouldBeEqualComparingTo BigDecimal("145000")
            author["args"]["critical path"].asBoolean() shouldBe true
            author["args"]["inputs"].asString() shouldBe "post"
            tasks.single { it.name == "ad" }["args"]["failure"].asString() shouldBe
                "java.lang.IllegalStateException: no ad today"
        }

        test("has attempts and waits inside of their task, and marks what was skipped") {
            val slices = events.phase("X").filter { it["cat"].asString() in listOf("attempt", "wait") }
            slices.map { it.name } shouldContainExactlyInAnyOrder listOf("waits: backoff", "attempt 1", "attempt 2")
            events.phase("i").map { it.name } shouldContainExactly listOf("audit was skipped")
        }

        test("has a process for the run, and one for the weave inside, with times of the whole") {
            events
                .phase(
                    "M",
                ).filter { it.name == "process_name" }
                .map { it["args"]["name"].asString() } shouldContainExactly
                listOf("page", "page > inside > inner")
            events.phase("X").single { it.name == "two" }.from shouldBeEqualComparingTo BigDecimal("107000")
        }

        test("counts the bodies that work: not between attempts, and of weaves inside where they are") {
            fun counts(process: Int) = events
                .phase("C")
                .filter { it["pid"].asInt() == process }
                .map { it.from.toInt() / 1_000 to it["args"]["bodies"].asInt() }
            counts(1) shouldContainExactly
                listOf(0 to 4, 10 to 3, 30 to 1, 100 to 1, 120 to 0, 125 to 1, 145 to 1, 146 to 0)
            counts(2) shouldContainExactly listOf(100 to 1, 107 to 1, 110 to 0)
        }

        test("is written to a file") {
            val file = tempdir().toPath().resolve("trace.json")
            ChromeTrace.of(trace).writeTo(file)
            JsonMapper.shared().readTree(file.toFile())["otherData"]["weave"].asString() shouldBe "page"
        }
    }

    test("a task that ran elsewhere says where, and how it got there") {
        val events = eventsOf(elsewhere().trace()).phase("X")
        val args = events.single { it.name == "report" }["args"]
        listOf("environment", "worker", "worked there", "under way").map { args[it].asString() } shouldContainExactly
            listOf("reports", "w1", "30 ms", "25 ms")
        args["resends"].asInt() shouldBe 1
        events.map { it.name } shouldContainExactlyInAnyOrder listOf("waits: delivery", "report")
    }

    test("any run is well-formed: slices nest, and each arrow goes from a slice to a later one") {
        val runs = Arb.choose()
        checkAll(60, runs) { trace ->
            val events = eventsOf(trace)
            events.forEach(::wellFormed)
            val slices = events.phase("X").groupBy { it.lane }
            slices.values.forEach(::nested)
            val ends = events.phase("f").associateBy { it["id"].asInt() }
            for (start in events.phase("s")) {
                val end = ends.getValue(start["id"].asInt())
                (start.from <= end.from) shouldBe true
                for (tip in listOf(start, end)) {
                    slices.getValue(tip.lane).filter { it.from <= tip.from && tip.from <= it.to }.isEmpty() shouldBe
                        false
                }
            }
            ends.keys shouldBe events.phase("s").map { it["id"].asInt() }.toSet()
            val names = events.phase("M").filter { it.name == "thread_name" }.map { it.lane }
            (slices.keys - names.toSet()).shouldBeEmpty()
        }
    }
})

private fun Arb.Companion.choose() = arbitrary { source ->
    val random = Random(source.random.nextLong())
    randomRun(random, random.nextInt(1, 40), if (random.nextBoolean()) random.nextInt(1, 4) else null)
}
