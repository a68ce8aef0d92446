package dev.wove.behaviour

import java.util.concurrent.ExecutionException
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** Runs [block] on a thread of its own and fails if it does not end, as a weave that hangs cannot be cancelled. */
internal fun <T> inTime(block: () -> T): T {
    val task = FutureTask(block)
    thread(isDaemon = true) { task.run() }
    try {
        return task.get(10, TimeUnit.SECONDS)
    } catch (e: ExecutionException) {
        throw e.cause!!
    }
}
