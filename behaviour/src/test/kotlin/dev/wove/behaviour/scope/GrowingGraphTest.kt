package dev.wove.behaviour.scope

import dev.wove.DelayedResult
import dev.wove.Exit
import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.behaviour.inTime
import dev.wove.dsl.LiveScope
import dev.wove.dsl.await
import dev.wove.dsl.taskScope
import dev.wove.internal.run.FailureNote
import dev.wove.internal.run.LiveCounters
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random

/** Graphs that grow at random while they run, from the block and from tasks, with failures and cancels at random. */
class GrowingGraphTest : FunSpec({
    val dispatchers =
        mapOf(
            "Default" to Dispatchers.Default,
            "IO" to Dispatchers.IO,
            "one thread" to Dispatchers.Default.limitedParallelism(1),
            "Unconfined" to Dispatchers.Unconfined,
        )
    val options =
        OnFailure.entries.flatMap { onFailure ->
            listOf(Exit.WAIT, Exit.CANCEL).map { GrownOptions(onFailure, it) }
        }

    for ((name, dispatcher) in dispatchers) {
        for (option in options) {
            test("every task runs at most once and after its inputs, on $name with $option") {
                repeat(60) { seed -> withClue("seed $seed") { inTime { grow(seed, option, dispatcher) } } }
            }
        }

        test("every task that nothing keeps from it runs once, on $name") {
            repeat(60) { seed ->
                withClue("seed $seed") {
                    val nodes =
                        inTime { grow(seed, GrownOptions(OnFailure.CONTINUE, Exit.WAIT, calm = true), dispatcher) }
                    nodes.map { it.runs.get() }.toSet() shouldBe setOf(1)
                    nodes.map { it.handle.value() } shouldBe nodes.map { it.id }
                }
            }
        }
    }
})

private data class GrownOptions(
    val onFailure: OnFailure,
    val exit: Exit,
    /** Whether nothing fails or is cancelled. */
    val calm: Boolean = false,
)

private class Node(
    val id: Int,
    val strict: List<Node>,
    val settled: List<Node>,
) {
    val runs = AtomicInteger()
    lateinit var handle: DelayedResult<Int>

    /** What the body threw; of the failures of a scope, only such can be thrown by it. */
    @Volatile
    var failure: Throwable? = null

    val hasValue get() = runCatching { handle.value() }.isSuccess
}

private class Grown(
    seed: Int,
    val options: GrownOptions,
    private val scope: LiveScope,
) {
    private val random = Random(seed)
    private val left = AtomicInteger(60)
    val nodes = CopyOnWriteArrayList<Node>()
    val running = AtomicInteger()
    val problems = ConcurrentLinkedQueue<String>()

    private fun chance(percent: Int) = synchronized(random) { random.nextInt(100) < percent }

    private fun some(): List<Node> = synchronized(random) {
        if (nodes.isEmpty()) emptyList() else List(random.nextInt(4)) { nodes[random.nextInt(nodes.size)] }
    }

    fun add() {
        val id = left.getAndDecrement()
        if (id <= 0) return
        val node = Node(id, some(), if (options.onFailure == OnFailure.CONTINUE) some() else emptyList())
        with(scope) {
            val strict = all(node.strict.map { it.handle })
            val settled = all(node.settled.map { settled(it.handle) })
            val after = some().filter { it in node.strict }.map { it.handle }
            node.handle =
                if (chance(30)) {
                    startBlocking(strict, settled, after = after) { values, outcomes ->
                        body(node, values, outcomes) { Thread.yield() }
                    }
                } else {
                    start(strict, settled, after = after) { values, outcomes ->
                        if (chance(40)) yield()
                        if (chance(10)) delay(1)
                        body(node, values, outcomes) { }
                    }
                }
        }
        nodes += node
    }

    private inline fun body(node: Node, values: List<Int>, outcomes: List<Outcome<Int>>, pause: () -> Unit): Int {
        running.incrementAndGet()
        try {
            if (node.runs.incrementAndGet() != 1) problems += "${node.id} ran twice"
            if (values != node.strict.map { it.id }) problems += "${node.id} got $values"
            for ((i, outcome) in outcomes.withIndex()) {
                val of = node.settled[i]
                if (!of.handle.isDone ||
                    outcome.isSuccess != of.hasValue
                ) {
                    problems += "${node.id} got $outcome of ${of.id}"
                }
            }
            pause()
            repeat(2) { if (chance(60)) add() }
            if (!options.calm && chance(10)) some().firstOrNull()?.handle?.cancel()
            if (!options.calm && chance(15)) throw IllegalStateException("${node.id}").also { node.failure = it }
            return node.id
        } finally {
            running.decrementAndGet()
        }
    }
}

private fun grow(seed: Int, options: GrownOptions, dispatcher: CoroutineDispatcher): List<Node> = runBlocking {
    val runsBefore = LiveCounters.runs()
    var grown: Grown? = null
    var thrown: Throwable? = null
    val running =
        launch(dispatcher) {
            try {
                taskScope(exit = options.exit, onFailure = options.onFailure) {
                    val all = Grown(seed, options, this).also { grown = it }
                    repeat(5) { all.add() }
                    if (seed % 3 == 0) all.nodes.forEach { runCatching { it.handle.await() } }
                }
            } catch (e: Throwable) {
                thrown = e
            }
        }
    if (!options.calm && seed % 4 == 1) {
        delay(1)
        running.cancel()
    }
    running.join()
    LiveCounters.runs() shouldBe runsBefore
    grown?.let { verify(it, thrown) }
    grown?.nodes.orEmpty()
}

private fun verify(grown: Grown, thrown: Throwable?) {
    grown.problems.shouldBeEmpty()
    grown.running.get() shouldBe 0
    for (node in grown.nodes) {
        node.handle.isDone shouldBe true
        if (node.strict.any { !it.hasValue }) node.runs.get() shouldBe 0
        if (node.hasValue) node.handle.value() to node.runs.get() shouldBe (node.id to 1)
    }
    if (thrown is CancellationException) return
    val failures = grown.nodes.mapNotNull { it.failure }
    if (thrown != null) (thrown in failures) shouldBe true
    val strictlyAll = grown.options.onFailure == OnFailure.CONTINUE && grown.options.exit == Exit.WAIT
    val observed = grown.nodes.flatMap { it.settled }.isNotEmpty()
    if (strictlyAll && !observed && failures.size in 1..30) {
        listOf(thrown!!) + thrown.suppressed.filter { it !is FailureNote } shouldContainExactlyInAnyOrder failures
    }
}
