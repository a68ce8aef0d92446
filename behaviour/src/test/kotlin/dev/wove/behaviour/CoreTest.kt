package dev.wove.behaviour

import dev.wove.PlanException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Cell
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.nested
import dev.wove.behaviour.harness.notRemote
import dev.wove.behaviour.harness.thrownBy
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.job
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.slf4j.MDC
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import javax.tools.DiagnosticCollector
import javax.tools.JavaFileObject
import javax.tools.SimpleJavaFileObject
import javax.tools.ToolProvider
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

private class Marker(
    val text: String,
) : AbstractCoroutineContextElement(Marker) {
    companion object Key : CoroutineContext.Key<Marker>
}

class CoreTest : FunSpec({
    everyCell {
        case("C01 C07 rule-2", "runs a chain in order and composes the values") {
            val order = ConcurrentLinkedQueue<String>()
            val slow = Gate()
            val running = start {
                val a = task("a") {
                    slow.pass()
                    order.add("a")
                    "a"
                }
                val b = task("b", a) {
                    order.add("b")
                    a() + "b"
                }
                task("c", b) {
                    order.add("c")
                    b() + "c"
                }
            }
            slow.open()
            running.end().getOrThrow() shouldBe "abc"
            order.toList() shouldBe listOf("a", "b", "c")
        }

        case("C03 C04 rule-2", "runs two independent bodies at the same time") {
            val aRuns = Gate()
            val bRuns = Gate()
            run {
                val a = task("a") {
                    aRuns.open()
                    bRuns.pass()
                    1
                }
                val b = task("b") {
                    bRuns.open()
                    aRuns.pass()
                    2
                }
                task("sum", after = listOf(a, b)) { 3 }
            } shouldBe 3
        }

        case("C05", "runs one body at a time with a cap of one") {
            peakOf(this, 1) shouldBeLessThanOrEqual 1
        }

        case("C06", "runs as many bodies at a time as the cap allows") {
            peakOf(this, 2) shouldBeLessThanOrEqual 2
            val aRuns = Gate()
            val bRuns = Gate()
            run(options = WeaveOptions.workers(2)) {
                val a = task("a") {
                    aRuns.open()
                    bRuns.pass()
                }
                val b = task("b") {
                    bRuns.open()
                    aRuns.pass()
                }
                task("both", after = listOf(a, b)) { "met" }
            } shouldBe "met"
        }

        case("C09", "runs a task that is declared after the one that uses it") {
            run {
                val later = ref<Int>("later")
                val user = task("user", later) { later() + 1 }
                task("later") { 1 }
                user
            } shouldBe 2
        }

        case("C10 rule-2", "runs both sides of a diamond at once, and joins them") {
            val left = Gate()
            val right = Gate()
            run {
                val a = task("a") { 1 }
                val b = task("b", a) {
                    left.open()
                    right.pass()
                    a() + 1
                }
                val c = task("c", a) {
                    right.open()
                    left.pass()
                    a() + 2
                }
                task("d", b, c) { b() * 10 + c() }
            } shouldBe 23
        }

        case("C11 rule-2", "starts a task when its own inputs are ready, whatever else runs") {
            val cRuns = Gate()
            run {
                val a = task("a") { 1 }
                val slow = task("slow") { cRuns.pass() }
                val c = task("c", a) {
                    cRuns.open()
                    a() + 1
                }
                task("end", c, after = listOf(slow)) { c() }
            } shouldBe 2
        }

        case("rule-2", "starts what one event made ready in the order declared, with one worker") {
            val order = ConcurrentLinkedQueue<String>()
            run(options = WeaveOptions.workers(1)) {
                val a = task("a") { order.add("a") }
                val all = (1..5).map { n -> task("t$n", after = listOf(a)) { order.add("t$n") } }
                task("end", after = all) { }
            }
            order.toList() shouldBe listOf("a", "t1", "t2", "t3", "t4", "t5")
        }

        case("C12 rule-1", "throws what the block throws, and starts nothing") {
            val failure = IllegalStateException("in the block")
            val started = AtomicInteger()
            val thrown =
                thrownBy {
                    run<Int> {
                        task("a") { started.incrementAndGet() }
                        throw failure
                    }
                }
            thrown shouldBeSameInstanceAs failure
            thrown.suppressed.toList().shouldBeEmpty()
            started.get() shouldBe 0
        }

        case("C15 rule-15", "cancels what runs when its caller is cancelled, and then the caller") {
            val runs = Gate()
            val stopped = Gate()
            val started = AtomicInteger()
            val running =
                start {
                    val a =
                        task("a") {
                            runs.open()
                            try {
                                untilStopped()
                            } finally {
                                stopped.open()
                            }
                        }
                    task("b", after = listOf(a)) { started.incrementAndGet() }
                }
            runs.awaitOpen()
            running.cancel()
            val end = running.end()
            stopped.isOpen shouldBe true
            started.get() shouldBe 0
            shouldBeCancellation(end.exceptionOrNull())
        }

        case("C16 rule-4", "runs a weave inside a body, which then reads its own inputs as before") {
            val cell = this
            run {
                val a = task("a") { 20 }
                val b = task("b", a) {
                    val inner =
                        cell.nested {
                            val x = task("x") { 1 }
                            task("y", x) { x() + 1 }
                        }
                    a() + inner
                }
                task("c", b) { b() + 100 }
            } shouldBe 122
        }

        case(
            "C16 rule-4",
            "lets a weave inside a body read what the body may read",
            unless = notRemote("a body elsewhere has values, not the tasks that made them"),
        ) {
            val cell = this
            run {
                val a = task("a") { 20 }
                task("b", a) {
                    cell.nested { task("x", a) { a() + 1 } }
                }
            } shouldBe 21
        }

        case("C16 rule-4", "nests deeper than there are threads or slots") {
            val cell = this

            suspend fun nest(depth: Int): Int = if (depth ==
                0
            ) {
                0
            } else {
                1 + cell.nested("n$depth") { task("t") { nest(depth - 1) } }
            }
            run(options = WeaveOptions.workers(1)) { task("outer") { nest(20) } } shouldBe 20
        }

        case(
            "C17 rule-3",
            "shows the caller's MDC in every body, and leaves none behind",
            unless = notRemote("nothing of the caller's thread leaves the process by itself"),
        ) {
            MDC.put("request", "7")
            try {
                run {
                    val a = task("a") { MDC.get("request") }
                    task("b", a) {
                        val pause = Gate()
                        CompletableFuture.runAsync { pause.open() }
                        pause.pass()
                        // What a client does after it has returned its stage is not on a thread of the weave.
                        a() + if (kind == Kind.STAGE) "7" else MDC.get("request")
                    }
                } shouldBe "77"
            } finally {
                MDC.remove("request")
            }
            run {
                val left = (1..4).map { n -> task("t$n") { MDC.get("request") } }
                task("end", after = left) { MDC.get("request") }
            } shouldBe null
        }

        case("C17 rule-3", "calls the thread or coroutine of a body after the weave and the task") {
            run("orders") {
                task("load") {
                    if (kind == Kind.BLOCKING) threadName() else currentCoroutineName()
                }
            }.let { if (kind != Kind.STAGE && it != null) it shouldBe "orders/load" }
        }

        case("C20", "leaves nothing on the thread of its caller, also after a failure") {
            val name = threadName()
            val mdc = MDC.getCopyOfContextMap().orEmpty()
            run { task("a") { 1 } }
            thrownBy { run<Int> { task("a") { error("x") } } }.message shouldBe "x"
            MDC.getCopyOfContextMap().orEmpty() shouldBe mdc
            threadName() shouldBe name
            // Would be refused if this thread still passed for one that runs a suspending body.
            weaveBlocking { task { 2 } } shouldBe 2
        }
    }

    case("C02", "joins a suspending and a blocking task", once = "it mixes kinds of bodies") {
        val suspendingRuns = Gate()
        val blockingRuns = Gate()
        weave("page") {
            val author by task {
                suspendingRuns.open()
                while (!blockingRuns.isOpen) yield()
                "Ursula"
            }
            val books by blocking {
                blockingRuns.open()
                suspendingRuns.awaitOpen()
                7
            }
            val page by task(author, books) { JavaCallSites.Page(author(), books()) }
            page
        } shouldBe JavaCallSites.Page("Ursula", 7)
        JavaCallSites.blockingAndStage() shouldBe JavaCallSites.Page("Ursula", 7)
    }

    context("a block that returns no task") {
        case("C08", "does not compile in Java", once = "a compile error") {
            javacErrors("void f() { Wove.weave(\"w\", w -> { w.task(\"a\", () -> 1); }); }").size shouldBe 1
            javacErrors("int f() { return Wove.weave(\"w\", w -> w.task(\"a\", () -> 1)); }").shouldBeEmpty()
        }
        case("C08", "does not fit the one overload in Kotlin", once = "a compile error") {
            val entries = Class.forName("dev.wove.dsl.Weaves").declaredMethods.filter {
                it.name.substringBefore('-') ==
                    "weave" &&
                    '$' !in it.name
            }
            entries.size shouldBe 1
            entries.single().genericParameterTypes.map { it.typeName }.single { "Function1" in it } shouldBe
                "kotlin.jvm.functions.Function1<? super dev.wove.dsl.WeaveScope, ? extends dev.wove.Task<R>>"
        }
    }

    context("a blocking entry in a suspending body") {
        val refused =
            "A blocking weave ('inner') was called inside the suspending body of task 'a' in weave 'w'; " +
                "this can deadlock the dispatcher.\n" +
                "  Instead of   weaveBlocking { ... } or Wove.weave(...)   // blocks the thread\n" +
                "  use          weave { ... }                              // suspends"
        val once = "only suspending bodies are concerned"
        case("C14", "is refused", once) {
            shouldThrow<IllegalStateException> {
                weave("w") { task("a") { weaveBlocking("inner") { task { 1 } } } }
            }.message shouldBe refused
            shouldThrow<IllegalStateException> {
                weave("w") { task("a") { Wove.weave<Int, RuntimeException>("inner") { it.task<Int>("x") { 1 } } } }
            }.message shouldBe refused
        }
        case("C14", "is refused after the body was resumed on another thread, too", once) {
            withContext(Dispatchers.Default) {
                shouldThrow<IllegalStateException> {
                    weave("w") {
                        task("a") {
                            val pause = Gate()
                            CompletableFuture.runAsync { pause.open() }
                            while (!pause.isOpen) yield()
                            weaveBlocking("inner") { task { 1 } }
                        }
                    }
                }.message shouldBe refused
            }
        }
        case("C14", "is refused in a weave that was itself entered by blocking", once) {
            shouldThrow<IllegalStateException> {
                weaveBlocking("w") { task("a") { weaveBlocking("inner") { task { 1 } } } }
            }.message shouldBe refused
        }
        case("C14", "works in other coroutines and in blocking bodies", once) {
            runBlocking { weaveBlocking { task { 1 } } } shouldBe 1
            weave { blocking { weaveBlocking { task { 2 } } } } shouldBe 2
            JavaCallSites.blockingInBlocking() shouldBe 4
        }
    }

    context("elements of the caller's coroutine") {
        case("C17 rule-3", "are in the context of every suspending body", once = "only coroutines have a context") {
            withContext(Marker("seen")) {
                weave {
                    val a by task { currentCoroutineContext()[Marker]!!.text }
                    val b by task(a) {
                        yield()
                        a() + currentCoroutineContext()[Marker]!!.text
                    }
                    b
                }
            } shouldBe "seenseen"
        }
        case(
            "C17 rule-3",
            "that are thread locals are on the thread of every body",
            once = "only coroutines have a context",
        ) {
            val local = ThreadLocal<String>()
            withContext(Dispatchers.Default + local.asContextElement("set")) {
                weave {
                    val a by task { local.get() }
                    val b by blocking { local.get() }
                    val c by task(a, b) {
                        yield()
                        listOf(a(), b(), local.get())
                    }
                    c
                }
            } shouldBe listOf("set", "set", "set")
            local.get() shouldBe null
        }
    }

    context("a cap that is no cap") {
        val once = "options are read before anything is declared"
        case("C18 rule-14", "is refused", once) {
            for (n in listOf(0, -1)) {
                shouldThrow<PlanException> { weave(workers = n) { task { 1 } } }.message shouldBe
                    "Weave option workers must be at least 1, but is $n.\n  Leave it out for no limit."
                shouldThrow<PlanException> { WeaveOptions.maxBlocking(n) }.message shouldBe
                    "Weave option maxBlocking must be at least 1, but is $n.\n  Leave it out for no limit."
                shouldThrow<PlanException> { Wove.with(WeaveOptions.workers(n)) }.message shouldBe
                    "Weave option workers must be at least 1, but is $n.\n  Leave it out for no limit."
            }
        }
    }

    case("C19", "a function that is a body can still be called", once = "functions are never wrapped") {
        fun answer() = 42
        weave { blocking { answer() } } shouldBe answer()
        JavaCallSites.methodReferenceAsBody() shouldBe 84
    }

    case("C20", "leaves no job behind in its caller", once = "only coroutines have a job") {
        withContext(Dispatchers.Default) {
            weave { task { 1 } }
            thrownBy { weave<Int> { task { error("x") } } }
            currentCoroutineContext().job.children.toList().shouldBeEmpty()
        }
    }
})

