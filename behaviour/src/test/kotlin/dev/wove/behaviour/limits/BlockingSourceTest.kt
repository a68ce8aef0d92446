package dev.wove.behaviour.limits

import dev.wove.Do
import dev.wove.Task
import dev.wove.TaskTimeoutException
import dev.wove.Weave
import dev.wove.WeaveCancelledException
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.inTime
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.each
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.runInterruptible
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.stream.Stream
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.milliseconds

/** A source whose second item takes until [gate] opens, on a thread that may be interrupted. */
private class SlowSource : Iterable<Int> {
    val gate = Gate()
    val asked = Gate()
    val interrupted = Gate()

    override fun iterator() = iterator {
        yield(1)
        asked.open()
        try {
            gate.future.get(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)
        } catch (e: InterruptedException) {
            interrupted.open()
            throw e
        }
        yield(2)
    }

    fun stream(): Stream<Int> = Stream.generate(iterator()::next).limit(2)
}

private class Numbers(
    val source: SlowSource,
) : Weave<List<Int>>() {
    @Do
    fun numbers(): Iterable<Int> = source

    @Do(each = "numbers")
    fun doubled(number: Int): Int = number * 2

    @Do
    fun other(): Int = 1

    @Do
    fun opened(other: Int): Int = other.also { source.gate.open() }

    @Do
    fun all(doubled: List<Int>, opened: Int): List<Int> = doubled + opened
}

class BlockingSourceTest : FunSpec({
    val mapped = mapOf<String, WeaveScope.(SlowSource) -> Task<*>>(
        "eachBlocking over an Iterable" to { eachBlocking(it) { item -> item } },
        "eachBlocking over a Sequence" to { eachBlocking(it.asSequence()) { item -> item } },
        "eachBlocking over a Stream" to { eachBlocking(it.stream()) { item -> item } },
        "eachBlocking over a task's value" to { source ->
            val made = task { source as Iterable<Int> }
            eachBlocking(made) { item -> item }
        },
        "two over one value that is read once" to { source ->
            val made = task { source.asSequence() }
            val first = eachBlocking(made) { item -> item }
            val second = eachBlocking(made) { item -> item }
            task(first, second) { first() + second() }
        },
        "two workers" to { eachBlocking(it, workers = 2) { item -> item } },
        "a chained task" to { source ->
            val first = eachBlocking(source) { item -> item }
            each(first) { item -> item }
        },
    )

    context("a source that blocks keeps no other task from running") {
        for ((what, each) in mapped) {
            test("$what, in Kotlin") {
                val source = SlowSource()
                inTime {
                    weaveBlocking {
                        val items = each(source)
                        val other by blocking { 1 }
                        val opens by task(other) { source.gate.open() } // on the thread of the engine
                        task(after = listOf(items, opens)) { }
                    }
                }
            }
        }

        test("in Java, and all items come in order") {
            val source = SlowSource()
            val items = inTime {
                Wove.weave<List<Int>, Exception>("w") { w ->
                    val items = w.each("items", source) { it }
                    val other = w.task("other") { 1 }
                    val opens = w.run("opens", other) { source.gate.open() }
                    w.after(opens).task("all", items) { it }
                }
            }
            items shouldBe listOf(1, 2)
        }

        test("in Java, of bodies that return a stage") {
            val source = SlowSource()
            val items = inTime {
                Wove.weave<List<Int>, Exception>("w") { w ->
                    val items = w.eachAsync("items", source) { CompletableFuture.completedFuture(it) }
                    val other = w.async("other") { CompletableFuture.completedFuture(1) }
                    val opens = w.run("opens", other) { source.gate.open() }
                    w.after(opens).task("all", items) { it }
                }
            }
            items shouldBe listOf(1, 2)
        }

        test("in a weave class") {
            inTime { weaveBlocking(Numbers(SlowSource())) } shouldBe listOf(2, 4, 1)
        }

        test("beside other coroutines of the caller's thread") {
            val source = SlowSource()
            inTime {
                runBlocking {
                    launch {
                        runInterruptible(Dispatchers.IO) { source.asked.awaitOpen() }
                        source.gate.open()
                    }
                    weave { eachBlocking(source) { it } } shouldBe listOf(1, 2)
                }
            }
        }
    }

    context("a source that blocks is interrupted") {
        test("by a timeout of the weave") {
            val source = SlowSource()
            inTime {
                shouldThrow<TaskTimeoutException> {
                    weaveBlocking(timeout = 50.milliseconds) { eachBlocking(source) { it } }
                }
            }
            source.interrupted.isOpen shouldBe true
        }

        test("by the failure of another task") {
            val source = SlowSource()
            val failure = inTime {
                shouldThrow<IllegalStateException> {
                    weaveBlocking {
                        val items = eachBlocking(source) { it }
                        val fails by blocking<Int> {
                            source.asked.awaitOpen()
                            error("x")
                        }
                        task(items, fails) { }
                    }
                }
            }
            failure.message shouldBe "x"
            source.interrupted.isOpen shouldBe true
        }

        test("by the cancellation of the caller") {
            val source = SlowSource()
            inTime {
                runBlocking {
                    coroutineScope {
                        val weaving = launch { weave { eachBlocking(source) { it } } }
                        runInterruptible(Dispatchers.IO) { source.asked.awaitOpen() }
                        weaving.cancelAndJoin()
                    }
                }
            }
            source.interrupted.isOpen shouldBe true
        }

        test("by an interrupt of the calling thread") {
            val source = SlowSource()
            var thrown: Throwable? = null
            val caller = thread {
                thrown = runCatching { Wove.weave<Any, Exception>("w") { w -> w.each("items", source) { it } } }
                    .exceptionOrNull()
            }
            source.asked.awaitOpen()
            caller.interrupt()
            inTime { caller.join() }
            (thrown is WeaveCancelledException) shouldBe true
            source.interrupted.isOpen shouldBe true
        }

        test("by the cancellation of a future") {
            val source = SlowSource()
            val future = Wove.weaveAsync("w") { w -> w.each("items", source) { it } }
            source.asked.awaitOpen()
            future.cancel(true)
            inTime { shouldThrow<CancellationException> { future.join() } }
            inTime { source.interrupted.awaitOpen() }
        }
    }

    test("what a source throws on its thread fails the task") {
        val failing = Iterable {
            iterator<Int> {
                yield(1)
                error("no more")
            }
        }
        shouldThrow<IllegalStateException> { weaveBlocking { eachBlocking(failing) { it } } }.message shouldBe "no more"
        val neverOpens = Iterable<Int> { error("closed") }
        shouldThrow<IllegalStateException> { weaveBlocking { eachBlocking(neverOpens) { it } } }.message shouldBe
            "closed"
    }
})
