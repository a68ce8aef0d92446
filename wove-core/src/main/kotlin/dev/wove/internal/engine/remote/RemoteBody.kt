package dev.wove.internal.engine.remote

import dev.wove.StallReport.Wait
import dev.wove.environment.CancelMode
import dev.wove.environment.Certainty
import dev.wove.environment.DeliveryOrphanedException
import dev.wove.environment.RemoteCall
import dev.wove.environment.RemoteRun
import dev.wove.internal.clock.ClockOfEnvironments
import dev.wove.internal.engine.body.BodyCall
import dev.wove.internal.engine.body.BodyEnd
import dev.wove.internal.engine.body.Sendable
import dev.wove.internal.engine.body.Underway
import dev.wove.internal.engine.body.host
import dev.wove.internal.engine.body.within
import dev.wove.internal.environment.IdempotencyKeys
import dev.wove.internal.environment.LoggingEvents
import dev.wove.internal.environment.OpenEnvironment
import dev.wove.internal.record.RemoteRecord
import dev.wove.internal.run.SentContext
import dev.wove.internal.text.DurationText
import dev.wove.trace.WaitCause
import org.slf4j.LoggerFactory
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/** One call of a body elsewhere: sends it, and is told what becomes of it. It ends when its environment says so. */
internal class RemoteBody(
    private val call: BodyCall,
    private val environment: OpenEnvironment,
    private val sendable: Sendable,
) : LoggingEvents(),
    Underway {
    private val host = call.host
    private val frame = call.frame
    private val clock = host.clock
    private val policy = frame.task.policy()
    private val delivery = policy.delivery()?.let { environment.declared().delivery().with(it) }
        ?: environment.declared().delivery()
    private val record = RemoteRecord(environment.name(), environment.nextRunId())

    /** Null, then COROUTINE_SUSPENDED unless it ends here and now, then its [BodyEnd]. */
    private val state = AtomicReference<Any?>()

    /** Decides whether it is sent or stopped. */
    private val mayBeSent = AtomicBoolean(true)

    @Volatile
    private var run: RemoteRun? = null

    @Volatile
    private var stopWanted = false
    private var waitsSince = clock.nanoTime()

    /** The value if it ends here and now, so that chains of such bodies do not nest. */
    fun start(): Any? {
        val starting = environment.started(ClockOfEnvironments(clock))
        if (starting.isDone) {
            starting.handle(::sendOrEnd)
        } else {
            clock.blockingStarted()
            starting.handle { started, failure ->
                sendOrEnd(started, failure)
                clock.blockingEnded()
            }
        }
        if (state.compareAndSet(null, COROUTINE_SUSPENDED)) return COROUTINE_SUSPENDED
        return (state.get() as BodyEnd).valueOrThrow()
    }

    private fun sendOrEnd(started: OpenEnvironment.Started?, failure: Throwable?) {
        try {
            if (failure != null) throw (failure as? CompletionException)?.cause ?: failure
            environment.check(started!!, sendable.method)
            if (!mayBeSent.compareAndSet(true, false)) return
            run = started.executor.run(call(), this)
            if (stopWanted) cancel()
        } catch (e: Throwable) {
            end(null, e)
        }
    }

    private fun call(): RemoteCall {
        val arguments = sendable.arguments(call.itemValue)
        val task = frame.task
        return RemoteCall
            .of(record.runId, sendable.method, arguments)
            .task(task.graph.name(), task.name())
            .item(frame.item.toLong())
            .attempt(frame.attempt)
            .delivery(delivery)
            .budget(call.timeLeft())
            .idempotencyKey(delivery.idempotencyKey()?.let { IdempotencyKeys.of(it, sendable.method, arguments) })
            .context(host.within(frame) { SentContext.here(delivery.mdc()) })
    }

    // What becomes of it

    override fun sent(bytes: Long) {
        val at =
            if (record.sentAt == 0L) {
                waited(WaitCause.IN_FLIGHT).also { record.sentAt = it }
            } else {
                record.resends++
                clock.nanoTime()
            }
        host.teller?.taskSent(frame.task, frame.item, frame.attempt, at, environment.name(), record.resends)
        record.bytesOut = bytes
    }

    override fun started(worker: String) {
        if (state.get() is BodyEnd) return
        record.worker = worker
        if (record.startedAt != 0L) return
        record.startedAt = waited(if (record.sentAt == 0L) WaitCause.IN_FLIGHT else WaitCause.DELIVERY)
        call.began()
    }

    /** Takes note of what it has waited for until now, which is returned. */
    private fun waited(cause: WaitCause): Long {
        val since = waitsSince
        waitsSince = clock.nanoTime()
        if (waitsSince != since) frame.waited(cause, environment.name(), since)
        return waitsSince
    }

    override fun heartbeat() = Unit

    override fun logged(level: String, message: String) {
        if (state.get() is BodyEnd) return
        val at = clock.nanoTime()
        val who = frame.task
        host.teller?.workerLogged(
            who,
            frame.item,
            frame.attempt,
            at,
            environment.name(),
            record.worker,
            level,
            message,
        )
    }

    override fun who(): String {
        val where = record.worker?.let { "worker '$it'" } ?: environment.toString()
        return "Task '${frame.task.name()}' in ${host.title}, on $where"
    }

    override fun measured(onWorker: Duration, bytes: Long) {
        record.ranNanos = onWorker.toNanos()
        record.bytesIn = bytes
    }

    override fun succeeded(value: Any?) = end(value, null)

    override fun failed(failure: Throwable) = end(null, failure)

    override fun cancelled() = end(null, stopped("on $environment"))

    override fun lost(why: Throwable, whether: Certainty) {
        if (!stopWanted) {
            val text = "Run ${record.runId} was lost on $environment: ${why.message ?: why}"
            return end(null, DeliveryOrphanedException(text, record.runId, why))
        }
        LOG.warn("Task '{}' in {} has not confirmed that it stopped: {}", frame.task.name(), host.title, why.toString())
        end(null, stopped("on $environment, which has not confirmed it").apply { initCause(why) })
    }

    private fun stopped(where: String) = CancellationException("Task '${frame.task.name()}' was stopped $where")

    private fun end(value: Any?, failure: Throwable?) {
        val end = BodyEnd(value, failure)
        if (state.compareAndSet(null, end)) return note()
        if (!state.compareAndSet(COROUTINE_SUSPENDED, end)) return
        note()
        call.ended(value, failure)
    }

    private fun note() {
        record.endedAt = clock.nanoTime()
        frame.ranElsewhere(record)
        run?.acknowledge()
    }

    override fun stop() {
        stopWanted = true
        // What is just being sent is cancelled by who sends it.
        if (mayBeSent.compareAndSet(true, false)) end(null, stopped("before it was sent")) else cancel()
    }

    private fun cancel() {
        run?.cancel(delivery.cancelMode() ?: CancelMode.REQUIRE_ACK)
    }

    // For reports

    override fun standing(): Underway.Standing {
        val worker = record.worker ?: return Underway.Standing(Wait.REMOTE, listOf(environment.toString()))
        val silence = environment.silence(worker)?.let { ", last heard of ${DurationText.of(it)} ago" }.orEmpty()
        return Underway.Standing(Wait.REMOTE, listOf("worker '$worker' of $environment$silence"))
    }

    override val wasToldToStop: Boolean get() = stopWanted

    private companion object {
        val LOG = LoggerFactory.getLogger("dev.wove")!!
    }
}
