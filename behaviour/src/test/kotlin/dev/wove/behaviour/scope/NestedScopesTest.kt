package dev.wove.behaviour.scope

import dev.wove.behaviour.inTime
import dev.wove.dsl.await
import dev.wove.dsl.taskScope
import dev.wove.java.Wove
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking

private suspend fun inCalls(depth: Int): Int =
    if (depth == 0) 0 else taskScope { start { inCalls(depth - 1) }.await() } + 1

private fun inBlocksOfJava(depth: Int): Int = if (depth == 0) {
    0
} else {
    Wove.taskScope().use { scope ->
        val one = scope.start<Int> { 1 }
        inBlocksOfJava(depth - 1) + one.join()
    }
}

/** With a cost that grows with the depth, the first of these would take more than a minute. */
class NestedScopesTest : FunSpec({
    context("scopes nested some thousands deep") {
        test("cost each as much as the first, in one another's calls") {
            inTime { runBlocking(Dispatchers.Default) { inCalls(6_000) } } shouldBe 6_000
        }

        test("cost each as much as the first, on one thread of Java") {
            inTime { inBlocksOfJava(1_000) } shouldBe 1_000
        }
    }
})
