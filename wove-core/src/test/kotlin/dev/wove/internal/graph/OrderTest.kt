package dev.wove.internal.graph

import dev.wove.PlanException
import dev.wove.WeaveOptions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlin.random.Random

private fun newGraph() = Graph("ordered", WeaveOptions.none(), null)

class OrderTest : FunSpec({
    test("tasks come after what they wait for, and else as they were declared") {
        val graph = newGraph()
        val a = graph.task("a")
        val b = graph.task("b", a)
        val c = graph.task("c")
        val d = graph.task("d", c, after = listOf(b))
        graph.seal(d)
        val order = Order(graph)
        order.sorted().map { it.name() } shouldContainExactly listOf("a", "b", "c", "d")
        listOf(a, b, c, d).map { order.level(it) } shouldContainExactly listOf(0, 1, 0, 2)
        order.cycle().shouldBeNull()
    }

    test("of any graph every task is sorted once, behind its inputs, one level below the lowest of them") {
        checkAll(200, Arb.long()) { seed ->
            val random = Random(seed)
            val graph = newGraph()
            val nodes = ArrayList<TaskNode<*>>()
            repeat(1 + random.nextInt(40)) { i ->
                val inputs = nodes.shuffled(random).take(random.nextInt(4))
                nodes += graph.task("n$i", *inputs.toTypedArray())
            }
            graph.seal(nodes.last())
            val order = Order(graph)
            val position = order.sorted().withIndex().associate { it.value to it.index }
            position.size shouldBe nodes.size
            for (node in nodes) {
                val inputs = Edges.inputsOf(node)
                inputs.all { position.getValue(it) < position.getValue(node) } shouldBe true
                order.level(node) shouldBe (inputs.maxOfOrNull { order.level(it) } ?: -1) + 1
            }
        }
    }

    test("a circle is told from the task on it that was declared first") {
        val graph = newGraph()
        val outside = graph.task("outside")
        val b = graph.task("b", outside, graph.ref<Any?>("d", null))
        val c = graph.task("c", b)
        val d = graph.task("d", c)
        val e = graph.task("e", d)
        shouldThrow<PlanException> { graph.seal(e) }.message!! shouldContain "b -> d -> c -> b (each needs the next)"
    }
})
