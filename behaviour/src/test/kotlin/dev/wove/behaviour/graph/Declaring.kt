package dev.wove.behaviour.graph

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.dsl.InputScope
import dev.wove.dsl.WeaveScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration
import dev.wove.java.WeaveScope as JavaScope

/** Declares [graph] in Kotlin and returns the handle of the task to return. */
fun WeaveScope.declare(graph: RandomGraph, recorder: Recorder, waits: Boolean): Task<Long> {
    val handles = arrayOfNulls<Task<Long>>(graph.tasks.size)
    for (task in graph.tasks) {
        val targets = task.inputs.associateWith { handles[it.to] ?: ref<Long>("t${it.to}") }
        val inputs = task.inputs
            .mapNotNull { edge ->
                val target = targets.getValue(edge)
                when (edge.mode) {
                    EdgeMode.STRICT -> target
                    EdgeMode.SETTLED -> settled(target)
                    EdgeMode.OR_NULL -> orNull(target)
                    EdgeMode.AFTER -> null
                }
            }.toTypedArray()
        val after = task.inputs.filter { it.mode == EdgeMode.AFTER }.map { targets.getValue(it) }
        val retries = task.retries.takeIf { it > 0 }
        val timeout = 10.minutes.takeIf { task.hasTimeout }
        handles[task.index] =
            if (task.body == BodyKind.BLOCKS) {
                blocking(task.name, *inputs, after = after, retries = retries, timeout = timeout) {
                    recorder.running(task) { recorder.end(task) { read(it, targets.getValue(it)) } }
                }
            } else {
                task(task.name, *inputs, after = after, retries = retries, timeout = timeout) {
                    recorder.running(task) {
                        if (task.body == BodyKind.SUSPENDS) {
                            if (waits) delay(task.delayMillis) else yield()
                        }
                        recorder.end(task) { read(it, targets.getValue(it)) }
                    }
                }
            }
    }
    return handles[graph.returned]!!
}

private inline fun Recorder.running(task: RandomTask, body: () -> Long): Long {
    begin(task)
    try {
        return body()
    } finally {
        leave(task)
    }
}

private fun InputScope.read(edge: RandomEdge, handle: Task<Long>): Long? = when (edge.mode) {
    EdgeMode.STRICT -> handle()
    EdgeMode.SETTLED -> handle.outcome().orNull()
    EdgeMode.OR_NULL -> handle.orNull()
    EdgeMode.AFTER -> null
}

/** Declares [graph] in the Java face; bodies that suspend in Kotlin return a stage here. */
fun JavaScope.declare(graph: RandomGraph, recorder: Recorder, elsewhere: Executor): Task<Long> {
    val handles = arrayOfNulls<Task<Long>>(graph.tasks.size)
    for (task in graph.tasks) {
        val targets = task.inputs.associateWith { handles[it.to] ?: ref("t${it.to}", Long::class.javaObjectType) }
        val inputs = task.inputs.mapNotNull<RandomEdge, TaskInput> { edge ->
            val target = targets.getValue(edge)
            when (edge.mode) {
                EdgeMode.STRICT -> target
                EdgeMode.SETTLED -> settled(target)
                EdgeMode.OR_NULL -> orNull(target)
                EdgeMode.AFTER -> null
            }
        }
        val after = task.inputs.filter { it.mode == EdgeMode.AFTER }.map { targets.getValue(it) }.toTypedArray()
        var policy = Policy.none()
        if (task.retries > 0) policy = policy.retries(task.retries)
        if (task.hasTimeout) policy = policy.timeout(10.minutes.toJavaDuration())
        if (task.body == BodyKind.RETURNS && task.index % 2 == 0) policy = policy.onCaller()
        val scope = with(policy).after(*after)

        fun value(read: dev.wove.java.Inputs) = recorder.end(task) { edge ->
            val handle = targets.getValue(edge)
            when (edge.mode) {
                EdgeMode.STRICT -> read.get(handle)
                EdgeMode.SETTLED -> (read.outcome(handle) as Outcome<Long>).orNull()
                EdgeMode.OR_NULL -> read.orNull(handle)
                EdgeMode.AFTER -> null
            }
        }
        handles[task.index] =
            if (task.body == BodyKind.SUSPENDS) {
                scope.async(task.name, inputs) { read ->
                    // What a cancelled stage does is its own affair, so only its end comes from elsewhere.
                    val end = runCatching { recorder.running(task) { value(read) } }
                    val stage = CompletableFuture<Long>()
                    elsewhere.execute { end.fold(stage::complete, stage::completeExceptionally) }
                    stage
                }
            } else {
                scope.task(task.name, inputs) { read -> recorder.running(task) { value(read) } }
            }
    }
    return handles[graph.returned]!!
}
