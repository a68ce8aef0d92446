package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskTimeoutException
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.weave
import dev.wove.internal.engine.ClockElement
import dev.wove.internal.run.RunClock
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.runBlocking
import java.time.Duration

/**
 * On a busy machine a deadline may pass before the engine is done with setting the task up. Tasks mapped over a flow were
 * then told to stop before there was a collector to stop: it waited for room for ever, and the weave for it.
 */
class EarlyDeadlinesTest : FunSpec({
    val alone = Policy.deadline(Duration.ofMinutes(1))
    val deadline = alone.workers(2)
    val items = List(10) { it }

    val ways = mapOf<String, WeaveScope.() -> Task<*>>(
        "a task" to { task<Int>(policy = alone) { awaitCancellation() } },
        "a blocking task" to { blocking(policy = alone) { Thread.sleep(60_000) } },
        "a task mapped over a list" to { each<Int, Int>(items, policy = deadline) { awaitCancellation() } },
        "a task mapped over a sequence" to {
            each<Int, Int>(items.asSequence(), policy = deadline) { awaitCancellation() }
        },
        "a task mapped over a flow" to { each<Int, Int>(items.asFlow(), policy = deadline) { awaitCancellation() } },
        "a blocking task mapped over a flow" to {
            eachBlocking(items.asFlow(), policy = deadline) { Thread.sleep(60_000) }
        },
        "a task mapped over a task" to {
            val first = each(items) { it }
            each<Int, Int>(first, policy = deadline) { awaitCancellation() }
        },
    )

    for ((way, declare) in ways) {
        for (onFailure in OnFailure.values()) {
            test("rule-11 rule-1 $way ends whose deadline passes while it is set up, under $onFailure") {
                inTime {
                    shouldThrow<TaskTimeoutException> {
                        runBlocking(Dispatchers.Default + HurriedClock) {
                            weave<Any?>(onFailure = onFailure) {
                                @Suppress("UNCHECKED_CAST")
                                declare() as Task<Any?>
                            }
                        }
                    }
                }
            }
        }
    }
})

/** By which every wait is over at once. */
private object HurriedClock : ClockElement() {
    override val dispatcher = Dispatchers.Default

    override fun nanoTime(): Long = System.nanoTime()

    override fun schedule(nanos: Long, action: Runnable): RunClock.Timer {
        action.run()
        return RunClock.Timer {}
    }
}
