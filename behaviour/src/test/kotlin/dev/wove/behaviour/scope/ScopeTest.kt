package dev.wove.behaviour.scope

import dev.wove.dsl.await
import dev.wove.dsl.blocking
import dev.wove.dsl.blockingFunction
import dev.wove.dsl.invoke
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlin.time.Duration.Companion.seconds

private suspend fun fetchById(id: Int): String {
    delay(id.seconds)
    return "v$id"
}

class ScopeTest : FunSpec({
    val fetch = taskFunction(::fetchById)
    val concat = taskFunction { a: String, b: String -> a + b }
    val five = taskFunction { -> 5 }
    val length = blockingFunction("length") { s: String -> s.length }

    test("AD02 a handle among the arguments is waited for and its value passed") {
        runTest {
            taskScope {
                val a = fetch(1)
                val b = concat(a, fetch(2))
                val c = concat("x", b)
                val n = length(c)
                val z = start(c, n) { s, m -> s.take(m - 1) }
                z.name() shouldBe "task-6"
                a.name() shouldBe "fetchById-1"
                five().await() shouldBe 5
                z.await() shouldBe "xv1v"
            }
            currentTime shouldBe 2000
            fetch(1) shouldBe "v1"
        }
        fetch.blocking(0) shouldBe "v0"
        fetch.future(0).join() shouldBe "v0"
    }
})
