package dev.wove.internal.engine.scope

import dev.wove.WeaveCancelledException
import dev.wove.internal.clock.RunClock
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.loop.noteDiscovered
import dev.wove.internal.engine.loop.noteWait
import dev.wove.internal.engine.loop.weaveRun
import java.util.concurrent.CountDownLatch

/** This thread, which waits to be told; virtual time goes on meanwhile. */
internal class BlockedThread(
    private val clock: RunClock,
) : Runnable {
    private val thread = Thread.currentThread()
    private val over = CountDownLatch(1)

    @Volatile
    private var told = false

    /** Lets the thread go on. */
    override fun run() {
        told = true
        clock.unpause(thread)
        over.countDown()
    }

    fun await() {
        clock.pause(thread) { !told && !thread.isInterrupted }
        try {
            over.await()
        } finally {
            clock.unpause(thread)
        }
    }

    /** Waits to the end, tells [onInterrupt] if the thread is interrupted, and interrupts it again afterwards. */
    inline fun awaitWhatever(onInterrupt: (InterruptedException) -> Unit) {
        var interrupted = false
        while (true) {
            try {
                await()
                break
            } catch (e: InterruptedException) {
                interrupted = true
                onInterrupt(e)
            }
        }
        if (interrupted) thread.interrupt()
    }
}

/** Blocks the thread of [frame], if it is that of a body or a scope's block, until [target] has ended. */
internal fun awaitBlocking(target: ScopedTask<*>, frame: Frame?) {
    val blocked = BlockedThread(target.run.clock)
    if (frame == null) {
        if (target.whenEnded(blocked)) awaitOrGiveUp(blocked, target, null)
        return
    }
    val reader = frame.task
    checkAround(reader, target)
    noteDiscovered(reader, target)
    val waits = reader.weaveRun.root.waits
    val since = reader.run.clock.nanoTime()
    val lease = frame.lease
    lease?.lend()
    var entered = false
    try {
        entered = waits.enter(reader, target, blocked)
        if (entered) awaitOrGiveUp(blocked, target, frame)
    } finally {
        if (entered) waits.leave(reader, target)
        noteWait(reader, target, since, frame.item)
        lease?.takeBackBlocking()
    }
}

private fun awaitOrGiveUp(blocked: BlockedThread, target: ScopedTask<*>, frame: Frame?) {
    try {
        blocked.await()
    } catch (e: InterruptedException) {
        Thread.currentThread().interrupt()
        val what = "Waiting for task '${target.name()}' in scope '${target.graph.name()}' was interrupted"
        val cancelled = WeaveCancelledException(what, e)
        if (frame is ScopeBlock) {
            frame.growing.endBy(RunEnd.Kind.CANCELLED, cancelled)
            frame.growing.growth.thrownToBlock(cancelled)
        }
        throw cancelled
    }
}
