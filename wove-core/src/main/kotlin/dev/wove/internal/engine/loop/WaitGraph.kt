package dev.wove.internal.engine.loop

import dev.wove.Task
import dev.wove.WaitCycleException
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.graph.TaskNode
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/**
 * Who waits for whom through `await`, over a whole nest of weaves. Looking for a circle and joining the waiters is one
 * step under one lock, so of two tasks that wait for each other exactly one is told.
 *
 * A task that waits inside a nested weave is entered for the tasks around it as well, which cannot end before it does: for
 * those that its target is not inside of, as no circle leads through others. So a wait costs as much deep down as it does
 * above.
 */
internal class WaitGraph {
    private val lock = ReentrantLock()
    private val targets = HashMap<EngineTask<*>, MutableList<EngineTask<*>>>()

    /** Enters the wait, or throws if it would close a circle. False if there is nothing to wait for any more. */
    fun enter(reader: EngineTask<*>, target: EngineTask<*>, onEnd: Runnable): Boolean = lock.withLock {
        checkNoCircle(reader, target)
        while (true) {
            if (target.hasEnded()) return false
            val first = target.waiters()
            if (target.addWaiter(first, EndWaiter(TaskNode.stillWaiting(first), onEnd))) break
        }
        for (waiting in waitingWith(reader, target)) add(waiting, target)
        true
    }

    /** Enters that [call], and so the end of its scope, waits for [inputs] of scopes around, or throws. */
    fun enter(call: EngineTask<*>, inputs: List<EngineTask<*>>): Unit = lock.withLock {
        for (input in inputs) checkNoCircle(call, input)
        for (input in inputs) waitingWith(call, input).drop(1).forEach { add(it, input) }
    }

    private fun add(waiting: EngineTask<*>, target: EngineTask<*>) {
        targets.getOrPut(waiting) { ArrayList(1) }.add(target)
    }

    fun leave(reader: EngineTask<*>, target: EngineTask<*>) = lock.withLock {
        for (waiting in waitingWith(reader, target)) {
            val all = targets[waiting] ?: continue
            all.remove(target)
            if (all.isEmpty()) targets.remove(waiting)
        }
    }

    /** [reader], and the tasks around it down from the weave that [target] is of. */
    private fun waitingWith(reader: EngineTask<*>, target: EngineTask<*>): Sequence<EngineTask<*>> =
        generateSequence(reader) { it.run.enclosing?.task }.takeWhile { it.weaveRun.depth >= target.weaveRun.depth }

    private fun checkNoCircle(reader: EngineTask<*>, target: EngineTask<*>) {
        pathTo(target, Around(reader))?.let { throw cycle(reader, it) }
    }

    /** A task and those around it, looked at only as far out as somebody asks. */
    private class Around(
        private val reader: EngineTask<*>,
    ) {
        private val all = arrayListOf(reader)

        operator fun contains(task: EngineTask<*>): Boolean {
            val levels = reader.weaveRun.depth - task.weaveRun.depth
            if (levels < 0) return false
            while (all.size <= levels) all.add(all.last().run.enclosing!!.task)
            return all[levels] === task
        }
    }

    /** The tasks that [reader] awaits. */
    fun of(reader: EngineTask<*>): List<EngineTask<*>> = lock.withLock { targets[reader].orEmpty().toList() }

    /** The tasks from [start] to the first of [goals] that it waits for, or null. */
    private fun pathTo(start: EngineTask<*>, goals: Around): List<EngineTask<*>>? {
        val cameFrom = HashMap<EngineTask<*>, EngineTask<*>?>()
        val open = ArrayDeque<EngineTask<*>>()
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

    private fun waitedForBy(node: EngineTask<*>): List<EngineTask<*>> = declaredBy(node) + targets[node].orEmpty()

    private fun declaredBy(node: EngineTask<*>): List<EngineTask<*>> = node.weaveRun.inputsOf(node)

    private fun cycle(reader: EngineTask<*>, path: List<EngineTask<*>>): WaitCycleException {
        val isDeclared = path.zipWithNext().any { (one, next) -> next in declaredBy(one) }
        val around = if (path.last() === reader) emptyList() else listOf(reader)
        val names = (listOf(reader) + path + around).map { it.name() }
        return WaitCycleException(
            "Task '${reader.name()}' in ${reader.graph.title()} awaits '${path.first().name()}', " +
                "which waits for it: " + names.joinToString(" -> ") +
                ".\n  Break the circle by " +
                (if (isDeclared) "dropping one of these" else "declaring one of these as an input of the other") +
                ", or compute both values in one task.",
            names,
        )
    }
}
