@file:OptIn(InternalCoroutinesApi::class, ExperimentalCoroutinesApi::class)

package dev.wove.test.internal

import dev.wove.internal.clock.RunClock
import dev.wove.internal.engine.body.ClockElement
import dev.wove.test.VirtualTime
import kotlinx.coroutines.Delay
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.test.TestDispatcher
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.locks.LockSupport
import java.util.function.BooleanSupplier
import kotlin.coroutines.EmptyCoroutineContext

/** A stage that may need time to go on before it completes. */
public interface TakesVirtualTime

/**
 * The time of kotlinx's test scheduler, held still while [holds] is not zero: an event of the current instant is then
 * always queued, which the scheduler runs before it goes on in time.
 *
 * Whoever starts a hold has one, or is on the scheduler's thread, so no time passes in between. The same is true of who
 * wakes a pausing thread: its hold is taken again before it wakes.
 */
internal class VirtualClock(
    override val dispatcher: TestDispatcher,
) : ClockElement(),
    VirtualTime {
    private val scheduler = dispatcher.scheduler
    private val holds = AtomicInteger()

    // Whoever finds the holder queued must find it in the queue: guarded by holds, with the dispatch.
    private var holderQueued = false
    private val holder =
        Runnable {
            synchronized(holds) { holderQueued = false }
            if (holds.get() > 0) {
                LockSupport.parkNanos(HOLD_NANOS)
                hold()
            }
        }

    /** Threads that hold nothing for now. Guarded by itself. */
    private val pausing = HashSet<Thread>()

    private fun hold(): Unit = synchronized(holds) {
        if (!holderQueued) {
            holderQueued = true
            // As an event, not a dispatch: UnconfinedTestDispatcher takes none.
            schedule(0, holder)
        }
    }

    // What the engine asks for

    override fun timeline(): Any = scheduler

    // One nanosecond off, because 0 means "not yet".
    override fun nanoTime(): Long = scheduler.currentTime * NANOS_PER_MILLI + 1

    override fun schedule(nanos: Long, action: Runnable): RunClock.Timer {
        val millis = nanos / NANOS_PER_MILLI + if (nanos % NANOS_PER_MILLI > 0) 1 else 0
        val handle = (dispatcher as Delay).invokeOnTimeout(millis, action, EmptyCoroutineContext)
        return RunClock.Timer { handle.dispose() }
    }

    override fun blockingStarted() {
        holds.incrementAndGet()
        hold()
    }

    override fun blockingEnded() {
        holds.decrementAndGet()
    }

    override fun completes(stage: CompletionStage<*>): Boolean = stage is TakesVirtualTime

    override fun pause(thread: Thread, stillNeeded: BooleanSupplier) {
        synchronized(pausing) {
            if (stillNeeded.asBoolean && pausing.add(thread)) blockingEnded()
        }
    }

    override fun unpause(thread: Thread) {
        synchronized(pausing) {
            if (pausing.remove(thread)) blockingStarted()
        }
    }

    override fun interrupt(thread: Thread) {
        synchronized(pausing) {
            unpause(thread)
            thread.interrupt()
        }
    }

    // What tests ask for

    override fun elapsed(): Duration = Duration.ofMillis(scheduler.currentTime)

    override fun sleep(wait: Duration) {
        val thread = Thread.currentThread()
        val over = CountDownLatch(1)
        val timer =
            schedule(wait) {
                unpause(thread)
                over.countDown()
            }
        try {
            letPass { over.await() }
        } finally {
            timer.cancel()
        }
    }

    override fun <T> letPass(call: Callable<T>): T {
        val thread = Thread.currentThread()
        pause(thread) { !thread.isInterrupted }
        try {
            return call.call()
        } finally {
            unpause(thread)
        }
    }

    override fun <T> after(wait: Duration, value: T): CompletableFuture<T> {
        val later = Later<T>()
        val timer = schedule(wait) { later.complete(value) }
        later.whenComplete { _, _ -> timer.cancel() }
        return later
    }

    /** A stage that is completed by time, or follows from one. */
    private class Later<T> :
        CompletableFuture<T>(),
        TakesVirtualTime {
        override fun <U> newIncompleteFuture(): CompletableFuture<U> = Later()
    }

    private companion object {
        const val NANOS_PER_MILLI = 1_000_000L
        const val HOLD_NANOS = 50_000L
    }
}
