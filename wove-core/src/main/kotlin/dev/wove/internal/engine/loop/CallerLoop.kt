package dev.wove.internal.engine.loop

import dev.wove.WeaveCancelledException
import dev.wove.internal.engine.body.RunEnd
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.locks.LockSupport
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * Runs a weave on the thread of its blocking caller. Like `runBlocking`, but it never leaves before the run has
 * completed: an interrupt cancels the run, is waited out, and is handed back to the caller.
 */
internal class CallerLoop :
    CoroutineDispatcher(),
    Continuation<Unit> {
    private val thread = Thread.currentThread()
    private val blocks = ConcurrentLinkedQueue<Runnable>()
    private var run: WeaveRun? = null
    private var wasInterrupted = false

    @Volatile
    private var completed = false

    @Volatile
    private var left = false

    override val context: CoroutineContext get() = EmptyCoroutineContext

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        if (left) {
            Dispatchers.Default.dispatch(context, block)
            return
        }
        blocks.add(block)
        if (Thread.currentThread() !== thread) wake()
        if (left) handOver()
    }

    /** The run has completed. */
    override fun resumeWith(result: Result<Unit>) {
        completed = true
        wake()
    }

    private fun wake() {
        run?.clock?.unpause(thread)
        LockSupport.unpark(thread)
    }

    /** The thread was interrupted, seen by a body or while waiting. */
    fun interrupted() {
        wasInterrupted = true
        val run = run!!
        run.endBy(
            RunEnd.Kind.CANCELLED,
            WeaveCancelledException("${run.graph.heading()} was cancelled: its caller was interrupted", null),
        )
    }

    fun drive(run: WeaveRun) {
        this.run = run
        try {
            if (run.start(this) === Unit) return
            while (true) {
                if (Thread.interrupted()) interrupted()
                val block = blocks.poll()
                when {
                    block != null -> {
                        block.run()
                    }

                    completed -> {
                        break
                    }

                    else -> {
                        run.clock.pause(thread) { blocks.isEmpty() && !completed }
                        LockSupport.park(this)
                        run.clock.unpause(thread)
                    }
                }
            }
        } finally {
            left = true
            handOver()
            if (wasInterrupted) Thread.currentThread().interrupt()
        }
    }

    /** What somebody else dispatched here too late must still run; loops of the completed run have nothing to do. */
    private fun handOver() {
        while (true) {
            val block = blocks.poll() ?: return
            if ((block as? WakeUp)?.target !== run) Dispatchers.Default.dispatch(EmptyCoroutineContext, block)
        }
    }

    override fun toString(): String = "CallerLoop(${thread.name})"
}
