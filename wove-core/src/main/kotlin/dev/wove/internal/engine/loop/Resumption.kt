package dev.wove.internal.engine.loop

import dev.wove.internal.graph.TaskNode
import kotlinx.coroutines.CancellableContinuation
import kotlin.coroutines.resume

/** Lets a coroutine go on that waits for the end of a task, and lets go of it if it gives up first. */
internal class Resumption(
    continuation: CancellableContinuation<Unit>,
) : Runnable {
    @Volatile
    private var continuation: CancellableContinuation<Unit>? = continuation

    val hasLeft: Boolean get() = continuation == null

    init {
        continuation.invokeOnCancellation { this.continuation = null }
    }

    override fun run() {
        continuation?.resume(Unit)
    }
}

/** Runs [action] when the task has ended. */
internal class EndWaiter(
    next: TaskNode.Waiter?,
    private val action: Runnable,
) : TaskNode.Waiter(next) {
    override fun ended() = action.run()

    override fun hasLeft(): Boolean = action is Resumption && action.hasLeft
}
