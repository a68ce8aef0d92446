package dev.wove.internal.graph

import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.WeaveOptions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.checkAll

class NameTableTest : FunSpec({
    fun graphOf(names: List<String?>): Graph {
        val graph = Graph("named", WeaveOptions.none(), null)
        for (name in names) {
            graph.declare(Node(graph, graph.nextIndex(name)), name, emptyArray(), emptyArray(), Policy.none(), null)
        }
        return graph
    }

    fun sealed(names: List<String?>): Graph = graphOf(names).also { it.seal(it.node(0)) }

    test("finds every task by its name, in small graphs and in large ones") {
        for (size in listOf(1, 8, 9, 100, 70_000)) {
            val graph = sealed(List(size) { "n$it" })
            for (i in 0 until size step maxOf(1, size / 50)) graph.find("n$i") shouldBeSameInstanceAs graph.node(i)
            graph.find("n$size") shouldBe null
        }
    }

    test("tells names apart whose hashes are the same") {
        // Two of each letter pair that String.hashCode cannot tell apart: 2^10 names with one hash.
        val names = (0 until 1024).map { n ->
            (0 until 10).joinToString("") {
                if (n shr it and 1 ==
                    0
                ) {
                    "Aa"
                } else {
                    "BB"
                }
            }
        }
        val graph = sealed(names)
        for ((i, name) in names.withIndex()) graph.find(name) shouldBeSameInstanceAs graph.node(i)
    }

    test("refuses a name that two tasks have, wherever they stand") {
        checkAll(200, Arb.list(Arb.int(0..40), 1..40)) { numbers ->
            val names = numbers.map { "n$it" }
            val second = names.indices.firstOrNull { names.indexOf(names[it]) < it }
            if (second == null) {
                sealed(names)
            } else {
                shouldThrow<PlanException> { sealed(names) }.message shouldContain "have the name '${names[second]}'"
            }
        }
    }

    test("refuses a name that a task without one is called by, before and after it") {
        val many = List(20) { "n$it" }
        for (names in listOf(listOf(null, "task-1"), listOf("task-2", null), many + null + "task-21")) {
            shouldThrow<PlanException> { sealed(names) }.message shouldContain "have the name 'task-"
        }
        sealed(many + "task-7")
    }

    test("knows a name that was only given when the task had been declared") {
        val graph = graphOf(listOf("a", null))
        graph.node(1).nameIfUnnamed("a")
        shouldThrow<PlanException> { graph.seal(graph.node(0)) }.message shouldContain "have the name 'a'"
    }
})
