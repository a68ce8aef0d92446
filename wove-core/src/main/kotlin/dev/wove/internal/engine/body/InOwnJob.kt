package dev.wove.internal.engine.body

import dev.wove.TaskTimeoutException
import dev.wove.internal.clock.RunClock
import dev.wove.internal.run.FailureNotes
import dev.wove.internal.text.DurationText
import dev.wove.trace.WaitCause
import java.time.Duration
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine

/** Runs all attempts in a Job of their own, which is stopped with the task or when the deadline has passed. */
internal class InOwnJob(
    private val runner: Runner,
    private val deadline: Duration?,
    private val inner: Layer,
) : Layer {
    override suspend fun call(): Any? {
        runner.deadlineAt = deadline?.let { runner.bodyClock.nanoTime() + RunClock.nanos(it) }
        val end = endOfAttempts()
        if (end.failure != null && FailureNotes.isStop(end.failure)) runner.passedDeadline?.let { throw it }
        return end.valueOrThrow()
    }

    private suspend fun endOfAttempts(): BodyEnd = suspendCoroutine { continuation ->
        var timer: RunClock.Timer? = null
        val job =
            BodyJob(runner.frame) { value, failure ->
                timer?.cancel()
                continuation.resume(BodyEnd(value, failure))
            }
        runner.attemptsJob = job
        if (runner.stopped) job.stop()
        if (deadline != null) {
            timer = runner.bodyClock.schedule(deadline) { runner.passDeadline(passed(deadline)) }
        }
        val block: suspend () -> Any? = { inner.call() }
        job.start { completion -> block.startCoroutineUninterceptedOrReturn(completion) }
    }

    private fun passed(deadline: Duration) = TaskTimeoutException(
        "${runner.who()} passed its deadline of ${DurationText.of(deadline)}" +
            (if (runner.task.startedAt != 0L) " in attempt ${runner.frame.attempt}." else ".") + waitText(),
        deadline,
    )

    /** What it waits for when its time is up. */
    private fun waitText(): String {
        val wanted = runner.lease?.wanted
        val on =
            when {
                wanted == null -> if (runner.pausedFor == WaitCause.RATE) "its turn under perMinute" else return ""
                wanted === runner.run.slots -> "a slot of workers"
                wanted === runner.limiter?.permits -> "a slot of ${runner.policy.limit()}"
                else -> "a slot of maxBlocking"
            }
        return "\n  Waiting then: ${runner.task.name()}, for $on"
    }
}
