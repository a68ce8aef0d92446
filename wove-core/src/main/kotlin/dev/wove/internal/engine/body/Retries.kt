package dev.wove.internal.engine.body

import dev.wove.environment.ErrorSource
import dev.wove.environment.RemoteTaskException
import dev.wove.internal.limit.BackoffWait
import dev.wove.trace.WaitCause

/** Tries again after a failure, as often and as late as the policy says. Holds the slots of the body until the last end. */
internal class Retries(
    private val runner: Runner,
    private val attempt: Layer,
) : Layer {
    private val run = runner.run
    private val frame = runner.frame
    private val policy = runner.policy
    private val start = AttemptStart(runner)
    private var attempts = 0

    override suspend fun call(): Any? = try {
        untilLast()
    } finally {
        // Whatever ends the attempts, a cancellation between two of them that keep the slots included.
        runner.lease?.end()
    }

    private suspend fun untilLast(): Any? {
        var earlier: ArrayList<Throwable>? = null
        while (true) {
            frame.attempt = ++attempts
            start.await()
            run.passTurn()
            val failure =
                try {
                    return attempt.call()
                } catch (e: Throwable) {
                    if (runner.isStopped()) throw e
                    failureOf(runner.task, e)
                }
            val wait = policy.backoff()?.let { BackoffWait.nanosAfter(it, attempts) } ?: 0
            val last = !isRetried(failure) || isTooLate(wait)
            if (!last || policy.fallback() != null) attemptFailed(failure)
            if (last) {
                earlier?.let { run.failures.attachOthers(frame, failure, it) }
                // Before the slots are given back, or a body that waits for them would still start.
                if (runner.lease != null && policy.fallback() == null) run.endBefore(frame, failure)
                throw failure
            }
            // Back to back, the next attempt goes on with the slots of this one.
            if (wait > 0 || runner.isPaced) runner.lease?.release()
            if (run.continues) run.failures.retried(failure)
            earlier = (earlier ?: ArrayList()).apply { add(failure) }
            if (wait > 0) runner.pausing(WaitCause.BACKOFF, null) { run.clock.sleep(wait) }
        }
    }

    private fun isTooLate(wait: Long): Boolean {
        val deadlineAt = runner.deadlineAt ?: return false
        return wait >= deadlineAt - runner.bodyClock.nanoTime()
    }

    private fun attemptFailed(failure: Throwable) {
        if (frame.item < 0) runner.task.record().attemptFailed(attempts, failure)
        run.teller?.attemptFailed(runner.task, frame.item, attempts, run.clock.nanoTime(), failure)
    }

    /** Two sides that do not fit will not fit the next time. */
    private fun isHopeless(failure: Throwable) =
        failure is RemoteTaskException && !failure.retryable() && failure.source() == ErrorSource.CONFIG

    private suspend fun isRetried(failure: Throwable): Boolean {
        if (attempts > (policy.retries() ?: 0) || failure is VirtualMachineError || isHopeless(failure)) return false
        val predicate = policy.retryIf() ?: return true
        return try {
            runner.besideBodies { predicate.test(failure) }
        } catch (e: Throwable) {
            run.failures.attachOthers(frame, failure, listOf(e))
            false
        }
    }
}
