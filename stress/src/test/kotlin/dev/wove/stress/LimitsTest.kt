package dev.wove.stress

import dev.wove.internal.engine.take
import dev.wove.internal.run.Pace
import dev.wove.internal.run.Permits
import dev.wove.internal.run.RunClock
import io.kotest.core.spec.style.FunSpec
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.suspendCancellableCoroutine
import org.jetbrains.lincheck.datastructures.Operation

class LimitsTest : FunSpec({
    isLinearizable("permits go to those who have waited longest", TwoPermits::class, TwoPermitsInTurn::class)
    isLinearizable("a pace gives each start an instant of its own", OnePace::class)
})

class TwoPermits {
    private val permits = Permits(2)

    @Operation(promptCancellation = true)
    suspend fun take() = permits.take()

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

class OnePace {
    private val pace = Pace(60)

    @Operation
    fun reserve(): Long = pace.reserve(StoppedClock)
}

object StoppedClock : RunClock {
    override fun nanoTime() = 1L

    override fun schedule(nanos: Long, action: Runnable) = error("nothing is scheduled here")
}
