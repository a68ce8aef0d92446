package dev.wove.behaviour.graph

import dev.wove.WeaveOptions
import dev.wove.behaviour.trace.EventRecord
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicIntegerArray
import java.util.concurrent.atomic.AtomicReferenceArray

class Boom(
    val task: Int,
    attempt: Int,
) : RuntimeException("t$task, attempt $attempt")

/** Sees every body of one run begin and end, and notes what breaks a promise. */
class Recorder(
    private val graph: RandomGraph,
) {
    val violations = ConcurrentLinkedQueue<String>()

    /** The failures that the retries did not cure, in the order thrown. */
    val thrown = ConcurrentLinkedQueue<Boom>()
    val began = AtomicInteger()

    /** What a listener is told of the run. */
    private val events = EventRecord()
    val options: WeaveOptions = (graph.options as WeaveOptions.Builder).listener(events)
    private val attempts = AtomicIntegerArray(graph.tasks.size)
    private val inside = AtomicIntegerArray(graph.tasks.size)
    private val returned = AtomicIntegerArray(graph.tasks.size)
    private val last = AtomicReferenceArray<Boom>(graph.tasks.size)

    @Volatile
    private var over = false

    /** Called in each body with the number of bodies begun so far. */
    @Volatile
    var onBegin: (Int) -> Unit = {}

    fun begin(task: RandomTask) {
        if (over) violations += "${task.name} began after the weave had ended"
        if (!inside.compareAndSet(task.index, 0, 1)) violations += "${task.name} runs twice at once"
        if (returned[task.index] != 0) violations += "${task.name} began again after it had succeeded"
        val attempt = attempts.incrementAndGet(task.index)
        if (attempt > task.retries + 1) violations += "${task.name} began attempt $attempt of ${task.retries + 1}"
        for (input in task.inputs) {
            if (inside[input.to] != 0) violations += "${task.name} began while t${input.to} was running"
            if (input.isStrict && returned[input.to] == 0) {
                violations += "${task.name} began before t${input.to} had succeeded"
            }
        }
        onBegin(began.incrementAndGet())
    }

    fun end(task: RandomTask, read: (RandomEdge) -> Long?): Long {
        val attempt = attempts[task.index]
        if (attempt <= task.failingAttempts) {
            val boom = Boom(task.index, attempt)
            last[task.index] = boom
            if (attempt > task.retries) thrown += boom
            throw boom
        }
        val value = RandomGraph.valueOf(task, read)
        returned[task.index] = 1
        return value
    }

    fun leave(task: RandomTask) {
        if (over) violations += "${task.name} was still running when the weave had ended"
        inside[task.index] = 0
    }

    fun over() {
        over = true
        for (task in graph.tasks) if (inside[task.index] != 0) violations += "${task.name} was left running"
        violations += events.violations(graph.tasks.associate { task -> task.name to task.inputs.map { "t${it.to}" } })
    }

    fun attemptsOf(task: Int) = attempts[task]

    fun hasReturned(task: Int) = returned[task] != 0

    fun lastFailureOf(task: Int): Boom? = last[task]
}
