package dev.wove.internal.delivery

import dev.wove.environment.CancelMode
import dev.wove.environment.Certainty
import dev.wove.environment.ConnectionEvents
import dev.wove.environment.Delivery
import dev.wove.environment.EnvironmentClock
import dev.wove.environment.EnvironmentContext
import dev.wove.environment.EnvironmentExecutor
import dev.wove.environment.RemoteCall
import dev.wove.environment.RemoteEvents
import dev.wove.environment.RemoteMethod
import dev.wove.environment.RemoteRun
import dev.wove.environment.WorkerInfo
import dev.wove.internal.environment.LoggingEvents
import java.time.Duration

/** Time that goes on when a test says so. */
internal class ManualTime : EnvironmentClock {
    private val timers = ArrayList<Entry>()
    private var now = 1L

    private class Entry(
        val due: Long,
        val action: Runnable,
    )

    val pending: Int get() = timers.size

    override fun nanoTime(): Long = now

    override fun schedule(wait: Duration, action: Runnable): EnvironmentClock.Timer {
        val entry = Entry(now + wait.toNanos(), action)
        timers += entry
        return EnvironmentClock.Timer { timers -= entry }
    }

    fun advance(millis: Long) {
        val end = now + millis * 1_000_000
        while (true) {
            val next = timers.filter { it.due <= end }.minByOrNull { it.due } ?: break
            timers -= next
            now = maxOf(now, next.due)
            next.action.run()
        }
        now = end
    }
}

/** Carries nothing, but tells what it was given. */
internal class Carrier(
    private val maxInFlight: Int = 0,
) : EnvironmentExecutor {
    class Sent(
        val call: RemoteCall,
        val events: RemoteEvents,
    ) : RemoteRun {
        val cancels = ArrayList<CancelMode>()
        var acknowledged = 0
        var abandoned = 0
        var throws: RuntimeException? = null

        override fun cancel(mode: CancelMode) {
            cancels += mode
            throws?.let { throw it }
        }

        override fun acknowledge() {
            acknowledged++
            throws?.let { throw it }
        }

        override fun abandon() {
            abandoned++
            throws?.let { throw it }
        }
    }

    val sent = ArrayList<Sent>()
    val last: Sent get() = sent.last()
    var refuses: RuntimeException? = null
    var closed = false

    override fun start(context: EnvironmentContext): WorkerInfo = WorkerInfo.of("w").maxInFlight(maxInFlight)

    override fun run(call: RemoteCall, events: RemoteEvents): RemoteRun {
        refuses?.let { throw it }
        return Sent(call, events).also(sent::add)
    }

    override fun close(grace: Duration) {
        closed = true
    }
}

/** What the engine is told of one run. */
internal class Heard : LoggingEvents() {
    val said = ArrayList<String>()
    val ends = ArrayList<String>()
    val workers = ArrayList<String>()
    var failure: Throwable? = null

    private fun said(what: String) {
        check(ends.isEmpty()) { "$what after $ends" }
        said += what
    }

    private fun ended(how: String, why: Throwable? = null) {
        ends += how
        failure = why
    }

    override fun sent(bytes: Long) = said("sent")

    override fun started(worker: String) {
        said("started")
        workers += worker
    }

    override fun heartbeat() = said("heartbeat")

    override fun logged(level: String, message: String) = said(message)

    override fun who() = "a run"

    override fun succeeded(value: Any?) = ended("succeeded $value")

    override fun failed(failure: Throwable) = ended("failed ${failure.javaClass.simpleName}", failure)

    override fun cancelled() = ended("cancelled")

    override fun lost(why: Throwable, whether: Certainty) = ended("lost", why)
}

internal class Delivering(
    environment: Delivery = Delivery.none(),
    maxInFlight: Int = 0,
) {
    val time = ManualTime()
    val carrier = Carrier(maxInFlight)
    val executor = DeliveredExecutor(carrier)
    private var number = 0

    init {
        executor.start(
            object : EnvironmentContext {
                override fun environment() = "reports"

                override fun delivery() = environment

                override fun clock() = time

                override fun connection() = object : ConnectionEvents {}
            },
        )
    }

    class Run(
        val run: RemoteRun,
        val heard: Heard,
    )

    fun run(delivery: Delivery = Delivery.none(), key: String? = null): Run {
        val call =
            RemoteCall
                .of("s-${++number}", RemoteMethod.named("render", String::class.java), emptyList<Any>())
                .task("page", "report")
                .delivery(delivery)
                .idempotencyKey(key)
        val heard = Heard()
        return Run(executor.run(call, heard), heard)
    }
}
