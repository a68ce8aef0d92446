package dev.wove.internal.engine.items

import dev.wove.internal.graph.Mapping.Keeps
import dev.wove.internal.graph.TaskNode
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class ItemResultsTest : FunSpec({
    test("puts values at the positions of their items, whatever the order they come in") {
        for (size in listOf(5, -1)) {
            val results = ItemResults(Keeps.VALUES)
            results.expect(size)
            for (i in listOf(3, 0, 4, 1, 2)) results.store(i, "v$i") shouldBe true
            results.value() shouldBe listOf("v0", "v1", "v2", "v3", "v4")
        }
    }

    test("tells a null that was made from nothing made") {
        val results = ItemResults(Keeps.VALUES)
        results.expect(3)
        results.store(1, null)
        results.made.toList() shouldBe listOf(null, TaskNode.NULL, null)
        results.store(0, 0)
        results.store(2, 2)
        results.value() shouldBe listOf(0, null, 2)
    }

    test("only counts where nobody wants the values, and passes none on") {
        val results = ItemResults(Keeps.COUNT)
        results.expect(1_000)
        for (i in 0 until 1_000) results.store(i, i) shouldBe false
        results.value() shouldBe 1_000L
        results.made.size shouldBe 0
    }

    test("gives a list that nobody can change") {
        val results = ItemResults(Keeps.VALUES)
        results.store(0, "a")
        @Suppress("UNCHECKED_CAST")
        shouldThrow<UnsupportedOperationException> { (results.value() as MutableList<Any?>).add("b") }
    }
})
