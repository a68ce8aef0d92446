package dev.wove.internal.engine

import dev.wove.Task
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.graph.Graph

/** What a weave takes from the body that it is declared in. */
internal class EnclosingBody(
    private val task: EngineTask<*>,
) : Graph.Enclosing {
    override fun mayRead(handle: Task<*>): Boolean = task.mayRead(handle)

    override fun graph(): Graph = task.graph
}
