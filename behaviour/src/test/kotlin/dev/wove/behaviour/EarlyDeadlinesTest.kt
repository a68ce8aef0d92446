package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.weave
import dev.wove.internal.clock.RunClock
import dev.wove.internal.engine.body.ClockElement
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.runBlocking
import java.time.Duration.ofMinutes

/**
 * On a busy machine time may be up before the engine is done with setting a task up. A task mapped over a flow was then
 * told to stop before it had a collector to stop: that waited for room for ever, and the weave for it.
 */
class EarlyDeadlinesTest : FunSpec({
    val items = List(10) { it }

    val ways = mapOf<String, WeaveScope.(Policy.Builder) -> Task<*>>(
        "a task" to { policy -> task<Int>(policy = policy) { awaitCancellation() } },
        "a blocking task" to { policy -> blocking(policy = policy) { Thread.sleep(60_000) } },
        "a blocking task on the caller's thread" to { policy ->
            blocking(policy = policy.onCaller()) { Thread.sleep(60_000) }
        },
        "a blocking task mapped over a list, on the caller's thread" to { policy ->
            eachBlocking(items, policy = policy.workers(2).onCaller()) { Thread.sleep(60_000) }
        },
        "a task mapped over a list" to { policy ->
            each<Int, Int>(items, policy = policy.workers(2)) { awaitCancellation() }
        },
        "a task mapped over a sequence" to { policy ->
            each<Int, Int>(items.asSequence(), policy = policy.workers(2)) { awaitCancellation() }
        },
        "a task mapped over a flow" to { policy ->
            each<Int, Int>(items.asFlow(), policy = policy.workers(2)) { awaitCancellation() }
        },
        "a blocking task mapped over a flow" to { policy ->
            eachBlocking(items.asFlow(), policy = policy.workers(2)) { Thread.sleep(60_000) }
        },
        "a task mapped over a task" to { policy ->
            val first = each(items) { it }
            each<Int, Int>(first, policy = policy.workers(2)) { awaitCancellation() }
        },
    )
    val policies = mapOf(
        "deadline" to Policy.deadline(ofMinutes(1)),
        "timeout" to Policy.timeout(ofMinutes(1)),
        "patience" to Policy.timeout(ofMinutes(1)).abandonAfter(ofMinutes(1)),
    )

    fun ends(options: WeaveOptions, declare: WeaveScope.() -> Task<*>) {
        inTime {
            shouldThrow<TaskTimeoutException> {
                runBlocking(Dispatchers.Default + HurriedClock) {
                    weave<Any?>(options = options) {
                        @Suppress("UNCHECKED_CAST")
                        declare() as Task<Any?>
                    }
                }
            }
        }
    }

    for ((way, declare) in ways) {
        for (onFailure in OnFailure.values()) {
            for ((limit, policy) in policies) {
                test("rule-11 rule-1 $way ends whose $limit is over while it is set up, under $onFailure") {
                    ends(WeaveOptions.onFailure(onFailure)) { declare(policy) }
                }
            }
        }

        test("rule-11 rule-1 $way ends when the timeout of its weave is over before it") {
            ends(WeaveOptions.timeout(ofMinutes(1))) { declare(Policy.none()) }
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
