package dev.wove.behaviour

import dev.wove.behaviour.harness.Gate
import dev.wove.internal.clock.Timeouts
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import java.util.concurrent.TimeUnit

/** The timeouts of one run that have the same limit share a timer, and nothing else. */
class TimeoutsTest : FunSpec({
    test("rule-11 timeouts of one limit do not hold each other up, whatever one of them does") {
        val timeouts = Timeouts()
        val limit = TimeUnit.MILLISECONDS.toNanos(100)
        val begin = System.nanoTime()
        val mayEnd = Gate()
        val isLate = Gate()
        // All are late in the same look, or this would show nothing.
        timeouts.after(begin, limit) { mayEnd.awaitOpen() }
        timeouts.after(begin, limit) { throw IllegalStateException("a client that cannot be cancelled") }
        timeouts.after(begin, limit) { isLate.open() }
        isLate.awaitOpen()
        mayEnd.open()
        timeouts.close()
    }

    test("rule-11 a limit that nobody waits for any more is forgotten, as each may be another one") {
        val timeouts = Timeouts()
        val begin = System.nanoTime()
        val kept = List(10) { i -> timeouts.after(begin, TimeUnit.DAYS.toNanos(1L + i)) { } }
        for (hours in 1L..10_000L) timeouts.after(begin, TimeUnit.HOURS.toNanos(hours)) { }.cancel()
        timeouts.limits() shouldBeInRange kept.size..100
        timeouts.close()
    }

    test("rule-11 one that is taken back does not go off, and leaves the others in line") {
        val timeouts = Timeouts()
        val limit = TimeUnit.MILLISECONDS.toNanos(50)
        val begin = System.nanoTime()
        var wentOff = false
        val isLate = Gate()
        timeouts.after(begin, limit) { wentOff = true }.cancel()
        timeouts.after(begin, limit) { isLate.open() }
        isLate.awaitOpen()
        wentOff shouldBe false
        timeouts.close()
    }
})
