package dev.wove.internal.engine.body

import dev.wove.internal.clock.RunClock
import dev.wove.internal.limit.Permits
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import java.util.concurrent.CountDownLatch
import kotlin.coroutines.EmptyCoroutineContext

/**
 * The slots that one body holds. A body that waits for other bodies lends them and takes them back afterwards, so that
 * waiting cannot use up what the awaited needs. Slots are always taken in the same order, which rules out a deadlock.
 */
public class Lease internal constructor(
    internal val permits: List<Permits>,
    private val owner: Owner?,
) {
    /** Takes note of how long slots were waited for. */
    internal interface Owner {
        val clock: RunClock

        /** The body has waited for a slot of [permits] since that instant. */
        fun waited(permits: Permits, since: Long)
    }

    // All guarded by this object.

    /** All slots or none. */
    private var held = false
    private var borrowers = 0

    /** Whether somebody takes the slots now; who else wants them waits for the end of [taking], if there is one yet. */
    private var isTaking = false
    private var taking: CompletableJob? = null

    /** The body has ended: who still works for it gets no slots any more. */
    private var ended = false

    /** The slot that the body waits for, for reports. */
    internal var wanted: Permits? = null
        private set

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
        while (true) {
            val other = beginTaking() ?: break
            if (other === NOTHING_TO_TAKE) return
            joinBlocking(other)
        }
        for (each in permits) takeBlocking(each)
        endTaking(permits.size)
    }

    private fun takeBlocking(permits: Permits) {
        val since = owner?.clock?.nanoTime() ?: 0
        wanted = permits
        if (permits.acquireBlocking()) owner?.waited(permits, since)
        wanted = null
    }

    /** Keeps interrupts for later, as waiting for the slots themselves does. */
    private fun joinBlocking(other: Job) {
        val over = CountDownLatch(1)
        other.invokeOnCompletion { over.countDown() }
        Permits.awaitKeepingInterrupts(over)
    }

    /** Whether the body has a slot of [some]. */
    internal fun holds(some: Permits): Boolean = synchronized(this) { held } && permits.any { it === some }

    @Synchronized
    private fun lastBorrower() = --borrowers == 0

    /** Takes the slots if all are there, else none; returns the one that is not. */
    internal fun takeNow(): Permits? {
        if (beginTaking() != null) return null
        val busy = permits.indexOfFirst { !it.acquireNow() }
        endTaking(if (busy < 0) permits.size else busy)
        return permits.getOrNull(busy)
    }

    internal suspend fun take() {
        while (true) {
            val other = beginTaking() ?: break
            if (other === NOTHING_TO_TAKE) return
            other.join()
        }
        var taken = 0
        try {
            while (taken < permits.size) {
                wanted = permits[taken]
                val since = permits[taken].take(owner?.clock)
                if (since != 0L) owner?.waited(permits[taken], since)
                taken++
            }
        } finally {
            wanted = null
            endTaking(taken)
        }
    }

    /**
     * Null if the caller is the one to take the slots, else what it has to wait for before it asks again. Of two that
     * took them at once, the second would wait for what the first holds until the body ends, which waits for both.
     */
    @Synchronized
    private fun beginTaking(): Job? {
        if (held || ended) return NOTHING_TO_TAKE
        if (isTaking) return taking ?: Job().also { taking = it }
        isTaking = true
        return null
    }

    /** Keeps what was taken, unless that is not all, or the slots have been lent anew meanwhile, or the body has ended. */
    private fun endTaking(taken: Int) {
        val waiting: CompletableJob?
        val keeps: Boolean
        synchronized(this) {
            keeps = taken == permits.size && borrowers == 0 && !ended
            held = keeps
            isTaking = false
            waiting = taking
            taking = null
        }
        if (!keeps) giveBack(taken)
        waiting?.complete()
    }

    internal fun release() {
        if (synchronized(this) { held.also { held = false } }) giveBack(permits.size)
    }

    /** The body needs no slots any more, even if what it has launched still waits to take them back. */
    internal fun end() {
        synchronized(this) { ended = true }
        release()
    }

    private fun giveBack(count: Int) {
        for (i in count - 1 downTo 0) permits[i].release()
    }

    internal companion object {
        private val NOTHING_TO_TAKE = Job()

        fun of(first: Permits?, second: Permits?, third: Permits? = null, owner: Owner? = null): Lease? {
            val all = listOfNotNull(first, second, third)
            return if (all.isEmpty()) null else Lease(all, owner)
        }
    }
}

/** Takes a slot; returns since when it had to wait by [clock], or 0 if it had not to. */
@OptIn(ExperimentalCoroutinesApi::class) // The only resume of this kind that all coroutines libraries since 1.8 have
internal suspend fun Permits.take(clock: RunClock? = null): Long {
    var since = 0L
    suspendCancellableCoroutine { continuation ->
        val waiter =
            Permits.Waiter {
                continuation.resume(Unit) { release() }
                true
            }
        if (acquire(waiter)) {
            continuation.resume(Unit) { release() }
        } else {
            if (clock != null) since = clock.nanoTime()
            continuation.invokeOnCancellation { withdraw(waiter) }
        }
    }
    return since
}
