package dev.wove.internal.graph

import dev.wove.PlanException
import dev.wove.WeaveOptions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.matchers.types.shouldNotBeSameInstanceAs
import kotlin.concurrent.thread

private fun newGraph() = Graph("page", WeaveOptions.none(), null)

private fun TaskNode<*>.dependents() = (0 until dependentCount()).map { dependent(it).name() }

class GraphTest : FunSpec({
    context("declaring") {
        test("is refused on another thread than that of the block") {
            val graph = newGraph()
            var refused: IllegalStateException? = null
            thread(name = "other") { refused = shouldThrow { graph.nextIndex("late") } }.join()
            refused!!.message shouldContain "was used by thread 'other' while its block runs on"
            graph.size() shouldBe 0
        }

        test("is refused once the graph is sealed, even if sealing failed") {
            for (returned in listOf(true, false)) {
                val graph = newGraph()
                val a = graph.task("a")
                if (returned) graph.seal(a) else shouldThrow<PlanException> { graph.seal(null) }
                shouldThrow<IllegalStateException> { graph.nextIndex("b") }.message shouldContain
                    "was used after its block returned: task(\"b\")"
            }
        }

        test("counts an input that is taken twice as often as it is taken, in both directions") {
            val graph = newGraph()
            val a = graph.task("a")
            val b = graph.task("b", a, a)
            graph.seal(b)
            a.dependents() shouldContainExactly List(b.pending()) { "b" }
        }
    }

    context("sealing") {
        test("draws the edges of names that were declared later") {
            val graph = newGraph()
            val early = graph.task("early", graph.ref<Any?>("late", null))
            val late = graph.task("late")
            graph.seal(early)
            late.dependents() shouldContainExactly listOf("early")
            early.pending() shouldBe 1
        }

        test("refuses to return a task of another weave, even of the same name and place") {
            val other = newGraph().task("a")
            val graph = newGraph()
            graph.task("a")
            shouldThrow<PlanException> { graph.seal(other) }.message shouldContain
                "The block of weave 'page' returns 'a', which is a task of another weave"
        }
    }

    test("keeps what is wanted and what that needs, at new places") {
        val graph = newGraph()
        graph.reserve(Node(graph, 0), "unwanted")
        val needed = Node(graph, 1).also { graph.reserve(it, "needed") }
        graph.reserve(Node(graph, 2), "unwanted, too")
        val wanted = Node(graph, 3).also { graph.reserve(it, "wanted") }
        wanted.inputs = arrayOf(needed)
        graph.keepOnly(listOf(wanted))
        graph.drawAllEdges()
        graph.names() shouldContainExactly listOf("needed", "wanted")
        graph.names().indices.forEach { graph.node(it).index shouldBe it }
        needed.dependents() shouldContainExactly listOf("wanted")
    }

    test("each run of a plan has nodes of its own, with the edges among them") {
        val graph = newGraph()
        val a = graph.task("a")
        val b = graph.task("b", a)
        graph.seal(b)
        val runs = List(2) { graph.nodesToRunAgain() }
        for (nodes in runs) {
            nodes.get(0) shouldNotBeSameInstanceAs a
            nodes.get(0).dependent(0) shouldBeSameInstanceAs nodes.get(1)
            nodes.get(1).pending() shouldBe 1
        }
        runs[0].get(0) shouldNotBeSameInstanceAs runs[1].get(0)
    }

    test("what is left of a run finds the handles that were declared, and no others") {
        val graph = newGraph()
        val a = graph.task("a")
        val b = graph.task("b", a)
        graph.seal(b)
        val ran = graph.nodesToRunAgain()
        for (node in ran) node.end(node.name())
        val left = graph.left(ran)
        left.resolve(b) shouldBeSameInstanceAs left.node(1)
        left.find("a") shouldBeSameInstanceAs left.node(0)
        left.node(1).state() shouldBe "b"
        left.resolve(newGraph().task("a")).shouldBeNull()
    }
})
