package dev.wove.internal.engine.body

import dev.wove.TaskTimeoutException
import dev.wove.internal.clock.RunClock
import dev.wove.internal.limit.Permits
import dev.wove.internal.pool.BlockingCall
import dev.wove.internal.text.DurationText
import kotlinx.coroutines.Job
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.resume

/** One call of the body that can be stopped alone: by its timeout, or with the run. */
internal class Attempt(
    private val runner: Runner,
    private val continuation: Continuation<Attempt>,
) : BodyCall,
    Runnable {
    /** Null, then [ENDED], or [ABANDONED] and perhaps [ENDED] after all. */
    private val told = AtomicReference<Any?>()
    private val hasBeenTold: Boolean get() = told.get() != null

    /** Set by whichever comes first of the end of this attempt and the return of [start]. */
    private val returned = AtomicBoolean()
    private val lease = runner.lease
    private var startedAt = 0L

    /** The same instant by the clock of the run. */
    private var startedInRun = 0L
    private var timer: RunClock.Timer? = null
    private val impatient = AtomicBoolean()

    // Set on other threads, which take back what they set if the body has stopped by then.
    @Volatile
    private var abandonment: RunClock.Timer? = null

    @Volatile
    private var watch: RunClock.Timer? = null

    @Volatile
    override var running: Stoppable? = null

    override val frame: Frame get() = runner.frame
    private val run get() = runner.run
    private val policy get() = runner.policy
    private val bodyClock get() = runner.bodyClock
    override val itemValue: Any? get() = frame.itemValue
    override val mustStop: Boolean
        get() = stopWanted || runner.stopped || runner.deadlinePassed || run.end != null ||
            frame.base[Job]?.isActive == false

    /** Where the slot is not part of the lease, the default cap applies. */
    override val poolSlots: Permits? get() = if (runner.lendsPlaceSlots) null else runner.place.slots(run)

    @Volatile
    var stopWanted = false
        private set

    /** Where a blocking body was when its time had passed; written before [timeout]. */
    var wasAt: Array<StackTraceElement>? = null

    /** What the attempt fails with because its time has passed; null until then. */
    @Volatile
    var timeout: TaskTimeoutException? = null
    val timedOut get() = timeout != null

    @Volatile
    var abandoned = false
    var end: BodyEnd? = null

    /** This attempt if it has ended, else COROUTINE_SUSPENDED, and the runner is resumed with it. */
    fun start(): Any {
        runner.attempt = this
        try {
            val value = runner.place.start(this)
            if (value !== COROUTINE_SUSPENDED) ended(value, null)
        } catch (e: Throwable) {
            ended(null, e)
        }
        // Whoever told this attempt to stop may have found nothing to stop yet.
        if (mustStop) stop(timeout ?: runner.passedDeadline)
        return if (returned.compareAndSet(false, true)) COROUTINE_SUSPENDED else this
    }

    private fun goOn() {
        if (!returned.compareAndSet(false, true)) continuation.intercepted().resume(this)
    }

    override fun newJob(): BodyJob {
        val job = BodyJob(frame, attached = policy.abandonAfter() == null, onEnd = ::jobEnded)
        lease?.holder = job
        return job
    }

    private fun jobEnded(value: Any?, failure: Throwable?) {
        if ((running as BodyJob).cancelledItself && !timedOut && frame.item < 0) run.cancel(frame.task, failure!!)
        ended(value, failure)
    }

    /** The body starts now, and so does its timeout. */
    override fun began() {
        frame.began()
        startedAt = bodyClock.nanoTime()
        startedInRun = if (bodyClock === run.clock) startedAt else run.clock.nanoTime()
        policy.timeout()?.let { limit -> timer = run.schedule(bodyClock, startedAt, RunClock.nanos(limit), this) }
    }

    override fun timeLeft(): Duration? {
        val untilDeadline = runner.deadlineAt?.let { Duration.ofNanos(it - bodyClock.nanoTime()) }
        return listOfNotNull(policy.timeout(), untilDeadline, run.timeLeft()).minOrNull()
    }

    override fun endedOnPool(value: Any?, failure: Throwable?): BlockingCall? {
        ended(value, failure)
        return null
    }

    override fun run() = timedOutNow()

    /** The timeout has passed; too late if the body has been told to stop, which is why it ends then. */
    private fun timedOutNow() {
        if (hasBeenTold || mustStop) return
        wasAt = (running as? Underway)?.at()
        val limit = policy.timeout()!!
        val text = "${runner.who()} timed out after ${DurationText.of(limit)} in attempt ${frame.attempt}."
        val passed = TaskTimeoutException(text, limit)
        timeout = passed
        stop(passed)
        watch = run.stragglers.watch(frame.task) { hasBeenTold }
        if (hasBeenTold) watch?.cancel()
    }

    fun stop(why: Throwable?) {
        if (hasBeenTold) return
        stopWanted = true
        running?.stop(why)
        val patience = policy.abandonAfter() ?: return
        if (!impatient.compareAndSet(false, true)) return
        abandonment = bodyClock.schedule(patience) { if (told.compareAndSet(null, ABANDONED)) abandon() }
        if (hasBeenTold) abandonment?.cancel()
    }

    private fun abandon() {
        abandoned = true
        attempted()
        end = BodyEnd(null, CancellationException("abandoned"))
        goOn()
    }

    override fun ended(value: Any?, failure: Throwable?) {
        timer?.cancel()
        if (!told.compareAndSet(null, ENDED)) {
            if (!told.compareAndSet(ABANDONED, ENDED)) return run.endedTwice(frame, failure)
            closeDropped(frame.task, value)
            lease?.end()
            return
        }
        abandonment?.cancel()
        watch?.cancel()
        if (startedInRun == 0L && failure != null && failure !is CancellationException) failedBeforeItBegan()
        if (run.bodyObservers != null) frame.element.endObservation()
        // The runner goes on a dispatch later: what failed first is to be known here.
        if (failure != null && run.continues && frame.item < 0) run.failures.seen(failure)
        attempted()
        end = BodyEnd(value, failure)
        goOn()
    }

    /** What cannot be delivered, or is taken by no thread, is an attempt all the same: it has lasted no time. */
    private fun failedBeforeItBegan() {
        frame.began()
        startedInRun = run.clock.nanoTime()
    }

    private fun attempted() {
        frame.attempted(startedInRun, if (startedAt == 0L) 0 else bodyClock.nanoTime() - startedAt)
    }

    private companion object {
        val ENDED = Any()
        val ABANDONED = Any()
    }
}
