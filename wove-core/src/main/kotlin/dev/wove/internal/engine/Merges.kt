package dev.wove.internal.engine

import dev.wove.TaskKind
import dev.wove.WeaveOptions
import dev.wove.internal.engine.body.CurrentFrame
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.frame
import dev.wove.internal.graph.Graph
import kotlin.coroutines.CoroutineContext

/**
 * What a merge is: a nested weave of one task, which goes by the name of the weave around it and takes that one's slots,
 * so that its limits hold however deep merges nest. Each body on the way down lends its slots to the next.
 */
public object Merges {
    /** A graph for the one task of a merge by the body that [context] is of. */
    public fun graph(context: CoroutineContext): Graph {
        val frame = context.frame ?: throw outside()
        return frame.task.graph.namesake(optionsIn(frame.task), EnclosingBody(frame.task))
    }

    private fun optionsIn(caller: EngineTask<*>): WeaveOptions {
        val options = caller.graph.options()
        if (options === WeaveOptions.none()) return options
        var inherited = WeaveOptions.none()
        options.workers()?.let { inherited = inherited.workers(it) }
        options.maxBlocking()?.let { inherited = inherited.maxBlocking(it) }
        options.environment()?.let { inherited = inherited.environment(it) }
        return if (options.showsValues()) inherited.showValues() else inherited
    }

    /** The body on the current thread, which must be one that may block. */
    internal fun blockingFrame(): Frame {
        val frame = CurrentFrame.get() ?: throw outside()
        if (frame.task.kind != TaskKind.BLOCKING) throw blocks(frame.task)
        return frame
    }

    public fun isInside(context: CoroutineContext): Boolean = context.frame != null

    /** Whether the current thread runs a body. */
    public fun isInsideHere(): Boolean = CurrentFrame.get() != null

    private fun outside() = IllegalStateException(
        "merge was called outside the body of a task, so there is no weave to merge into.\n" +
            "  Call it inside a body, on its thread or in its coroutine context; elsewhere, run a weave.",
    )

    private fun blocks(task: EngineTask<*>) = IllegalStateException(
        "A blocking merge was called inside the body of task '${task.name()}' in ${task.graph.title()}, " +
            "which must not block; this can deadlock the dispatcher.\n" +
            if (task.kind == TaskKind.SUSPENDING) {
                "  Instead of   mergeBlocking { ... }   // blocks the thread\n" +
                    "  use          merge { ... }           // suspends"
            } else {
                "  Instead of   Wove.merge(...)        // blocks the thread\n" +
                    "  use          Wove.mergeAsync(...)   // returns a future"
            },
    )
}
