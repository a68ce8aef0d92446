package dev.wove.behaviour.scale

import java.util.concurrent.ExecutionException
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit

private const val STACK_BYTES = 256L * 1024

/** Runs [action] on a thread whose stack has room for little more than the action itself. */
internal fun <T> onSmallStack(action: () -> T): T {
    val task = FutureTask(action)
    Thread(null, task, "small stack", STACK_BYTES).apply { isDaemon = true }.start()
    try {
        return task.get(2, TimeUnit.MINUTES)
    } catch (e: ExecutionException) {
        throw e.cause!!
    }
}
