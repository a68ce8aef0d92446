package dev.wove.internal.engine.body

import dev.wove.internal.run.FailureNotes
import dev.wove.internal.text.DurationText
import kotlinx.coroutines.Job
import org.slf4j.LoggerFactory
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/** Calls the body once; ends it after its timeout, and leaves it behind where the policy says so. */
internal class OneAttempt(
    private val runner: Runner,
) : Layer {
    private val frame = runner.frame
    private val policy = runner.policy

    override suspend fun call(): Any? {
        frame.lease = runner.lease
        return if (mayBeCalledHere()) callHere() else calledAlone()
    }

    /** Whether nobody can want to stop the body without the run. */
    private fun mayBeCalledHere() =
        runner.place === InCoroutine && policy.timeout() == null && policy.abandonAfter() == null && !runner.run.ownJobs

    private suspend fun callHere(): Any? {
        val run = runner.run
        val startedAt = run.clock.nanoTime()
        runner.lease?.holder = frame.base[Job]
        try {
            frame.began()
            return suspendCoroutineUninterceptedOrReturn { InCoroutine.call(run, frame, frame.itemValue, it) }
        } finally {
            frame.attempted(startedAt, run.clock.nanoTime() - startedAt)
        }
    }

    private suspend fun calledAlone(): Any? {
        val attempt = suspendCoroutineUninterceptedOrReturn { continuation -> Attempt(runner, continuation).start() }
        if (attempt.abandoned) {
            runner.leaveLease()
            LOG.warn(
                "{} was abandoned: its body has ignored its cancellation for {}.",
                runner.who(),
                DurationText.of(policy.abandonAfter()!!),
            )
        }
        if (attempt.timedOut) {
            closeDropped(runner.task, attempt.end?.value)
            throw timeout(attempt)
        }
        return attempt.end!!.valueOrThrow()
    }

    private fun timeout(attempt: Attempt): Throwable {
        val timeout = attempt.timeout!!
        attempt.wasAt?.let { timeout.stackTrace = it }
        attempt.end?.failure?.let { if (!FailureNotes.isStop(it)) timeout.addSuppressed(it) }
        return timeout
    }

    private companion object {
        val LOG = LoggerFactory.getLogger("dev.wove")!!
    }
}
