package dev.wove.internal.engine

import dev.wove.internal.run.Permits
import kotlinx.coroutines.suspendCancellableCoroutine

/**
 * The slots that one body holds. A body that waits for other bodies lends them and takes them back afterwards, so that
 * waiting cannot use up what the awaited needs. Slots are always taken in the same order, which rules out a deadlock.
 */
public class Lease internal constructor(
    private val permits: List<Permits>,
) {
    private var held = 0
    private var borrowers = 0

    /** Gives the slots away while a nested weave runs; several may run at once. */
    @Synchronized
    internal fun lend() {
        if (borrowers++ == 0) release()
    }

    internal suspend fun takeBack() {
        if (lastBorrower()) take()
    }

    internal fun takeBackBlocking() {
        if (lastBorrower()) takeBlocking()
    }

    @Synchronized
    private fun lastBorrower() = --borrowers == 0

    internal suspend fun take() {
        while (held < permits.size) {
            permits[held].take()
            held++
        }
    }

    internal fun takeBlocking() {
        while (held < permits.size) {
            permits[held].acquireBlocking()
            held++
        }
    }

    internal fun release() {
        while (held > 0) permits[--held].release()
    }

    internal companion object {
        fun of(first: Permits?, second: Permits?, third: Permits? = null): Lease? {
            val all = listOfNotNull(first, second, third)
            return if (all.isEmpty()) null else Lease(all)
        }
    }
}

internal suspend fun Permits.take() {
    suspendCancellableCoroutine { continuation ->
        val waiter =
            Permits.Waiter {
                continuation.resume(Unit) { _, _, _ -> release() }
                true
            }
        if (acquire(waiter)) {
            continuation.resume(Unit) { _, _, _ -> release() }
        } else {
            continuation.invokeOnCancellation { withdraw(waiter) }
        }
    }
}
