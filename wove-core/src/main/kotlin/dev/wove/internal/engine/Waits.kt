package dev.wove.internal.engine

import dev.wove.Task
import dev.wove.WaitCycleException
import dev.wove.internal.graph.Edges
import dev.wove.internal.graph.Ending
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.graph.TaskRef
import dev.wove.trace.WaitCause
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock
import kotlin.coroutines.coroutineContext

/**
 * Who waits for whom through `await`, over a whole nest of weaves. Looking for a circle and joining the waiters is one
 * step under one lock, so of two tasks that wait for each other exactly one is told.
 *
 * A task that waits inside a nested weave is entered for every task around it as well: they cannot end before it does.
 */
internal class Waits {
    private val lock = ReentrantLock()
    private val targets = HashMap<TaskNode<*>, MutableList<EngineTask<*>>>()

    /** Enters the wait, or throws if it would close a circle. False if there is nothing to wait for any more. */
    fun enter(reader: EngineTask<*>, target: EngineTask<*>, onEnd: Runnable): Boolean = lock.withLock {
        val waiting = waitingWith(reader)
        checkNoCircle(reader, waiting, target)
        while (true) {
            if (target.hasEnded()) return false
            val first = target.waiters()
            if (target.addWaiter(first, Told(TaskNode.stillWaiting(first), onEnd))) break
        }
        waiting.forEach { targets.getOrPut(it) { ArrayList(1) }.add(target) }
        true
    }

    /** Enters that [call], and so the end of its scope, waits for [inputs] of scopes around, or throws. */
    fun enter(call: ScopedTask<*>, inputs: List<ScopedTask<*>>): Unit = lock.withLock {
        val waiting = waitingWith(call)
        for (input in inputs) checkNoCircle(call, waiting, input)
        for (around in waiting.drop(1)) targets.getOrPut(around) { ArrayList(1) }.addAll(inputs)
    }

    fun leave(reader: EngineTask<*>, target: EngineTask<*>) = lock.withLock {
        for (waiting in waitingWith(reader)) {
            val all = targets[waiting] ?: continue
            all.remove(target)
            if (all.isEmpty()) targets.remove(waiting)
        }
    }

    private fun waitingWith(reader: EngineTask<*>): List<EngineTask<*>> =
        generateSequence(reader) { it.run.enclosing?.task }.toList()

    private fun checkNoCircle(reader: EngineTask<*>, waiting: List<EngineTask<*>>, target: EngineTask<*>) {
        pathTo(target, waiting.toSet())?.let { throw cycle(reader, it) }
    }

    /** The tasks that [reader] awaits. */
    fun of(reader: EngineTask<*>): List<EngineTask<*>> =
        lock.withLock { targets[reader].orEmpty().map { it as EngineTask<*> } }

    /** The tasks from [start] to the first of [goals] that it waits for, or null. */
    private fun pathTo(start: TaskNode<*>, goals: Set<TaskNode<*>>): List<TaskNode<*>>? {
        val cameFrom = HashMap<TaskNode<*>, TaskNode<*>?>()
        val open = ArrayDeque<TaskNode<*>>()
        cameFrom[start] = null
        open.add(start)
        while (open.isNotEmpty()) {
            val node = open.removeFirst()
            if (node in goals) return generateSequence(node) { cameFrom[it] }.toList().asReversed()
            if (node.hasEnded()) continue
            for (next in waitedForBy(node)) {
                if (next !in cameFrom) {
                    cameFrom[next] = node
                    open.add(next)
                }
            }
        }
        return null
    }

    private fun waitedForBy(node: TaskNode<*>): List<TaskNode<*>> {
        val declared =
            if (node is ScopedTask<*>) {
                node.waitsFor()
            } else {
                // Edges name the nodes as declared; in the run of a plan, copies of them carry the state.
                val run = (node as EngineTask<*>).run
                Edges.inputsOf(node).map { run.nodes[it.index] }
            }
        return declared + targets[node].orEmpty()
    }

    private fun cycle(reader: EngineTask<*>, path: List<TaskNode<*>>): WaitCycleException {
        val around = if (path.last() === reader) emptyList() else listOf(reader)
        val names = (listOf(reader) + path + around).map { it.name() }
        return WaitCycleException(
            "Task '${reader.name()}' in weave '${reader.graph.name()}' awaits '${path.first().name()}', " +
                "which waits for it: " + names.joinToString(" -> ") +
                ".\n  Break the circle by declaring one of these as an input of the other, or " +
                "compute both values in one task.",
            names,
        )
    }
}

/** Waits for [handle], which [reader] did not declare; see `TaskScope.await`. */
internal suspend fun awaitDiscovered(reader: EngineTask<*>, handle: Task<*>): Any? {
    if (handle is ScopedTask<*>) return handle.awaitHere()
    val target =
        generateSequence(reader.run) { it.enclosing?.task?.run }.firstNotNullOfOrNull { it.nodeOf(handle) }
            ?: throw IllegalStateException(
                "Task '${reader.name()}' in weave '${reader.graph.name()}' awaited " +
                    "'${handle.name()}', which is a task of a weave that it is not part of.\n  Pass the value in instead.",
            )
    noteDiscovered(reader, target)
    if (!target.hasEnded()) awaitAround(reader, target)
    val state = target.state()!!
    if (state is Ending) throw state.cause
    return target.valueOf(state).also { if (handle is TaskRef<*>) handle.check(it) }
}

/** Waits until [target], which is of the run of [reader] or of one around it, has ended. */
internal suspend fun awaitAround(reader: EngineTask<*>, target: EngineTask<*>) {
    val waits = reader.run.root.waits
    val frame = coroutineContext.frame
    val lease = frame?.lease
    val since = reader.run.clock.nanoTime()
    var entered = false
    lease?.lend()
    try {
        suspendCancellableCoroutine<Unit> { continuation ->
            val wake = Wake(continuation)
            entered = waits.enter(reader, target, wake)
            if (!entered) wake.run()
        }
    } finally {
        if (entered) waits.leave(reader, target)
        noteWait(reader, target, since, frame?.item ?: -1)
        lease?.takeBack()
    }
}

/** Takes note that the body of [reader] needs [target], which is not among its inputs. */
internal fun noteDiscovered(reader: EngineTask<*>, target: EngineTask<*>) {
    val around = generateSequence(reader) { it.run.enclosing?.task }.firstOrNull { it.run === target.run } ?: return
    if (around !is ScopeBlock) around.record().discovered(target, around.run.clock.nanoTime())
}

/** Takes note of a wait that is over. A task that waits inside a nested weave keeps those around it waiting, too. */
internal fun noteWait(reader: EngineTask<*>, target: EngineTask<*>, since: Long, item: Int) {
    val now = reader.run.clock.nanoTime()
    for (waiting in generateSequence(reader) { it.run.enclosing?.task }) {
        val isHere = waiting.run === target.run
        val on = if (isHere) target.name() else target.label()
        val sameTime = waiting.run.clock.timeline() === reader.run.clock.timeline()
        if (sameTime && waiting !is ScopeBlock) {
            waiting.record().waited(WaitCause.INPUT, on, if (waiting === reader) item else -1, since, now)
        }
        if (isHere) return
    }
}
