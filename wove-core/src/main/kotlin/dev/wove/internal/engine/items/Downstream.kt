package dev.wove.internal.engine.items

import dev.wove.internal.engine.body.EngineTask

/** The chained tasks that take the items of [task] as they come. */
internal class Downstream(
    private val task: EngineTask<*>,
    private val onRoom: () -> Unit,
) {
    private var feeds: List<Feed> = emptyList()
    val isEmpty: Boolean get() = feeds.isEmpty()
    val hasRoom: Boolean get() = feeds.isEmpty() || feeds.none { it.isFull }

    /** Lets the tasks begin, unless they have: their items come from now on. */
    fun begin(isLazy: Boolean) {
        // First all of them: one that begins may already have an item run, which is for the others, too.
        var begin = emptyList<EngineTask<*>>()
        for (i in 0 until task.dependentCount()) {
            val dependent = task.dependent(i) as EngineTask<*>
            val declaration = dependent.declaration ?: continue
            if (declaration.mapping?.upstream()?.let { task.run.nodeOf(it) } === task &&
                declaration.notes.feed == null
            ) {
                val feed = Feed(task, declaration.policy.maxPending() ?: Int.MAX_VALUE, isLazy)
                feed.onRoom = onRoom
                declaration.notes.feed = feed
                feeds = feeds + feed
                begin = begin + dependent
            }
        }
        begin.forEach(task.run::inputStreams)
    }

    fun offer(index: Int, value: Any?) {
        for (feed in feeds) feed.offer(index, value)
    }
}
