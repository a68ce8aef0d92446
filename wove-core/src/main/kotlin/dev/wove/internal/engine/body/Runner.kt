package dev.wove.internal.engine.body

import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.internal.clock.RunClock
import dev.wove.internal.limit.LimiterState
import dev.wove.internal.limit.Permits
import dev.wove.internal.run.Policies
import dev.wove.trace.WaitCause
import kotlinx.coroutines.Job
import java.time.Duration
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.suspendCoroutine

internal fun startRunner(frame: Frame): Any? {
    val run: BodyHost = frame.host
    val runner = Runner(run, frame)
    val block: suspend () -> Any? = { runner.run() }
    frame.running = runner
    if (frame.task.cancelledBy != null) runner.stop()
    return run.within(frame) { block.startCoroutineUninterceptedOrReturn(frame) }
}

/** One policy around what it applies to. */
internal interface Layer {
    /** What the policy makes of what is inside it. */
    suspend fun call(): Any?
}

/**
 * Calls a body as its policy says, in layers, from outside in: fallback, deadline, retries with backoff, one attempt with
 * its timeout. An attempt ends when its body has really stopped, and only then comes what follows it.
 */
internal class Runner(
    val run: BodyHost,
    val frame: Frame,
) : Stoppable,
    Lease.Owner {
    val task = frame.task
    val policy: Policy = task.policy()
    val place = task.place
    val limiter: LimiterState? = policy.limit()?.let { LimiterState.of(it) }

    /** The clock of the body, by which it is timed; what is noted has the times of the run. */
    val bodyClock = place.clock(run)
    override val clock: RunClock get() = run.clock
    var lease = newLease()
        private set

    /** When no further attempt may begin, by [bodyClock]; null if no deadline says so. */
    var deadlineAt: Long? = null

    // For reports, which may see them late.

    /** What it waits for between bodies: its pace or its backoff. */
    var pausedFor: WaitCause? = null
        private set

    /** The body under way; none between two attempts. */
    val body: Stoppable? get() = attempt?.takeIf { pausedFor == null }?.running

    val wasToldToStop: Boolean get() = stopped || deadlinePassed || attempt?.stopWanted == true

    @Volatile
    var attempt: Attempt? = null

    /** The Job of all attempts, where what waits between them may have to be stopped without the run. */
    @Volatile
    var attemptsJob: BodyJob? = null

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

    suspend fun run(): Any? = layers().call()

    private fun layers(): Layer {
        val attempt = OneAttempt(this)
        val observers = run.bodyObservers
        val attempts = Retries(this, if (observers == null) attempt else ObservedAttempt(this, observers, attempt))
        val fallback = policy.fallback()
        val inTime = within(policy.deadline(), attempts)
        return if (fallback == null) inTime else WithFallback(this, fallback, inTime)
    }

    private fun within(deadline: Duration?, attempts: Layer): Layer {
        val waits = lease != null || Policies.wrapsBody(policy)
        if (frame.item < 0 && (deadline != null || (run.ownJobs && waits))) return InOwnJob(this, deadline, attempts)
        // The deadline of a mapped task is of all its items, and it is the task that watches it.
        if (deadline != null) deadlineAt = task.startedAt + RunClock.nanos(deadline)
        return attempts
    }

    private fun newLease() = Lease.of(limiter?.permits, run.slots, lentPlaceSlots(), this)

    /** The slots stay with a body that was abandoned, until it stops. */
    fun leaveLease() {
        lease = newLease()
    }

    /**
     * The slots of the place if they are in the lease: in a scope bodies wait for those they start, and who has to wait for
     * one after its pace would start together with others.
     */
    private fun lentPlaceSlots() = if (lendsPlaceSlots) place.slots(run) else null

    val lendsPlaceSlots get() = run.lendsBlockingSlots || isPaced

    /** Whether attempts start at a pace, the task's own or that of its limiter. */
    val isPaced get() = task.declaration?.pace != null || limiter?.pace != null

    override fun waited(permits: Permits, since: Long) {
        when {
            permits === run.slots -> frame.waited(WaitCause.SLOT, null, since)
            permits === limiter?.permits -> frame.waited(WaitCause.LIMITER, policy.limit().toString(), since)
            else -> frame.waited(WaitCause.BLOCKING_SLOT, null, since)
        }
    }

    /** Waits between bodies for [cause]. */
    suspend fun pausing(cause: WaitCause, on: String?, wait: suspend () -> Unit) {
        val since = run.clock.nanoTime()
        pausedFor = cause
        try {
            wait()
        } finally {
            pausedFor = null
            frame.waited(cause, on, since)
        }
    }

    /** Calls what the policy says: on a thread of the pool, unless that has to be where the bodies run. */
    suspend fun <T> besideBodies(call: () -> T): T {
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
        stopAttempts(null)
        beside?.cancel()
    }

    fun passDeadline(failure: TaskTimeoutException) {
        if (stopped || run.end != null || task.cancelledBy != null) return
        passedDeadline = failure
        stopAttempts(failure)
    }

    private fun stopAttempts(why: Throwable?) {
        attemptsJob?.stop(why)
        attempt?.stop(why)
    }

    /** Whether nothing may follow: the run, the task or what it runs in is being stopped. */
    suspend fun isStopped() =
        run.end != null || run.isCancelled || task.cancelledBy != null || coroutineContext[Job]?.isActive == false

    fun who() = "Task '${task.name()}'" + (if (frame.item >= 0) ", item ${frame.item}," else "") +
        " in ${run.title}"
}
