package dev.wove.behaviour.scale

import dev.wove.Outcome
import dev.wove.PlanException
import dev.wove.Task
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.internal.run.LiveCounters
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong

private const val MANY = 100_000
private const val MILLION = 1_000_000
private const val TEN_MILLION = 10_000_000L

/** More than a body that was started from the queue may be deeper than one that was started by its input. */
private const val SAME_DEPTH = 20L

class ScaleTest : FunSpec({
    beforeTest { LiveCounters.runs() shouldBe 0 }
    afterTest { LiveCounters.runs() shouldBe 0 }

    test("a name among $MANY is found, and found to be there twice") {
        val result =
            weaveResult("names") {
                (0..<MANY).map { i -> task("t$i") { i } }
                val last = ref<Int>("t${MANY - 1}")
                task("end", last) { last() }
            }
        result.value() shouldBe MANY - 1
        for (i in listOf(0, MANY / 2, MANY - 1)) result["t$i"] shouldBe i
        shouldThrow<NoSuchElementException> { result["t$MANY"] }
        shouldThrow<PlanException> { plan("names") { (0..<MANY).map { i -> task("t${i % (MANY - 1)}") { i } }.last() } }
            .message shouldBe "Two tasks in weave 'names' have the name 't0': the 1st and the 100000th declared.\n" +
            "  Give one of them another name."
    }

    context("a chain of $MANY") {
        test("runs no body on a deeper stack than the others") {
            val least = AtomicLong(Long.MAX_VALUE)
            val most = AtomicLong()
            onSmallStack {
                runBlocking {
                    weave {
                        chain(MANY) {
                            if (it % 1_000 == 0) {
                                val depth = StackWalker.getInstance().walk { frames -> frames.count() }
                                least.accumulateAndGet(depth, ::minOf)
                                most.accumulateAndGet(depth, ::maxOf)
                            }
                        }
                    }
                }
            } shouldBe MANY
            most.get() - least.get() shouldBeLessThan SAME_DEPTH
        }

        test("is planned and run twice") {
            onSmallStack {
                val plan = plan("chain") { chain(MANY) }
                plan.order().size shouldBe MANY
                runBlocking(Dispatchers.Default) { plan.run() + plan.run() }
            } shouldBe 2 * MANY
        }

        test("is planned from names, declared last to first") {
            onSmallStack {
                weaveBlocking {
                    for (i in MANY - 1 downTo 1) {
                        val input = ref<Int>("t${i - 1}")
                        task("t$i", input) { input() + 1 }
                    }
                    task("t0") { 1 }
                    ref<Int>("t${MANY - 1}")
                }
            } shouldBe MANY
        }

        test("runs from Java") {
            onSmallStack { JavaGraphs.chain(MANY) } shouldBe MANY.toLong()
        }
    }

    context("a fan-out of $MANY and its fan-in") {
        for ((where, dispatcher) in mapOf("on one thread" to null, "on many" to Dispatchers.Default)) {
            test("ends every task with its value, $where") {
                val result =
                    onSmallStack {
                        val block: WeaveScope.() -> Task<Long> = {
                            val first = task("first") { 1L }
                            val all = Array(MANY) { i -> task(first) { first() + i } }
                            task("sum", *all) { all.sumOf { it() } }
                        }
                        if (dispatcher == null) {
                            runBlocking { weaveResult(block = block) }
                        } else {
                            runBlocking(dispatcher) { weaveResult(block = block) }
                        }
                    }
                result.value() shouldBe sumFrom1(MANY)
                result.names().count { result.outcome(it) is Outcome.Succeeded } shouldBe MANY + 2
            }
        }

        test("is planned from names") {
            onSmallStack {
                weaveBlocking {
                    val all = List(MANY) { i -> task("t$i", ref<Long>("first")) { i.toLong() } }
                    task("first") { 1L }
                    val byName = Array(MANY) { ref<Long>("t$it") }
                    task("sum", *byName) { byName.sumOf { it() } + all.size }
                }
            } shouldBe sumFrom1(MANY)
        }

        test("runs from Java, every task on a thread of its own") {
            onSmallStack { JavaGraphs.fan(MANY) } shouldBe sumFrom1(MANY)
        }
    }

    context("a weave of $MILLION tasks") {
        test("runs every task once, as a chain") {
            val ran = AtomicInteger()
            onSmallStack { runBlocking { weave { chain(MILLION) { ran.incrementAndGet() } } } } shouldBe MILLION
            ran.get() shouldBe MILLION
        }

        test("runs every task once, in layers on many threads") {
            val ran = AtomicInteger()
            onSmallStack {
                runBlocking(Dispatchers.Default) {
                    weave {
                        var layer = List(1_000) { task { ran.incrementAndGet() } }
                        repeat(MILLION / 1_000 - 1) {
                            val above = layer
                            layer =
                                List(1_000) { i ->
                                    val left = above[i]
                                    val right = above[(i + 1) % 1_000]
                                    task(left, right) {
                                        check(left() > 0 && right() > 0)
                                        ran.incrementAndGet()
                                    }
                                }
                        }
                        task(*layer.toTypedArray()) { ran.get() }
                    }
                }
            } shouldBe MILLION
        }

        test("runs every task once from Java, in layers of stages") {
            onSmallStack { JavaGraphs.layers(MILLION) } shouldBe MILLION.toLong()
        }
    }

    context("$TEN_MILLION items of a lazy source, 8 at once, in a heap of 64 MB") {
        for (way in listOf("at once", "suspending", "java")) {
            test("are all summed up: $way") {
                val (exitCode, printed) = inSmallJvm(way, "$TEN_MILLION")
                withClue(printed) {
                    exitCode shouldBe 0
                    printed shouldMatch Regex("sum ${TEN_MILLION * (TEN_MILLION - 1) / 2} in a heap of 6\\d MB\\R")
                }
            }
        }
    }
})

private fun sumFrom1(n: Int) = n.toLong() * (n + 1) / 2

/** A chain of [tasks] whose value is their number; [inBody] is called with the position of each. */
private fun WeaveScope.chain(tasks: Int, inBody: (Int) -> Unit = {}): Task<Int> {
    var last =
        task("t0") {
            inBody(0)
            1
        }
    repeat(tasks - 1) {
        val input = last
        last =
            task(input) {
                inBody(input())
                input() + 1
            }
    }
    return last
}

/** Runs [ManyItems] in a heap of 64 MB where every thread has a small stack; its exit code, and what it printed. */
private fun inSmallJvm(vararg args: String): Pair<Int, String> {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
    val classPath = System.getProperty("java.class.path")
    val command = listOf(java, "-Xmx64m", "-Xss256k", "-cp", classPath, ManyItems::class.java.name) + args
    val output = Files.createTempFile("many-items", ".txt")
    try {
        val process =
            ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly()
            error("$command has not ended: ${Files.readString(output)}")
        }
        return process.exitValue() to Files.readString(output)
    } finally {
        Files.delete(output)
    }
}
