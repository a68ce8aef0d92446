package dev.wove.behaviour.failure

import dev.wove.Do
import dev.wove.Weave
import dev.wove.behaviour.notes
import dev.wove.dsl.await
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import java.io.IOException

// All in functions of this file, as the body is in the helper's file then.

private var line = 0

private fun helper(): Int = throw IOException("from a helper")

private suspend fun suspendingHelper(): Int {
    delay(1)
    return helper()
}

private fun here() = Throwable().stackTrace.first { "here" !in it.methodName }.lineNumber

private suspend fun suspendingBody(): Int = weave {
    task("a") {
        delay(1)
        line = here() + 1
        helper()
    }
}

private suspend fun blockingBody(): Int = weave {
    blocking("a") {
        line = here() + 1
        helper()
    }
}

private suspend fun bodyOfItem(): List<Int> = weave {
    eachBlocking(listOf(1), name = "a") {
        line = here() + 1
        helper()
    }
}

private suspend fun suspendedInHelper(): Int = weave {
    task("a") {
        line = here() + 1
        suspendingHelper()
    }
}

private suspend fun call(): Int = taskScope {
    start {
        delay(1)
        line = here() + 1
        helper()
    }.await()
}

private suspend fun nested(): Int = weave("outside") {
    blocking("a") { weaveBlocking("inside") { blocking("b") { helper() } } }
}

private class Page : Weave<Int>() {
    @Do
    fun author(): Int {
        line = here() + 1
        return listOf(1).sumOf { asked() }
    }

    private fun asked(): Int = helper()
}

private class SuspendingPage : Weave<Int>() {
    @Do
    suspend fun author(): Int {
        delay(1)
        line = here() + 1
        return asked()
    }

    private fun asked(): Int = helper()
}

class PlaceOfBodyTest : FunSpec({
    suspend fun bodiesIn(call: suspend () -> Any?): List<String> {
        val note = shouldThrow<IOException> { call() }.notes().last()
        return Regex("Body: (.*)").findAll(note!!).map { it.groupValues[1] }.toList()
    }

    context("the note of a body that fails in a function of the same file names the line") {
        val ways = mapOf<String, suspend () -> Any?>(
            "of the suspending body" to ::suspendingBody,
            "of the blocking body" to ::blockingBody,
            "of the body of an item" to ::bodyOfItem,
            "in the body that was suspended in the function" to ::suspendedInHelper,
            "of the call in a scope" to ::call,
            "of the method of a weave class" to { weave(Page()) },
            "of the suspending method of a weave class" to { weave(SuspendingPage()) },
        )
        for ((name, way) in ways) {
            test(name) {
                runTest { bodiesIn(way) shouldBe listOf("PlaceOfBodyTest.kt:$line") }
            }
        }
    }

    test("the note of a body with a weave inside does not name the line of that weave's body") {
        runTest { bodiesIn(::nested).size shouldBe 1 }
    }
})
