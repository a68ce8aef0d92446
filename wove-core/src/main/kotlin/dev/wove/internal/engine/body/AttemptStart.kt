package dev.wove.internal.engine.body

import dev.wove.internal.limit.Pace
import dev.wove.trace.WaitCause

/** Waits for the paces and the slots that the next attempt needs, so that it can start at once. */
internal class AttemptStart(
    private val runner: Runner,
) {
    private val clock = runner.run.clock

    suspend fun await() {
        val own = runner.task.declaration?.pace
        val shared = runner.limiter?.pace
        val on = runner.policy.limit()?.toString()
        val lease = runner.lease
        when {
            own != null && shared != null -> startWait(own, null, null, startWait(shared, on, lease)).await()
            own != null -> await(own, null, lease)
            shared != null -> await(shared, on, lease)
            else -> lease?.take()
        }
    }

    private suspend fun await(pace: Pace, on: String?, lease: Lease?) {
        if (lease == null || lease.takeNow() == null) {
            if (pace.startNow(clock)) return
            lease?.release()
        }
        startWait(pace, on, lease).await()
    }

    private fun startWait(pace: Pace, on: String?, lease: Lease?, second: StartWait? = null) =
        StartWait(pace, clock, lease, second) { wait -> runner.pausing(WaitCause.RATE, on, wait) }
}
