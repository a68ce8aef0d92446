package dev.wove.behaviour.golden

import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.thrownBy
import io.kotest.core.spec.style.FunSpec
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** All that a Kotlin user sees of a failure; the texts are in `golden/kotlin`. */
class KotlinFailureTextTest : FunSpec({
    val weaves = KotlinFailures()

    fun check(name: String, thrown: Throwable) {
        Golden.check("kotlin/$name", Golden.stackTraceOf(thrown, "KotlinFailures"))
    }

    fun text(title: String, name: String, weave: suspend () -> Any?) = test(title) {
        check(name, withContext(Dispatchers.Default) { thrownBy(weave) })
    }

    text("rule-7 a failure in a plain task", "plain-task") { weaves.plainTask() }
    text("rule-7 a failure of an item", "mapped-item") { weaves.mappedItem() }
    text("rule-7 rule-10 a failure of a task that was tried again", "retried-task") { weaves.retriedTask() }
    text("rule-7 a failure in a nested weave", "nested-weave") { weaves.nestedWeave() }
    text("rule-11 a timeout of a task", "timeout") { weaves.timeout() }
    text("rule-11 a timeout of a weave", "timeout-of-all") { weaves.timeoutOfAll() }
    text("rule-4 a failure while others are stopped", "two-tasks") { weaves.twoTasks() }

    test("rule-15 a caller that is cancelled") {
        val running = Gate()
        val thrown = CompletableDeferred<Throwable>()
        coroutineScope {
            val caller = launch(Dispatchers.Default) { thrown.complete(thrownBy { weaves.cancelledCaller(running) }) }
            running.awaitOpen()
            caller.cancel("the user has gone")
        }
        check("cancelled-caller", thrown.await())
    }
})
