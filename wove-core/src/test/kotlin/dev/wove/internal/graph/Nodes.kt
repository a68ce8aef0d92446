package dev.wove.internal.graph

import dev.wove.Policy
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.trace.WaitCause

/** Declares a task without a body. */
internal fun Graph.task(name: String, vararg inputs: TaskInput, after: List<TaskInput> = emptyList()): TaskNode<Any?> {
    val node = Node(this, nextIndex(name))
    declare(node, name, arrayOf(*inputs), after.toTypedArray(), Policy.none(), null)
    return node
}

internal class Node(
    graph: Graph,
    index: Int,
) : TaskNode<Any?>(graph, index, TaskKind.BLOCKING) {
    override fun copy() = Node(graph, index)

    override fun placeFor(policy: Policy): Place = Nowhere
}

internal object Nowhere : Place {
    override fun runsOn() = "nowhere"

    override fun waitsAs() = WaitCause.QUEUE
}
