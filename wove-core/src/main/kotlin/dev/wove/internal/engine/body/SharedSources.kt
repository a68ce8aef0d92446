package dev.wove.internal.engine.body

import dev.wove.internal.source.SharedItems

/** Values that can be read only once and that several tasks of a run are mapped over. */
internal class SharedSources {
    private val items = HashMap<EngineTask<*>, SharedItems>()
    private val readersLeft = HashMap<EngineTask<*>, Int>()

    /** What [node] made, for all the tasks that are mapped over it. */
    @Synchronized
    fun of(node: EngineTask<*>, make: () -> SharedItems): SharedItems = items.getOrPut(node, make)

    /** One of the tasks that are mapped over [node] has done with it, or never will: whether it is the last of them. */
    @Synchronized
    fun isLastReader(node: EngineTask<*>): Boolean {
        val left = (readersLeft[node] ?: readersOf(node.run, node)) - 1
        readersLeft[node] = left
        return left == 0
    }
}
