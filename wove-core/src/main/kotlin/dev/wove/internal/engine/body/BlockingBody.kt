package dev.wove.internal.engine.body

import dev.wove.StallReport.Wait
import dev.wove.internal.limit.Permits
import dev.wove.internal.pool.BlockingCall
import dev.wove.internal.run.LiveCounters
import dev.wove.internal.run.LockOwner
import dev.wove.trace.WaitCause
import java.util.concurrent.CancellationException

/** One call of a blocking body: on a thread of the pool, where it tells the call its end, or else in place. */
internal class BlockingBody(
    private val call: BodyCall,
    private val permits: Permits?,
    // Known from the start, as it may be stopped before it is submitted.
    private val pooled: Boolean,
) : BlockingCall(),
    Underway {
    private val frame = call.frame
    private val host = call.host
    override var wanted: Permits? = null
        private set

    private var value: Any? = null
    private var failure: Throwable? = null

    /** Since when it waits for a slot; 0 if it did not have to. */
    @Volatile
    private var waitsSince = 0L

    /** Hands the call to the pool as soon as there is a slot for it; throws if it cannot be, and then never ends. */
    fun submit() {
        if (hasSlot()) execute()?.let(::failToStart)
    }

    /** Takes a slot to run on this thread of the pool; null if there is none now, and then like [submit]. */
    fun orSubmit(): BlockingBody? {
        if (!hasSlot()) return null
        val failure = begin() ?: return this
        failToStart(failure)
        return null
    }

    private fun failToStart(failure: Throwable) {
        permits?.release()
        // Who has stopped it meanwhile has told its end.
        if (giveUp()) throw failure
    }

    private fun hasSlot(): Boolean {
        if (permits == null) return true
        // Before it is asked for, or it might be granted on another thread first.
        wanted = permits
        val atOnce =
            permits.acquire {
                wanted = null
                !isCancelledUnstarted && executeAfterWait()
            }
        if (atOnce) wanted = null else waitsSince = host.clock.nanoTime()
        return atOnce
    }

    private fun executeAfterWait(): Boolean {
        // Zero if the slot came at once after all.
        if (waitsSince != 0L) frame.waited(WaitCause.BLOCKING_SLOT, null, waitsSince)
        val failure = execute() ?: return true
        if (giveUp()) call.ended(null, failure)
        return false
    }

    override fun holds(some: Permits): Boolean = permits === some && wanted == null

    /** Why no thread can be had, or null: the task fails with that, and its slot is for others. */
    private fun execute(): Throwable? = begin() ?: try {
        host.pool.execute(this)
        null
    } catch (e: Throwable) {
        host.clock.blockingEnded()
        LiveCounters.bodyLeft()
        e
    }

    private fun begin(): Throwable? = try {
        host.clock.blockingStarted()
        LiveCounters.bodySubmitted()
        null
    } catch (e: Throwable) {
        e
    }

    override fun stop() = cancel()

    override fun body() {
        if (pooled && host.pool.namesThreads()) host.pool.nameThread(frame.label())
        try {
            call.began()
            value = host.within(frame) { frame.task.callBlocking(call.itemValue) }
        } catch (e: Throwable) {
            failure = e
        } finally {
            if (pooled) {
                // What the body left on the thread must not meet the next one.
                Thread.interrupted()
            }
        }
    }

    // For reports

    override fun standing(): Underway.Standing {
        val stack = stack() ?: return Underway.Standing(Wait.THREAD)
        val thread = thread()
        return Underway.Standing(Wait.BODY, listOfNotNull(LockOwner.of(thread)), thread.name, stack.asList())
    }

    override fun at(): Array<StackTraceElement>? = stack()

    override val wasToldToStop: Boolean get() = wasInterrupted()

    override fun interrupt(running: Thread) = host.clock.interrupt(running)

    override fun leave() {
        if (!pooled) return
        permits?.release()
        if (isCancelledUnstarted) host.clock.blockingEnded()
        LiveCounters.bodyLeft()
    }

    override fun finished(): BlockingCall? {
        // Whoever has called it in place gets its end there.
        if (!pooled) return null
        val next = call.endedOnPool(value, failure)
        host.clock.blockingEnded()
        return next
    }

    override fun neverStarted() {
        if (pooled) call.ended(null, cancelledUnstarted())
    }

    private fun cancelledUnstarted() = CancellationException("The body was cancelled before it started")

    /** Runs the body in place: on the thread of the engine, because the task says so. */
    fun callHere(): Any? {
        run()
        if (isCancelledUnstarted) throw cancelledUnstarted()
        failure?.let {
            if (it is InterruptedException) host.callerInterrupted()
            throw it
        }
        return value
    }
}
