package dev.wove.behaviour

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Gate
import dev.wove.dsl.weaveResult
import dev.wove.trace.TraceEvent
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.util.concurrent.atomic.AtomicBoolean

class StoppedAsItBeginsTest : FunSpec({
    test("a task that runs on the caller's thread has not begun if it is stopped before its body runs") {
        val begins = Gate()
        val hasFailed = Gate()
        val ran = AtomicBoolean()
        val result = withContext(Dispatchers.Default) {
            weaveResult(
                options = WeaveOptions.none().listener { event ->
                    if (event is TraceEvent.TaskStarted && event.task() == "here") {
                        begins.open()
                        hasFailed.awaitOpen()
                    }
                    if (event is TraceEvent.TaskEnded && event.task() == "fails") hasFailed.open()
                },
            ) {
                blocking("fails") {
                    begins.awaitOpen()
                    error("fails")
                }
                blocking("here", policy = Policy.onCaller()) { ran.set(true) }
            }
        }
        (result.outcome("here") is Outcome.Skipped) shouldBe !ran.get()
    }
})
