package dev.wove.internal.engine.body

import dev.wove.internal.pool.BlockingCall
import dev.wove.internal.run.LiveCounters
import java.util.concurrent.CancellationException

/** Runs what a task calls beside its bodies (its source, its fallback) on a thread of the pool, as it may block. It takes no slot. */
internal abstract class PoolCall(
    private val frame: Frame,
) : BlockingCall() {
    private val host = frame.host
    private var failure: Throwable? = null
    private var counted = false

    protected abstract fun work()

    /** Called once: after [work], or because it is not called any more. */
    protected abstract fun done(failure: Throwable?)

    fun submit() {
        try {
            host.clock.blockingStarted()
            LiveCounters.bodySubmitted()
            counted = true
            host.pool.execute(this)
        } catch (e: Throwable) {
            leave()
            if (counted) host.clock.blockingEnded()
            if (giveUp()) done(e)
        }
    }

    override fun body() {
        if (host.pool.namesThreads()) host.pool.nameThread(frame.label())
        try {
            work()
        } catch (e: Throwable) {
            failure = e
        } finally {
            Thread.interrupted()
        }
    }

    override fun finished(): BlockingCall? {
        done(failure)
        host.clock.blockingEnded()
        return null
    }

    override fun leave() {
        if (!counted) return
        LiveCounters.bodyLeft()
        if (isCancelledUnstarted) host.clock.blockingEnded()
    }

    override fun neverStarted() = done(CancellationException("Stopped before it was called"))

    override fun interrupt(running: Thread) = host.clock.interrupt(running)
}
