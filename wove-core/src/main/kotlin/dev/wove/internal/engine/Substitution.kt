package dev.wove.internal.engine

import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.loop.WeaveRun
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.SubstitutedNodes
import dev.wove.internal.graph.TaskNode
import kotlin.coroutines.CoroutineContext

/** What a test has changed about one run. */
public class Substitution(
    /** The nodes to run, or null for those that were declared. */
    internal val nodes: SubstitutedNodes?,
    /** Tells weaves that are started in this one whose they are. */
    internal val mark: CoroutineContext,
) {
    internal fun skipUnneeded(run: WeaveRun) {
        for (task in nodes?.unneeded().orEmpty()) run.cancel(task as EngineTask<*>, notNeeded(task))
    }

    private fun notNeeded(task: TaskNode<*>) = IllegalStateException(
        "Task '${task.name()}' in ${task.graph.title()} did not run: a test replaced " +
            nodes!!.replacedAfter(task).joinToString { "'$it'" } + ", and nothing else declared it as an input.\n" +
            "  The inputs that a stand-in names do run.",
    )
}

/** Lets the test kit put other tasks in the place of declared ones. All that it costs a run without it is a read. */
public fun interface Substituter {
    /** What to change about a run of [graph] that is started in [context], or null. Throws what the run is refused with. */
    public fun substitution(graph: Graph, returned: TaskNode<*>, context: CoroutineContext): Substitution?

    public companion object {
        @Volatile
        public var installed: Substituter? = null
    }
}
