package dev.wove.internal.engine

import dev.wove.Task
import dev.wove.internal.graph.Types
import dev.wove.internal.run.ItemSource
import dev.wove.internal.run.SharedItems
import kotlinx.coroutines.flow.Flow
import java.util.stream.BaseStream

/**
 * The items of a mapped task, as a [Flow] or as an [ItemSource].
 *
 * @throws ClassCastException if what is mapped over has no items
 */
internal fun openSource(task: EngineTask<*>): Any {
    val mapping = task.mapping()!!
    val source = mapping.source.let { if (it is Task<*>) valueToMap(task, it) else it }
    if (!ItemSource.isIndexed(source)) task.run.turn?.pass()
    if (source is Flow<*>) return source
    val who = "Task '${task.name()}' in weave '${task.graph.name()}' is mapped over " +
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
private fun shared(run: WeaveRun, node: EngineTask<*>, source: Any): Any {
    val readers = readersOf(run, node)
    if (readers < 2) return source
    return run.shared(node) { SharedItems({ itemsOf(source)!!.iterator }, readers) }
}
