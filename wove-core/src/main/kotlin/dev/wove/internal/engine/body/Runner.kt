package dev.wove.internal.engine.body

import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.internal.clock.RunClock
import dev.wove.internal.limit.BackoffWait
import dev.wove.internal.limit.LimiterState
import dev.wove.internal.limit.Pace
import dev.wove.internal.limit.Permits
import dev.wove.internal.run.FailureNotes
import dev.wove.internal.run.Policies
import dev.wove.internal.text.DurationText
import dev.wove.trace.WaitCause
import kotlinx.coroutines.Job
import org.slf4j.LoggerFactory
import java.time.Duration
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine

internal fun startRunner(frame: Frame): Any? {
    val run: BodyHost = frame.host
    val runner = Runner(run, frame)
    val block: suspend () -> Any? = { runner.run() }
    frame.running = runner
    if (frame.task.cancelledBy != null) runner.stop()
    return run.within(frame) { block.startCoroutineUninterceptedOrReturn(frame) }
}

/**
 * Calls a body as its policy says. From inside out: timeout of one attempt, retries with backoff, deadline, fallback. An
 * attempt ends when its body has really stopped, and only then comes what follows it.
 */
internal class Runner(
    val run: BodyHost,
    val frame: Frame,
) : Stoppable,
    Lease.Owner {
    private val task = frame.task
    val policy: Policy = task.policy()
    val place = task.place
    private val limiter: LimiterState? = policy.limit()?.let { LimiterState.of(it) }

    /** The clock of the body, by which it is timed; what is noted has the times of the run. */
    val bodyClock = place.clock(run)
    override val clock: RunClock get() = run.clock
    var lease = newLease()
        private set
    private var attempts = 0

    // For reports, which may see them late.

    val slots: Lease? get() = lease

    /** What it waits for between bodies: its pace or its backoff. */
    var pausedFor: WaitCause? = null
        private set

    /** The body under way; none between two attempts. */
    val body: Stoppable? get() = attempt?.takeIf { pausedFor == null }?.running

    val wasToldToStop: Boolean get() = stopped || deadlinePassed || attempt?.stopWanted == true

    @Volatile
    var attempt: Attempt? = null

    /** The Job of what waits between attempts, where it may have to be stopped without the run. */
    @Volatile
    private var tries: BodyJob? = null

    @Volatile
    var stopped = false
        private set

    /** A call beside the bodies, on a thread of the pool. */
    @Volatile
    private var beside: PoolCall? = null

    /** What the task fails with because its deadline has passed; null until then. */
    @Volatile
    var passedDeadline: TaskTimeoutException? = null
        private set
    val deadlinePassed get() = passedDeadline != null

    private fun newLease() = Lease.of(limiter?.permits, run.slots, lentPlaceSlots(), this)

    override fun waited(permits: Permits, since: Long) {
        when {
            permits === run.slots -> frame.waited(WaitCause.SLOT, null, since)
            permits === limiter?.permits -> frame.waited(WaitCause.LIMITER, policy.limit().toString(), since)
            else -> frame.waited(WaitCause.BLOCKING_SLOT, null, since)
        }
    }

    /**
     * The slots of the place if they are in the lease: in a scope bodies wait for those they start, and who has to wait for
     * one after its pace would start together with others.
     */
    private fun lentPlaceSlots() = if (lendsPlaceSlots) place.slots(run) else null

    val lendsPlaceSlots get() = run.lendsBlockingSlots || isPaced

    suspend fun run(): Any? {
        val deadline = policy.deadline()
        try {
            val waits = lease != null || Policies.wrapsBody(policy)
            return when {
                frame.item < 0 && (deadline != null || (run.ownJobs && waits)) -> triesAlone(deadline)

                // The deadline of a mapped task is of all its items, and it is the task that watches it.
                deadline != null -> tries(task.startedAt + RunClock.nanos(deadline))

                else -> tries(null)
            }
        } catch (e: Throwable) {
            val fallback = policy.fallback()
            if (fallback == null || e is VirtualMachineError || isStopped()) throw e
            try {
                return besideBodies { fallback.valueFor(e) }.also { task.checkFallback(it, e) }
            } catch (second: Throwable) {
                run.failures.attachOthers(frame, second, listOf(e))
                throw second
            }
        }
    }

    /** Calls what the policy says: on a thread of the pool, unless that has to be where the bodies run. */
    private suspend fun <T> besideBodies(call: () -> T): T {
        if (!place.mayBlockBeside) return call()
        return suspendCoroutine { continuation ->
            val next =
                object : PoolCall(frame) {
                    private var value: Result<T>? = null

                    override fun work() {
                        value = Result.success(run.within(frame, call))
                    }

                    override fun done(failure: Throwable?) =
                        continuation.resumeWith(if (failure == null) value!! else Result.failure(failure))
                }
            beside = next
            // Who has stopped this may have seen the call before it.
            if (stopped) next.cancel() else next.submit()
        }
    }

    /** Stops the attempt under way, and what waits for the next. */
    override fun stop() {
        stopped = true
        stopTries(null)
        beside?.cancel()
    }

    private fun stopTries(why: Throwable?) {
        tries?.stop(why)
        attempt?.stop(why)
    }

    private suspend fun triesAlone(deadline: Duration?): Any? {
        val deadlineAt = deadline?.let { bodyClock.nanoTime() + RunClock.nanos(it) }
        val block: suspend () -> Any? = { tries(deadlineAt) }
        val end =
            suspendCoroutine { continuation ->
                var timer: RunClock.Timer? = null
                val job =
                    BodyJob(frame) { value, failure ->
                        timer?.cancel()
                        continuation.resume(BodyEnd(value, failure))
                    }
                tries = job
                if (stopped) job.stop()
                if (deadline != null) {
                    timer =
                        bodyClock.schedule(deadline) {
                            val passed = passed(deadline)
                            passedDeadline = passed
                            stopTries(passed)
                        }
                }
                job.start { completion -> block.startCoroutineUninterceptedOrReturn(completion) }
            }
        if (end.failure != null && FailureNotes.isStop(end.failure)) passedDeadline?.let { throw it }
        return end.valueOrThrow()
    }

    private fun passed(deadline: Duration) = TaskTimeoutException(
        "${who()} passed its deadline of ${DurationText.of(deadline)}" +
            (if (task.startedAt != 0L) " in attempt ${frame.attempt}." else ".") + waitText(),
        deadline,
    )

    /** What it waits for when its time is up. */
    private fun waitText(): String {
        val wanted = lease?.wanted
        val on =
            when {
                wanted == null -> if (pausedFor == WaitCause.RATE) "its turn under perMinute" else return ""
                wanted === run.slots -> "a slot of workers"
                wanted === limiter?.permits -> "a slot of ${policy.limit()}"
                else -> "a slot of maxBlocking"
            }
        return "\n  Waiting then: ${task.name()}, for $on"
    }

    private suspend fun tries(deadlineAt: Long?): Any? = try {
        untilLast(deadlineAt)
    } finally {
        // Whatever ends the tries, a cancellation between two attempts that keep the slots included.
        lease?.end()
    }

    private suspend fun untilLast(deadlineAt: Long?): Any? {
        var earlier: ArrayList<Throwable>? = null
        while (true) {
            frame.attempt = ++attempts
            waitForStart()
            run.passTurn()
            val failure =
                try {
                    return once()
                } catch (e: Throwable) {
                    if (isStopped()) throw e
                    failureOf(task, e)
                }
            val wait = policy.backoff()?.let { BackoffWait.nanosAfter(it, attempts) } ?: 0
            val last = !isRetried(failure) || (deadlineAt != null && wait >= deadlineAt - bodyClock.nanoTime())
            if (!last || policy.fallback() != null) attemptFailed(failure)
            if (last) {
                earlier?.let { run.failures.attachOthers(frame, failure, it) }
                // Before the slots are given back, or a body that waits for them would still start.
                if (lease != null && policy.fallback() == null) run.endBefore(frame, failure)
                throw failure
            }
            // Back to back, the next attempt goes on with the slots of this one.
            if (wait > 0 || isPaced) lease?.release()
            if (run.continues) run.failures.retried(failure)
            earlier = (earlier ?: ArrayList()).apply { add(failure) }
            pause(wait, WaitCause.BACKOFF, null)
        }
    }

    private fun attemptFailed(failure: Throwable) {
        if (frame.item < 0) task.record().attemptFailed(attempts, failure)
        run.teller?.attemptFailed(task, frame.item, attempts, run.clock.nanoTime(), failure)
    }

    private suspend fun pause(nanos: Long, cause: WaitCause, on: String?) {
        if (nanos > 0) pausing(cause, on) { run.clock.sleep(nanos) }
    }

    private suspend fun pausing(cause: WaitCause, on: String?, wait: suspend () -> Unit) {
        val since = run.clock.nanoTime()
        pausedFor = cause
        try {
            wait()
        } finally {
            pausedFor = null
            frame.waited(cause, on, since)
        }
    }

    private suspend fun isRetried(failure: Throwable): Boolean {
        if (attempts > (policy.retries() ?: 0) || failure is VirtualMachineError) return false
        val predicate = policy.retryIf() ?: return true
        return try {
            besideBodies { predicate.test(failure) }
        } catch (e: Throwable) {
            run.failures.attachOthers(frame, failure, listOf(e))
            false
        }
    }

    private val isPaced get() = task.details?.pace != null || limiter?.pace != null

    /** Waits for the paces and the slots that the next attempt needs, so that it can start at once. */
    private suspend fun waitForStart() {
        val own = task.details?.pace
        val shared = limiter?.pace
        val on = policy.limit()?.toString()
        when {
            own != null && shared != null -> startWait(own, null, null, startWait(shared, on, lease)).await()
            own != null -> waitForStart(own, null)
            shared != null -> waitForStart(shared, on)
            else -> lease?.take()
        }
    }

    private suspend fun waitForStart(pace: Pace, on: String?) {
        if (lease == null || lease?.takeNow() == null) {
            if (pace.startNow(run.clock)) return
            lease?.release()
        }
        startWait(pace, on, lease).await()
    }

    private fun startWait(pace: Pace, on: String?, lease: Lease?, second: StartWait? = null) =
        StartWait(pace, run.clock, lease, second) { wait -> pausing(WaitCause.RATE, on, wait) }

    private suspend fun once(): Any? {
        frame.lease = lease
        val direct =
            place === InCoroutine && policy.timeout() == null && policy.abandonAfter() == null &&
                !run.ownJobs
        if (direct) {
            val startedAt = run.clock.nanoTime()
            lease?.holder = frame.base[Job]
            try {
                frame.began()
                return suspendCoroutineUninterceptedOrReturn { InCoroutine.call(run, frame, frame.itemValue, it) }
            } finally {
                frame.attempted(startedAt, run.clock.nanoTime() - startedAt)
            }
        }
        val attempt = suspendCoroutineUninterceptedOrReturn { continuation ->
            Attempt(this@Runner, continuation).start()
        }
        if (attempt.abandoned) {
            // The slots stay with the abandoned body until it stops.
            lease = newLease()
            LOG.warn(
                "{} was abandoned: its body has ignored its cancellation for {}.",
                who(),
                DurationText.of(policy.abandonAfter()!!),
            )
        }
        if (attempt.timedOut) {
            closeDropped(task, attempt.end?.value)
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

    fun who() = "Task '${task.name()}'" + (if (frame.item >= 0) ", item ${frame.item}," else "") +
        " in ${run.title}"

    private suspend fun isStopped() =
        run.end != null || run.isCancelled || task.cancelledBy != null || coroutineContext[Job]?.isActive == false

    private companion object {
        val LOG = LoggerFactory.getLogger("dev.wove")!!
    }
}
