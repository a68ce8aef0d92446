package dev.wove.behaviour.observe

import dev.wove.observe.BodyId
import dev.wove.observe.BodyObserver
import dev.wove.observe.RunObserver
import dev.wove.observe.RunStart
import dev.wove.observe.WeaveObserver
import dev.wove.trace.Ended
import dev.wove.trace.TraceEvent
import dev.wove.trace.WeaveListener
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger

/** Is around all bodies, and has each known to the thread that runs it. */
class Watcher : WeaveObserver {
    val runs = ConcurrentLinkedQueue<RunStart>()
    val bodies = ConcurrentLinkedQueue<WatchedBody>()
    val events = ConcurrentLinkedQueue<TraceEvent>()

    override fun starts(run: RunStart): WeaveListener {
        runs.add(run)
        return object : RunObserver {
            override fun happened(event: TraceEvent) {
                events.add(event)
            }

            override fun bodyStarts(body: BodyId) = WatchedBody(body).also { bodies.add(it) }
        }
    }

    fun body(name: String): WatchedBody = bodies.single { it.id.toString().substringAfter('/') == name }

    /** What is wrong with any body, now that all weaves have ended. */
    fun violations(): List<String> = bodies.mapNotNull { it.violation() }

    companion object {
        private val here = ThreadLocal<BodyId?>()

        /** The body that this thread is known to run. */
        val current: BodyId? get() = here.get()
    }

    class WatchedBody(
        val id: BodyId,
    ) : BodyObserver {
        val entered = AtomicInteger()
        private val left = AtomicInteger()
        private val onOtherThread = AtomicInteger()
        val ends = ConcurrentLinkedQueue<Ended>()
        var failure: Throwable? = null
            private set

        override fun enters(): AutoCloseable {
            entered.incrementAndGet()
            val thread = Thread.currentThread()
            val before = here.get()
            here.set(id)
            return AutoCloseable {
                if (Thread.currentThread() !== thread || here.get() !== id) onOtherThread.incrementAndGet()
                here.set(before)
                left.incrementAndGet()
            }
        }

        override fun ended(how: Ended, failure: Throwable?) {
            ends.add(how)
            this.failure = failure
        }

        fun violation(): String? = when {
            entered.get() != left.get() -> "$id was entered ${entered.get()} times, and left ${left.get()} times"
            onOtherThread.get() > 0 -> "$id was left elsewhere, or out of order"
            ends.size != 1 -> "$id has ended ${ends.size} times"
            else -> null
        }
    }
}
