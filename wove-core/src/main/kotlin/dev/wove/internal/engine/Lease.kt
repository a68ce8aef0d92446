package dev.wove.internal.engine

import dev.wove.internal.run.Permits
import kotlinx.coroutines.Job
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * The slots that one body holds. A body that waits for other bodies lends them and takes them back afterwards, so that
 * waiting cannot use up what the awaited needs. Slots are always taken in the same order, which rules out a deadlock.
 */
public class Lease internal constructor(
    private val permits: List<Permits>,
) {
    /** All slots or none; guarded by this object, like [borrowers]. */
    private var held = false
    private var borrowers = 0

    /** The Job of the body that holds the slots. */
    @Volatile
    internal var holder: Job? = null

    /** Gives the slots away while a nested weave runs; several may run at once. */
    internal fun lend() {
        synchronized(this) { borrowers++ }
        release()
    }

    /** What gave up waiting, as in `withTimeout`, needs the slots to go on, too: only the end of the body stops this. */
    internal suspend fun takeBack() {
        if (lastBorrower()) withContext(holder ?: EmptyCoroutineContext) { take() }
    }

    internal fun takeBackBlocking() {
        if (!lastBorrower()) return
        for (each in permits) each.acquireBlocking()
        keep()
    }

    @Synchronized
    private fun lastBorrower() = --borrowers == 0

    /** Does nothing if the slots are held: who waits for a second set of them may wait for itself. */
    internal suspend fun take() {
        if (synchronized(this) { held }) return
        var taken = 0
        try {
            while (taken < permits.size) {
                permits[taken].take()
                taken++
            }
        } catch (e: Throwable) {
            giveBack(taken)
            throw e
        }
        keep()
    }

    /** Keeps what was taken, unless it has been lent anew meanwhile or taken twice. */
    private fun keep() {
        val wanted =
            synchronized(this) {
                (borrowers == 0 && !held).also { if (it) held = true }
            }
        if (!wanted) giveBack(permits.size)
    }

    internal fun release() {
        if (synchronized(this) { held.also { held = false } }) giveBack(permits.size)
    }

    private fun giveBack(count: Int) {
        for (i in count - 1 downTo 0) permits[i].release()
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
