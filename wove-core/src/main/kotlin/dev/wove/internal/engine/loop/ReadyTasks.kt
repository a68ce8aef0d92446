package dev.wove.internal.engine.loop

import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.run.ReadyQueue
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/** The tasks of [run] that wait to be taken by a loop, and the next loop that comes for them. */
internal class ReadyTasks(
    private val run: WeaveRun,
    private val queue: ReadyQueue<EngineTask<*>>,
    takesTurns: Boolean,
) {
    private val turn: Turn? = if (takesTurns) Turn(run, queue) else null
    val takesTurns: Boolean get() = turn != null

    /** 1 while a loop is on its way. */
    @Volatile
    @JvmField
    internal var loopComes = 0

    /** What the last one came or comes with. */
    private var wakeUp: WakeUp? = null

    fun preload(node: EngineTask<*>) = queue.preload(node)

    fun preloaded() = queue.preloaded()

    fun add(node: EngineTask<*>) = queue.add(node)

    fun poll(): EngineTask<*>? = if (turn == null) queue.poll() else turn.next()

    /** See [Turn.pass]. */
    fun passTurn() {
        turn?.pass()
    }

    fun loopHasCome() {
        loopComes = 0
    }

    /** Has what waits taken where bodies run, which this thread is not; even by a loop that never shares its work. */
    fun handOn() {
        if (loopComes == 0 && !isIdle()) wakeAnother()
    }

    private fun isIdle() = queue.isEmpty() || (turn != null && turn.isTaken)

    fun wakeAnother() {
        if (!LOOP_COMES.compareAndSet(this, 0, 1)) return
        try {
            wakeUp = WakeUp.send(run, run.dispatcher!!, run.context, WakeUp.left())
        } catch (e: Throwable) {
            run.dispatchFailed(run, e)
        }
    }

    /** No task is left: a loop that is on its way still need not come. */
    fun leave() {
        wakeUp?.leave(run)
    }

    private companion object {
        // Not an object of its own: small weaves are made in great numbers.
        val LOOP_COMES = AtomicIntegerFieldUpdater.newUpdater(ReadyTasks::class.java, "loopComes")!!
    }
}