/** Without what the debug mode of coroutines adds. */
private fun threadName() = Thread.currentThread().name.substringBefore(" @")

private suspend fun currentCoroutineName() = currentCoroutineContext()[CoroutineName]?.name

/** Runs more tasks than the cap allows at once and returns the most that did run at once. */
private suspend fun peakOf(cell: Cell, cap: Int): Int {
    val running = AtomicInteger()
    val peak = AtomicInteger()
    cell.run(options = WeaveOptions.workers(cap)) {
        val all =
            (1..8).map { n ->
                task("t$n") {
                    peak.accumulateAndGet(running.incrementAndGet(), ::maxOf)
                    val pause = Gate()
                    CompletableFuture.runAsync { pause.open() }
                    pause.pass()
                    running.decrementAndGet()
                }
            }
        task("end", after = all) { }
    }
    return peak.get()
}

private fun javacErrors(method: String): List<String> {
    val source = "import dev.wove.java.Wove;\nclass Probe { $method }"
    val file =
        object : SimpleJavaFileObject(java.net.URI("mem:///Probe.java"), JavaFileObject.Kind.SOURCE) {
            override fun getCharContent(ignoreEncodingErrors: Boolean) = source
        }
    val found = DiagnosticCollector<JavaFileObject>()
    val options = listOf("-proc:none", "-d", java.nio.file.Files.createTempDirectory("probe").toString())
    ToolProvider.getSystemJavaCompiler().getTask(null, null, found, options, null, listOf(file)).call()
    return found.diagnostics.filter { it.kind == javax.tools.Diagnostic.Kind.ERROR }.map { it.getMessage(null) }
}
