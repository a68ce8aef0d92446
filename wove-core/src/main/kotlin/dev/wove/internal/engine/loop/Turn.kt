package dev.wove.internal.engine.loop

import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.run.ReadyQueue
import java.util.concurrent.atomic.AtomicReference

/**
 * Has the tasks of a weave with few slots ask for them in the order in which they became ready. Only one loop
 * at a time may take a task and start it, until that has asked: loops that took one each would race for the slot.
 */
internal class Turn(
    private val run: WeaveRun,
    private val ready: ReadyQueue<EngineTask<*>>,
) {
    private val owner = AtomicReference<Thread?>()

    /** Whether a task that others wait behind is about to ask. */
    val isTaken: Boolean get() = owner.get() != null

    /** The next ready task; null also if it is not this loop's turn, and then whoever has it sees to the others. */
    fun next(): EngineTask<*>? {
        if (!owner.compareAndSet(null, Thread.currentThread())) return null
        return ready.poll() ?: null.also { pass() }
    }

    /** What this thread starts has asked for its slot, or runs something of the user's before that. */
    fun pass() {
        if (owner.get() !== Thread.currentThread()) return
        owner.set(null)
        run.spread()
    }
}
