package dev.wove.behaviour.observe

import dev.wove.Do
import dev.wove.TaskKind
import dev.wove.Weave
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.logged
import dev.wove.dsl.Policy
import dev.wove.dsl.await
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.observe.BodyId
import dev.wove.observe.BodyObserver
import dev.wove.observe.RunObserver
import dev.wove.observe.RunStart
import dev.wove.observe.WeaveObserver
import dev.wove.test.configuredBlocking
import dev.wove.trace.Ended
import dev.wove.trace.InputTrace.As
import dev.wove.trace.TraceEvent
import dev.wove.trace.WeaveListener
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.slf4j.MDCContext
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.slf4j.MDC
import java.io.IOException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger

class ObserverTest : FunSpec({
    everyCell {
        case("rule-19", "an observer is around each body, and is told its end once") {
            inVirtualTime {
                val watcher = Watcher()
                val ran = run(options = WeaveOptions.observer(watcher)) {
                    val a = task("a") {
                        sleep(5)
                        1
                    }
                    val b = task("b", a) { a() + 1 }
                    val c = task("c", a) {
                        sleep(5)
                        a() + 2
                    }
                    task("d", b, c) { b() + c() }
                }
                ran shouldBe 5
                watcher.violations().shouldBeEmpty()
                watcher.bodies.map { it.id.task() } shouldContainExactlyInAnyOrder listOf("a", "b", "c", "d")
                watcher.bodies.forEach { it.ends.single() shouldBe Ended.SUCCEEDED }
                if (kind != Kind.REMOTE) watcher.bodies.forEach { it.entered.get() shouldBeGreaterThan 0 }
            }
        }

        case("rule-19", "an attempt is a body of its own, and its failure is told to who is around it") {
            val watcher = Watcher()
            val tries = AtomicInteger()
            run(options = WeaveOptions.observer(watcher)) {
                task("a", policy = Policy(retries = 2)) {
                    if (tries.incrementAndGet() < 3) throw IOException("try ${tries.get()}")
                    7
                }
            } shouldBe 7
            watcher.violations().shouldBeEmpty()
            watcher.bodies.map { it.id.attempt() } shouldBe listOf(1, 2, 3)
            watcher.bodies.map { it.ends.single() } shouldBe listOf(Ended.FAILED, Ended.FAILED, Ended.SUCCEEDED)
            watcher.bodies.map { it.failure?.message } shouldBe listOf("try 1", "try 2", null)
        }
    }

    test("a body finds who is around it, also on the threads where it goes on") {
        val watcher = Watcher()
        weave("w", options = WeaveOptions.observer(watcher)) {
            val a by task {
                val first = Watcher.current
                yield()
                val second = withContext(Dispatchers.IO) { Watcher.current }
                listOf(first, second, Watcher.current)
            }
            val b by blocking { List(3) { Watcher.current } }
            val all by task(a, b) { listOf(a(), b()) }
            all
        }.map { found -> found.map { it?.task() } } shouldBe listOf("a", "b").map { name -> List(3) { name } }
        watcher.violations().shouldBeEmpty()
        Watcher.current.shouldBeNull()
    }

    test("each item is a body") {
        val watcher = Watcher()
        weave("w", options = WeaveOptions.observer(watcher)) {
            val numbers by task { listOf(10, 20, 30) }
            val found by each(numbers) { "${Watcher.current!!.item()}:$it" }
            val blocking by eachBlocking(numbers) { "${Watcher.current!!.item()}:$it" }
            val both by task(found, blocking) { found() + blocking() }
            both
        } shouldBe List(2) { listOf("0:10", "1:20", "2:30") }.flatten()
        watcher.violations().shouldBeEmpty()
        watcher.bodies shouldHaveSize 8
        watcher.bodies.filter { it.id.task() == "found" }.map { it.id.item() } shouldContainExactlyInAnyOrder
            listOf(0, 1, 2)
    }

    test("it knows what a body takes, of what kind and family it is, and where it runs") {
        val watcher = Watcher()
        weave("page", options = WeaveOptions.observer(watcher)) {
            val one = task("order-17") { 1 }
            val two = blocking("two") { 2 }
            val all = task("all", one, settled(two), after = listOf()) { 3 }
            all
        }
        val all = watcher.body("all").id
        all.inputs().map { it.task() to it.`as`() } shouldBe listOf("order-17" to As.VALUE, "two" to As.SETTLED)
        all.kind() shouldBe TaskKind.SUSPENDING
        watcher.body("two").id.kind() shouldBe TaskKind.BLOCKING
        watcher.body("order-17").id.family() shouldBe "order-*"
        all.run() shouldBe watcher.runs.single().id()
        all.run().weave() shouldBe "page"
    }

    test("a weave inside another knows the body that it starts in") {
        val watcher = Watcher()
        weave("outer", options = WeaveOptions.observer(watcher)) {
            val a by task {
                weave("inner") {
                    val b by task { Watcher.current!!.task() }
                    b
                }
            }
            a
        } shouldBe "b"
        val (outer, inner) = watcher.runs.toList()
        outer.around().shouldBeNull()
        inner.around()!!.task() shouldBe "a"
        inner.around()!!.run() shouldBe outer.id()
        inner.tasks() shouldBe 1
        watcher.violations().shouldBeEmpty()
    }

    test("what is told of a run is not told of the runs inside it") {
        val ofRuns = ArrayList<Pair<RunStart, TraceEvent>>()
        val observer = WeaveObserver { run -> WeaveListener { ofRuns.add(run to it) } }
        weave("outer", options = WeaveOptions.observer(observer)) {
            val a by task {
                weave("inner") {
                    val b by task { 1 }
                    b
                }
            }
            a
        }
        ofRuns.forEach { (run, event) -> event.run() shouldBe run.id() }
        ofRuns.map { it.first.weave() }.distinct() shouldBe listOf("outer", "inner")
    }

    test("calls of a scope are bodies") {
        val watcher = Watcher()
        val load = taskFunction("load") { n: Int -> Watcher.current!!.family() + n }
        taskScope(
            "s",
            options = WeaveOptions.observer(watcher),
        ) { listOf(load(1), load(2)).map { it.await() } } shouldBe
            listOf("load-*1", "load-*2")
        watcher.violations().shouldBeEmpty()
        watcher.runs.single().isScope shouldBe true
    }

    test("the class of a weave is the one that was written") {
        val watcher = Watcher()
        weave(Greeting(), options = WeaveOptions.observer(watcher)) shouldBe "hello"
        watcher.runs.single().weaveClass() shouldBe Greeting::class.java
    }

    test("a cancelled body ends cancelled") {
        val watcher = Watcher()
        shouldThrow<IOException> {
            weave("w", options = WeaveOptions.observer(watcher)) {
                val started = CompletableFuture<Unit>()
                val a by task {
                    started.complete(Unit)
                    awaitCancellation()
                }
                val b by blocking {
                    started.get()
                    throw IOException("b")
                }
                val c by task(a, b) { }
                c
            }
        }
        watcher.body("a").ends shouldContainExactly listOf(Ended.CANCELLED)
        watcher.body("b").ends shouldContainExactly listOf(Ended.FAILED)
        watcher.violations().shouldBeEmpty()
    }

    test("it is called where what the caller carried is in place") {
        val seen = ArrayList<String?>()
        val observer =
            WeaveObserver {
                seen.add(MDC.get("user"))
                object : RunObserver {
                    override fun happened(event: TraceEvent) {
                        if (event is TraceEvent.TaskEnded) seen.add(MDC.get("user"))
                    }

                    override fun bodyStarts(body: BodyId) = object : BodyObserver {
                        init {
                            seen.add(MDC.get("user"))
                        }

                        override fun enters(): AutoCloseable {
                            seen.add(MDC.get("user"))
                            return AutoCloseable { }
                        }
                    }
                }
            }
        MDC.put("user", "anni")
        try {
            withContext(Dispatchers.Default + MDCContext()) {
                weave("w", options = WeaveOptions.observer(observer)) {
                    val a by blocking { 1 }
                    a
                }
            }
        } finally {
            MDC.clear()
        }
        seen.distinct() shouldBe listOf("anni")
        seen.size shouldBeGreaterThan 3
    }

    test("one of the configuration sees all weaves, once") {
        val watcher = Watcher()
        val runs =
            configuredBlocking({ observer(watcher) }) {
                weaveBlocking("outer", options = WeaveOptions.observer(watcher)) {
                    val a by task {
                        weave("inner") {
                            val b by task { 1 }
                            b
                        }
                    }
                    a
                }
                watcher.runs.map { it.weave() }
            }
        runs shouldBe listOf("outer", "inner")
        watcher.violations().shouldBeEmpty()
    }

    context("one that fails is left out, and the weave goes on:") {
        fun failing(where: String): WeaveObserver {
            fun fails(here: String) {
                if (here == where) throw AssertionError("observer")
            }
            return WeaveObserver {
                fails("starts")
                object : RunObserver {
                    override fun happened(event: TraceEvent) = fails("happened")

                    override fun bodyStarts(body: BodyId): BodyObserver {
                        fails("bodyStarts")
                        return object : BodyObserver {
                            override fun enters(): AutoCloseable {
                                fails("enters")
                                return AutoCloseable { fails("close") }
                            }

                            override fun ended(how: Ended, failure: Throwable?) = fails("ended")
                        }
                    }
                }
            }
        }
        for (where in listOf("starts", "happened", "bodyStarts", "enters", "close", "ended")) {
            test(where) {
                val watcher = Watcher()
                val log =
                    logged {
                        weave("w", options = WeaveOptions.observer(failing(where)).observer(watcher)) {
                            val a by task {
                                yield()
                                1
                            }
                            val b by blocking(a) { a() + 1 }
                            b
                        } shouldBe 2
                    }
                log.count { "is left out" in it } shouldBe if (where in listOf("enters", "close", "ended")) 2 else 1
                watcher.violations().shouldBeEmpty()
                watcher.bodies shouldHaveSize 2
            }
        }
    }
})

private class Greeting : Weave<String>() {
    @Do
    fun hello() = "hello"
}
