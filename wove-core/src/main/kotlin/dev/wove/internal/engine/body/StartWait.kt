@file:OptIn(ExperimentalCoroutinesApi::class)

package dev.wove.internal.engine.body

import dev.wove.internal.clock.RunClock
import dev.wove.internal.limit.Pace
import dev.wove.internal.limit.PacedStart
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.resume

/**
 * The wait of one attempt for its pace and its slots. It holds no slot while it stands in line; where it is first and a
 * slot is missing, it steps aside until it has that, and then goes first.
 */
internal class StartWait(
    pace: Pace,
    clock: RunClock,
    private val lease: Lease?,
    private val second: StartWait? = null,
    private val pausing: suspend (wait: suspend () -> Unit) -> Unit,
) : PacedStart(pace, clock, lease?.permits.orEmpty()) {
    /** The continuation that waits to be granted, or [GRANTED] if that came first. */
    private val state = AtomicReference<Any?>()

    init {
        second?.let { with(it) }
    }

    /** Returns when the attempt has started. */
    suspend fun await() {
        try {
            stand()
            second?.stand()
            (second ?: this).takeSlots()
            while (true) {
                val tooEarly = begin() ?: return
                (tooEarly as StartWait).untilGranted()
            }
        } catch (e: Throwable) {
            leave()
            throw e
        }
    }

    private suspend fun stand() {
        if (!ask()) untilGranted()
    }

    private suspend fun takeSlots() {
        val busy = lease?.takeNow() ?: return
        stepAside(busy)
        lease.take()
    }

    private suspend fun untilGranted() = pausing {
        suspendCancellableCoroutine { continuation ->
            if (state.compareAndSet(null, continuation)) {
                continuation.invokeOnCancellation { leave() }
            } else {
                state.set(null)
                continuation.resume(Unit)
            }
        }
    }

    @Suppress("UNCHECKED_CAST")
    override fun granted() {
        if (state.compareAndSet(null, GRANTED)) return
        val continuation = state.getAndSet(null) as CancellableContinuation<Unit>
        continuation.resume(Unit) { leave() }
    }

    private companion object {
        val GRANTED = Any()
    }
}
