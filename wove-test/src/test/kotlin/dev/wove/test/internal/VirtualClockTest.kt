package dev.wove.test.internal

import dev.wove.test.virtualTime
import dev.wove.test.weaveTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

class VirtualClockTest : FunSpec({
    // A thread that had noted the hold as queued, and had not queued it yet, let time jump to the next timer.
    test("time stands still while somebody holds it, however many come and go") {
        weaveTest {
            val clock = virtualTime as VirtualClock
            clock.blockingStarted()
            val timer = clock.schedule(Duration.ofSeconds(1).toNanos()) {}
            val left = AtomicInteger(4)
            val over = CompletableDeferred<Unit>()
            repeat(left.get()) {
                thread {
                    repeat(50_000) {
                        clock.blockingStarted()
                        clock.blockingEnded()
                    }
                    if (left.decrementAndGet() == 0) over.complete(Unit)
                }
            }
            over.await()
            clock.elapsed() shouldBe Duration.ZERO
            timer.cancel()
            clock.blockingEnded()
        }
    }
})
