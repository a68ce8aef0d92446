package dev.wove.stress

import dev.wove.internal.clock.RunClock
import dev.wove.internal.clock.SystemClock
import dev.wove.internal.engine.body.take
import dev.wove.internal.limit.Pace
import dev.wove.internal.limit.PacedStart
import dev.wove.internal.limit.Permits
import io.kotest.core.spec.style.FunSpec
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.suspendCancellableCoroutine
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param
import org.jetbrains.lincheck.datastructures.ThreadIdGen
import java.util.concurrent.Semaphore
import java.util.concurrent.atomic.AtomicInteger

class LimitsTest : FunSpec({
    // Nothing before: that could only be releases, and then there are so many permits that nobody waits.
    isLinearizable(
        "permits go to those who have waited longest",
        TwoPermits::class,
        TwoPermitsInTurn::class,
        before = 0,
    )

    holdsOnThreads("no more get in than there are permits, and all of them in the end", times = 5_000) {
        val permits = Permits(2)
        val inside = AtomicInteger()
        val entered = AtomicInteger()

        fun enter() {
            check(inside.incrementAndGet() <= permits.limit()) { "$inside are inside" }
            entered.incrementAndGet()
            // Lets others in, also where there are no more processors than permits.
            Thread.yield()
            inside.decrementAndGet()
            permits.release()
        }

        fun enterBlocking() {
            permits.acquireBlocking()
            enter()
        }

        fun enterSuspending() = start {
            permits.take()
            enter()
        }
        together({ enterBlocking() }, { enterSuspending() }, { enterBlocking() }, { enterSuspending() })
        check(entered.get() == 4) { "$entered got in" }
        check(permits.inUse() == 0) { "${permits.inUse()} are left" }
    }

    isLinearizable("a pace makes one start until the next is due", OnePace::class)

    holdsOnThreads("whoever gives up, the others start", times = 5_000) {
        val pace = Pace(60_000_000)
        val started = AtomicInteger()

        fun start(givesUp: Boolean) {
            val granted = Semaphore(0)
            val start = PaceAsker(pace, SystemClock.INSTANCE) { granted.release() }
            if (start.ask()) granted.release()
            if (givesUp) return start.leave()
            do granted.acquire() while (start.begin() != null)
            started.incrementAndGet()
        }
        together({ start(false) }, { start(true) }, { start(false) }, { start(true) })
        check(started.get() == 2) { "$started have started" }
    }
})

class TwoPermits {
    private val permits = Permits(2)

    @Operation(promptCancellation = true)
    suspend fun take() {
        permits.take()
    }

    @Operation
    fun release() = permits.release()
}

/** What [TwoPermits] does, for one thread; a slot given back that nobody held is one more. */
@OptIn(InternalCoroutinesApi::class)
class TwoPermitsInTurn {
    private var free = 2
    private val waiting = ArrayDeque<CancellableContinuation<Unit>>()

    suspend fun take() {
        if (free-- > 0) return
        suspendCancellableCoroutine { waiting += it }
    }

    fun release() {
        while (++free <= 0) {
            val next = waiting.removeFirst()
            val token = next.tryResume(Unit, null) { _, _, _ -> release() } ?: continue
            next.completeResume(token)
            return
        }
    }
}

class PaceAsker(
    pace: Pace,
    clock: RunClock,
    private val onGranted: () -> Unit,
) : PacedStart(pace, clock, emptyList()) {
    override fun granted() = onGranted()
}

class OnePace {
    private val pace = Pace(60)

    @Operation
    fun startNow(): Boolean = pace.startNow(StoppedClock)

    /** What each thread has asked for and not left; to leave is a step of its own, as others may ask in between. */
    private val asked = arrayOfNulls<PaceAsker>(MOST_THREADS)

    @Operation
    fun ask(
        @Param(gen = ThreadIdGen::class) thread: Int,
    ): Boolean {
        if (asked[thread] != null) return false
        val start = PaceAsker(pace, StoppedClock) { }
        asked[thread] = start
        return start.ask()
    }

    @Operation
    fun leave(
        @Param(gen = ThreadIdGen::class) thread: Int,
    ) {
        asked[thread]?.leave()
        asked[thread] = null
    }

    private companion object {
        const val MOST_THREADS = 16
    }
}

object StoppedClock : RunClock {
    override fun nanoTime() = 1L

    override fun schedule(nanos: Long, action: Runnable) = RunClock.Timer { }
}
