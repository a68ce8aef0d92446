package dev.wove.internal.engine.items

import dev.wove.Task
import dev.wove.internal.engine.body.BodyHost
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.readersOf
import dev.wove.internal.graph.Types
import dev.wove.internal.source.ItemSource
import dev.wove.internal.source.SharedItems
import kotlinx.coroutines.flow.Flow
import java.util.stream.BaseStream

/** What a task is mapped over. */
internal fun sourceOf(task: EngineTask<*>): Any? {
    val source = task.mapping()!!.source.let { if (it is Task<*>) valueToMap(task, it) else it }
    if (!ItemSource.isIndexed(source)) task.run.passTurn()
    return source
}

/** Whether the items of [source] are made as they are read, by something that may take its time. */
internal fun mayBlock(source: Any?): Boolean = when (source) {
    is Collection<*>, is IntProgression, is LongProgression, is CharProgression -> false
    else -> source is Iterable<*> || source is Sequence<*> || source is BaseStream<*, *> || source is Iterator<*>
}

/**
 * Opens the [source] of a mapped task, which is no [Flow].
 *
 * @throws ClassCastException if it has no items
 */
internal fun openSource(task: EngineTask<*>, source: Any?): ItemSource {
    val mapping = task.mapping()!!
    val who = "Task '${task.name()}' in ${task.graph.title()} is mapped over " +
        (mapping.sourceTask()?.let { "'${it.name()}', whose value is " } ?: "")
    if (source == null) throw IllegalStateException("${who}null.\n  Make an empty list where there are no items.")
    return itemsOf(source) ?: throw ClassCastException(
        "$who${Types.a(source.javaClass)}, which has no items.\n" +
            "  Map over an Iterable, an array, a Map, a Sequence, a Stream or a Flow.",
    )
}

private fun valueToMap(task: EngineTask<*>, source: Task<*>): Any? {
    val node = task.run.nodeOf(source) ?: return task.read(source)
    val value = node.valueOf(node.state()!!)
    val perhapsReadOnce = value is Sequence<*> || value is BaseStream<*, *> || value is Iterator<*>
    return if (perhapsReadOnce) shared(task.run, node, value) else value
}

private fun itemsOf(source: Any?): ItemSource? =
    ItemSource.open(if (source is Sequence<*>) source.iterator() else source)

/** A source that can perhaps be read only once, for as many tasks as are mapped over it. */
private fun shared(run: BodyHost, node: EngineTask<*>, source: Any): Any {
    val readers = readersOf(run, node)
    if (readers < 2) return source
    return run.sharedSources.of(node) { SharedItems({ itemsOf(source)!!.iterator }, readers) }
}
