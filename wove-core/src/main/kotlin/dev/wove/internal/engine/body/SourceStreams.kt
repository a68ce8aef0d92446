package dev.wove.internal.engine.body

import dev.wove.Task
import dev.wove.internal.graph.Ending
import java.util.stream.BaseStream

/**
 * Closes the stream that [task] was mapped over, if this was the last task to read it: [task] has no more items to come, or will
 * never start. Returns what closing it failed with.
 *
 * @param opened whether the task has begun to read its source
 */
internal fun closeStream(task: EngineTask<*>, opened: Boolean): Throwable? {
    val source = task.mapping()!!.source
    return close(task, if (source is Task<*>) streamOf(task, source, opened) else source)
}

private fun streamOf(task: EngineTask<*>, source: Task<*>, opened: Boolean): Any? {
    val run = task.run
    // One of a weave around is for whoever opens it.
    val node = run.nodeOf(source) ?: return if (opened) task.read(source) else null
    val state = node.state()
    if (state == null || state is Ending) return null
    val stream = node.valueOf(state) as? BaseStream<*, *>
    return stream?.takeIf { run.sharedSources.isLastReader(node) }
}

/** Closes what [task] has made and nobody will be given, if other tasks were to be mapped over it. */
internal fun closeDropped(task: EngineTask<*>, value: Any?) {
    if (value !is BaseStream<*, *> || readersOf(task.run, task) == 0) return
    close(task, value)?.let { task.run.failures.addOther(task, -1, it) }
}

private fun close(task: EngineTask<*>, source: Any?): Throwable? = try {
    (source as? BaseStream<*, *>)?.close()
    null
} catch (e: Throwable) {
    failureOfSource(task, e)
}

/** How many tasks are mapped over [node]. */
internal fun readersOf(run: BodyHost, node: EngineTask<*>): Int = (0 until node.dependentCount()).count { i ->
    val dependent = node.dependent(i) as EngineTask<*>
    // One that takes its source twice, as by after, stands there twice in a row.
    val isNew = i == 0 || dependent !== node.dependent(i - 1)
    isNew && dependent.mapping()?.sourceTask()?.let { run.nodeOf(it) } === node
}
