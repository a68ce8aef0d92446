package dev.wove.internal.engine

import dev.wove.TaskFailedException
import dev.wove.internal.graph.TaskNode
import java.util.concurrent.CancellationException

/** [thrown] as a failure: a cancellation that nobody asked for would end the caller silently. */
internal fun failureOf(node: TaskNode<*>, thrown: Throwable): Throwable = if (thrown is CancellationException) {
    TaskFailedException(
        "Task '${node.name()}' in weave '${node.graph.name()}' threw a CancellationException though " +
            "nothing was being cancelled.\n  Throw another exception to fail the task, or return to end it.",
        thrown,
    )
} else {
    thrown
}
