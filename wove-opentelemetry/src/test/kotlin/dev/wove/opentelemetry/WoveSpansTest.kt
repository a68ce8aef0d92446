package dev.wove.opentelemetry

import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.dsl.await
import dev.wove.dsl.remote
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.java.Wove
import dev.wove.remote.InMemoryEnvironment.inMemory
import dev.wove.test.configured
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.opentelemetry.api.common.AttributeKey
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.SpanId
import io.opentelemetry.api.trace.StatusCode
import io.opentelemetry.api.trace.Tracer
import io.opentelemetry.context.Context
import io.opentelemetry.sdk.OpenTelemetrySdk
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
import io.opentelemetry.sdk.trace.SdkTracerProvider
import io.opentelemetry.sdk.trace.data.SpanData
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger

/** Spans that go to memory. */
private class Recorded(
    items: ItemSpans = ItemSpans.FAILED,
) {
    private val exporter = InMemorySpanExporter.create()
    private val sdk =
        OpenTelemetrySdk
            .builder()
            .setTracerProvider(
                SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build(),
            ).build()
    val tracer: Tracer = sdk.getTracer("test")
    val options: WeaveOptions = WeaveOptions.observer(WoveSpans.of(sdk, items))
    val spans: List<SpanData> get() = exporter.finishedSpanItems

    operator fun get(name: String): SpanData = spans.single { it.name == name }

    /** As the client of a database does. */
    fun query(name: String) {
        tracer.spanBuilder(name).startSpan().end()
    }

    fun links(name: String) = this[name].links.associate { link ->
        spans.single { it.spanId == link.spanContext.spanId }.name to
            link.attributes[AttributeKey.stringKey("wove.input")]
    }
}

fun interface Rates {
    fun onFind()

    fun find(currency: String): String = currency.also { onFind() }
}

private infix fun SpanData.isBelow(other: SpanData) {
    parentSpanId shouldBe other.spanId
    traceId shouldBe other.traceId
}

private fun SpanData.text(key: String) = attributes[AttributeKey.stringKey(key)]

private fun SpanData.number(key: String) = attributes[AttributeKey.longKey(key)]

