package dev.wove.behaviour.harness

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExecutorCoroutineDispatcher
import java.nio.file.Files
import kotlin.concurrent.thread
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.time.Duration.Companion.minutes
import kotlin.time.TimeSource

/**
 * Ends the JVM when no test has ended for long, and tells where its threads are: a suite that hangs would say nothing.
 *
 * `Dispatchers.Default` can lose the signal of a dispatch from another thread, and run what was dispatched with the next
 * one only, if there is one (kotlinx.coroutines #4491). So this first dispatches a block that does nothing: if the suite goes
 * on then, that was it, and is told.
 */
object HangWatch {
    private val patience = 3.minutes

    @Volatile
    private var lastEnd = TimeSource.Monotonic.markNow()

    fun start() {
        lastEnd = TimeSource.Monotonic.markNow()
        thread(isDaemon = true, name = "hang watch") {
            while (true) {
                while (lastEnd.elapsedNow() < patience) Thread.sleep(1_000)
                tell()
                val nudged = lastEnd
                Dispatchers.Default.dispatch(EmptyCoroutineContext) {}
                while (lastEnd == nudged) {
                    if (nudged.elapsedNow() > patience * 2) end()
                    Thread.sleep(1_000)
                }
                System.err.println("The tests go on after an empty dispatch: kotlinx.coroutines had lost a signal.")
            }
        }
    }

    fun testEnded() {
        lastEnd = TimeSource.Monotonic.markNow()
    }

    private fun tell() {
        System.err.println("No test has ended for $patience.")
        System.err.println((Dispatchers.Default as ExecutorCoroutineDispatcher).executor)
        System.err.println("Threads with something of Wove on the stack:")
        System.err.println(stacks().filter { "dev.wove" in it }.joinToString("\n\n"))
    }

    private fun end() {
        System.err.println("The tests still do not go on.")
        // What was written goes to Maven on another thread.
        Thread.sleep(2_000)
        Runtime.getRuntime().halt(1)
    }

    private fun stacks(): List<String> {
        if (Runtime.version().feature() < 21) return diagnose("threadPrint").split("\n\n")
        // With virtual threads, and to nowhere but a file.
        val file = Files.createTempFile("threads", ".txt")
        diagnose("threadDumpToFile", "-overwrite", file.toString())
        return Files.readString(file).split("\n\n")
    }
}
