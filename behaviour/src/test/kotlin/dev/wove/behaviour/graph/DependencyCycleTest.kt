package dev.wove.behaviour.graph

import dev.wove.PlanException
import dev.wove.Task
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlin.random.Random

class DependencyCycleTest : FunSpec({
    context("a random graph of names") {
        test("is refused with a path that is a circle when it has one, and planned in order when not") {
            var circles = 0
            checkAll(1_000, Arb.long()) { seed ->
                val random = Random(seed)
                val size = 1 + random.nextInt(60)
                val inputs = List(size) { i ->
                    val some = List(random.nextInt(3)) { random.nextInt(if (random.nextInt(3) == 0) size else i + 1) }
                    some.filter { it != i || random.nextInt(20) == 0 }.distinct()
                }
                var started = false

                fun declare() = plan("names") {
                    val tasks = (0 until size).map { i ->
                        val handles = inputs[i].map { ref<Int>("t$it") }
                        val takes = handles.map { if (random.nextInt(5) == 0) settled(it) else it }.toTypedArray()
                        val after = if (random.nextInt(5) == 0) handles else emptyList<Task<*>>()
                        if (after.isEmpty()) {
                            task("t$i", *takes) { 1.also { started = true } }
                        } else {
                            task("t$i", after = after) { 1.also { started = true } }
                        }
                    }
                    tasks.random(random)
                }
                if (hasCircle(inputs)) {
                    circles++
                    val refusal = shouldThrow<PlanException> { declare() }
                    val path = refusal.message!!
                        .substringAfter("has a dependency cycle: ")
                        .substringBefore(" (each")
                        .split(" -> ")
                        .map { it.drop(1).toInt() }
                    path.first() shouldBe path.last()
                    path.drop(1).shouldBeUnique()
                    for ((one, next) in path.zipWithNext()) inputs[one] shouldContain next
                } else {
                    val order = declare().order().map { it.drop(1).toInt() }
                    order shouldContainExactlyInAnyOrder (0 until size).toList()
                    for (i in 0 until size) {
                        for (input in inputs[i]) {
                            (order.indexOf(input) < order.indexOf(i)) shouldBe
                                true
                        }
                    }
                }
                started shouldBe false
            }
            (circles in 100..900) shouldBe true
        }
    }

    context("a circle of three names") {
        test("is refused before anything starts, naming every task on it") {
            var started = false
            shouldThrow<PlanException> {
                weave("author-page") {
                    task("first") { started = true }
                    val price by task(ref<Int>("discount")) { 1 }
                    val total by task(price) { 2 }
                    task("discount", total) { 3 }
                }
            }.message shouldBe "Weave 'author-page' has a dependency cycle: price -> discount -> total -> price " +
                "(each needs the next).\n  Break it by removing one of these inputs, or compute the values in one task."
            started shouldBe false
        }
    }
})

private fun hasCircle(inputs: List<List<Int>>): Boolean {
    val left = inputs.map { it.toMutableSet() }
    val open = inputs.indices.toMutableSet()
    while (true) {
        val free = open.filter { left[it].isEmpty() }
        if (free.isEmpty()) return open.isNotEmpty()
        open.removeAll(free.toSet())
        left.forEach { it.removeAll(free.toSet()) }
    }
}
