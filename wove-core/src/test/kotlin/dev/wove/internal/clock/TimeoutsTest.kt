package dev.wove.internal.clock

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

private const val LONG = 3_600_000_000_000L

class TimeoutsTest : FunSpec({
    fun now() = SystemClock.INSTANCE.nanoTime()

    test("of one limit, they pass in the order in which they began, and what was taken back does not") {
        val timeouts = Timeouts()
        val passed = ConcurrentLinkedQueue<String>()
        val last = CountDownLatch(1)
        val limit = TimeUnit.MILLISECONDS.toNanos(20)
        timeouts.after(now(), limit) { passed.add("first") }
        val gone = timeouts.after(now(), limit) { passed.add("taken back") }
        gone.cancel()
        gone.cancel()
        // Late by so much that it can only pass in a look of its own.
        timeouts.after(now() + TimeUnit.MILLISECONDS.toNanos(200), limit) {
            passed.add("last")
            last.countDown()
        }
        last.await(30, TimeUnit.SECONDS) shouldBe true
        passed.toList() shouldContainExactly listOf("first", "last")
        timeouts.close()
    }

    test("one that blocks whoever tells it does not keep others from passing") {
        val timeouts = Timeouts()
        val release = CountDownLatch(1)
        val others = CountDownLatch(2)
        val limit = TimeUnit.MILLISECONDS.toNanos(20)
        val begin = now()
        repeat(3) { n ->
            timeouts.after(begin, limit) { if (n == 0) release.await() else others.countDown() }
        }
        others.await(30, TimeUnit.SECONDS) shouldBe true
        release.countDown()
        timeouts.close()
    }

    test("limits that nobody waits for are forgotten") {
        val timeouts = Timeouts()
        repeat(10_000) { timeouts.after(now(), LONG + it) {}.cancel() }
        timeouts.limits() shouldBeLessThan 200
        timeouts.close()
    }

    test("nothing passes and no timer is left once they are closed") {
        val before = SystemClock.INSTANCE.pending()
        val timeouts = Timeouts()
        val passed = ConcurrentLinkedQueue<Int>()
        repeat(100) { timeouts.after(now(), LONG + it % 3) { passed.add(it) } }
        timeouts.close()
        SystemClock.INSTANCE.pending() shouldBe before
        passed.shouldBeEmpty()
    }
})