class WoveSpansTest : FunSpec({
    test("a weave is a span below the caller's, its tasks below it, linked as they wait for one another") {
        val seen = Recorded()
        val caller = seen.tracer.spanBuilder("request").startSpan()
        caller.makeCurrent().use {
            Wove.with(seen.options).weave<Int, RuntimeException>("page") { w ->
                val user = w.task("user") { 1 }
                val orders = w.task("orders", user) { u -> u + 1 }
                val ads = w.task("ads", user) { u -> u + 2 }
                w.task("page-body", orders, ads) { o, a -> o + a }
            } shouldBe 5
        }
        caller.end()
        seen["page"] isBelow seen["request"]
        for (task in listOf("user", "orders", "ads", "page-body")) seen[task] isBelow seen["page"]
        seen.links("user") shouldBe mapOf()
        seen.links("orders") shouldBe mapOf("user" to "value")
        seen.links("page-body") shouldBe mapOf("orders" to "value", "ads" to "value")
        seen["page"].text("wove.outcome") shouldBe "succeeded"
        seen["orders"].text("wove.task.kind") shouldBe "blocking"
        seen.spans.all { it.status.statusCode == StatusCode.UNSET } shouldBe true
        Span.current() shouldBe Span.getInvalid()
    }

    test("what a body calls is below its task, wherever it goes on") {
        val seen = Recorded()
        weave("w", options = seen.options) {
            val a by task {
                seen.query("first")
                yield()
                withContext(Dispatchers.IO) { seen.query("second") }
                seen.query("third")
            }
            val b by blocking(a) { seen.query("fourth") }
            b
        }
        for (query in listOf("first", "second", "third")) seen[query] isBelow seen["a"]
        seen["fourth"] isBelow seen["b"]
    }

    test("a weave that nobody waits for is below the span it was called in, and so is a stage") {
        val seen = Recorded()
        val caller = seen.tracer.spanBuilder("request").startSpan()
        val future =
            caller.makeCurrent().use {
                Wove.with(seen.options).weaveAsync("page") { w ->
                    w.async("a") {
                        seen.query("in stage")
                        CompletableFuture.supplyAsync { 1 }
                    }
                }
            }
        future.get() shouldBe 1
        caller.end()
        seen["page"] isBelow seen["request"]
        seen["in stage"] isBelow seen["a"]
    }

    test("a weave inside a task is below it") {
        val seen = Recorded()
        weave("outer", options = seen.options) {
            val a by task {
                weave("inner") {
                    val b by task { seen.query("deep") }
                    b
                }
            }
            a
        }
        seen["inner"] isBelow seen["a"]
        seen["b"] isBelow seen["inner"]
        seen["deep"] isBelow seen["b"]
        seen["outer"].parentSpanId shouldBe SpanId.getInvalid()
    }

    test("of the items of a task only those that fail have spans, and queries are below the task") {
        val seen = Recorded()
        weaveResult("w", options = seen.options) {
            val rates by each(0..9) {
                seen.query("query")
                if (it == 4) throw IOException("no rate of $it")
                it
            }
            rates
        }
        val item = seen["rates item"]
        item isBelow seen["rates"]
        item.number("wove.item") shouldBe 4
        item.status.statusCode shouldBe StatusCode.ERROR
        item.text("error.type") shouldBe "java.io.IOException"
        seen.spans.filter { it.name == "query" }.forEach { it isBelow seen["rates"] }
        seen["rates"].status.statusCode shouldBe StatusCode.ERROR
    }

    test("with spans for all items, queries are below theirs") {
        val seen = Recorded(ItemSpans.ALL)
        weave("w", options = seen.options) {
            val rates by each(0..2) { seen.query("query $it") }
            rates
        }
        val items = seen.spans.filter { it.name == "rates item" }
        items shouldHaveSize 3
        for (item in items) seen["query ${item.number("wove.item")}"] isBelow item
    }

    test("attempts that fail are events of the task") {
        val seen = Recorded()
        var tries = 0
        weave("w", options = seen.options) {
            val a by task(policy = Policy.retries(2)) { if (++tries < 3) throw IOException("down $tries") }
            a
        }
        val a = seen["a"]
        a.events.map { it.name } shouldContainExactly listOf("attempt failed", "attempt failed")
        a.events.map { it.attributes[AttributeKey.stringKey("exception.message")] } shouldBe listOf("down 1", "down 2")
        a.number("wove.attempts") shouldBe 3
        a.status.statusCode shouldBe StatusCode.UNSET
    }

    test("how an input was taken is told at the link, also of one that the body found itself") {
        val seen = Recorded()
        weave("w", options = seen.options) {
            val value by task { 1 }
            val settled by task { 2 }
            val orNull by task { 3 }
            val before by task { }
            val found by task { 4 }
            val source by task { listOf(1) }
            val mapped by each(source) { it }
            val all by task(value, settled(settled), orNull(orNull), after = listOf(before, mapped)) { found.await() }
            all
        }
        seen.links("all") shouldBe
            mapOf(
                "value" to "value",
                "settled" to "settled",
                "orNull" to "or_null",
                "before" to "order",
                "mapped" to "order",
                "found" to "discovered",
            )
        seen.links("mapped") shouldBe mapOf("source" to "items")
    }

    test(
        "a failure is told where it happened and of the weave, a cancellation is none, and what is skipped has no span",
    ) {
        val seen = Recorded()
        shouldThrow<IOException> {
            weave("w", options = seen.options) {
                val started = CompletableFuture<Unit>()
                val waits by task<Int> {
                    started.complete(Unit)
                    awaitCancellation()
                }
                val fails by blocking<Int> {
                    started.get()
                    throw IOException("down")
                }
                val after by task(fails, waits) { fails() }
                after
            }
        }
        seen["fails"].status.statusCode shouldBe StatusCode.ERROR
        seen["fails"].events.single().attributes[AttributeKey.stringKey("exception.message")] shouldBe "down"
        seen["w"].status.statusCode shouldBe StatusCode.ERROR
        seen["waits"].status.statusCode shouldBe StatusCode.UNSET
        seen["waits"].text("wove.outcome") shouldBe "cancelled"
        seen.spans.map { it.name } shouldContainExactlyInAnyOrder listOf("w", "fails", "waits")
    }

    test("a task with more inputs than backends keep links names them") {
        val seen = Recorded()
        weave("w", options = seen.options) {
            val inputs = (0 until 1_000).map { n -> task("in-$n") { n } }
            val all by task(*inputs.toTypedArray()) { inputs.sumOf { it() } }
            all
        }
        val all = seen["all"]
        all.links shouldHaveSize 0
        all.attributes[AttributeKey.stringArrayKey("wove.inputs")]!! shouldHaveSize 1_000
        seen.spans.count { it.name == "in-*" } shouldBe 1_000
    }

    test("the critical path is told of the weave") {
        val seen = Recorded()
        weave("w", options = seen.options) {
            val a by task { }
            val b by task(after = listOf(a)) { }
            b
        }
        seen["w"].attributes[AttributeKey.stringArrayKey("wove.critical_path")] shouldBe listOf("a", "b")
    }

    test("calls of a scope are spans") {
        val seen = Recorded()
        val load = taskFunction("load") { n: Int -> seen.query("query $n") }
        taskScope("s", options = seen.options) { load(7).await() }
        seen["load-*"] isBelow seen["s"]
        seen["query 7"] isBelow seen["load-*"]
    }

    test("calls of a scope that have one name have spans of their own, and nobody links to a name that several have") {
        val seen = Recorded()
        val begun = AtomicInteger()
        val bothRun = CompletableDeferred<Unit>()
        val load = taskFunction { n: Int ->
            if (begun.incrementAndGet() == 2) bothRun.complete(Unit)
            bothRun.await()
            seen.query("query $n")
            n
        }
        val show = taskFunction { n: Int -> n }
        taskScope("s", options = seen.options) {
            val first = load(1, name = "load")
            val second = load(2, name = "load")
            show(first, name = "show").await() shouldBe 1
            second.await()
        }
        val calls = seen.spans.filter { it.name == "load" }
        calls shouldHaveSize 2
        val around = listOf("query 1", "query 2").map { seen[it].parentSpanId }
        around shouldContainExactlyInAnyOrder calls.map { it.spanId }
        seen.links("show") shouldBe mapOf()
    }

    test("what a worker does is below the task that has sent it") {
        val seen = Recorded()
        val rates = Rates { seen.query("on the worker") }
        configured({ environment("rates", inMemory().serve(Rates::class.java, rates)) }) {
            weave("w", options = seen.options) {
                val rate by remote(Rates::find, given("EUR"), environment = "rates")
                rate
            } shouldBe "EUR"
        }
        seen["on the worker"] isBelow seen["rate"]
    }

    test("no span of a task stays current on a thread") {
        val seen = Recorded()
        val threads = HashSet<Thread>()
        weave("w", options = seen.options) {
            val a by eachBlocking(1..20) {
                synchronized(threads) { threads.add(Thread.currentThread()) }
                seen.query("q")
            }
            a
        }
        weave("bare") {
            val found by eachBlocking(1..20) { Span.fromContextOrNull(Context.current()) }
            found
        }.filterNotNull().firstOrNull().shouldBeNull()
    }
})
