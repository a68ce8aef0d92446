package dev.wove.internal.run

import dev.wove.internal.clock.RunClock
import dev.wove.internal.limit.Pace
import dev.wove.internal.limit.PacedStart
import dev.wove.internal.limit.Permits
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.PriorityQueue

/** Time that goes on when the test says so. */
private class HandClock : RunClock {
    private class Event(
        val at: Long,
        val action: Runnable,
    )

    private val events = PriorityQueue<Event>(compareBy { it.at })
    var now = 1L
    val timers get() = events.size

    override fun nanoTime() = now

    override fun schedule(nanos: Long, action: Runnable): RunClock.Timer {
        val event = Event(now + nanos, action).also { events += it }
        return RunClock.Timer { events -= event }
    }

    fun passes(millis: Long) {
        val until = now + millis * 1_000_000
        while (events.isNotEmpty() && events.peek().at <= until) {
            val next = events.poll()
            now = maxOf(now, next.at)
            next.action.run()
        }
        now = until
    }
}

private class Asker(
    pace: Pace,
    clock: RunClock,
    vararg slots: Permits,
) : PacedStart(pace, clock, slots.toList()) {
    var isGranted = false

    init {
        isGranted = ask()
    }

    override fun granted() {
        isGranted = true
    }

    fun begins(): Boolean = begin() == null.also { isGranted = false }
}

class PaceTest : FunSpec({
    val clock = HandClock()

    // One start in 100 ms.
    fun pace() = Pace(600)

    test("who asks first is granted first, each a spacing after the start before") {
        val pace = pace()
        pace.startNow(clock) shouldBe true
        val askers = List(3) { Asker(pace, clock) }
        clock.passes(99)
        askers.map { it.isGranted } shouldBe listOf(false, false, false)
        clock.passes(1)
        askers.map { it.isGranted } shouldBe listOf(true, false, false)
        askers[0].begins() shouldBe true
        clock.passes(100)
        askers.map { it.isGranted } shouldBe listOf(false, true, false)
        askers.forEach { it.leave() }
    }

    test("who leaves is not waited for, and nothing is left when all have") {
        val pace = pace()
        pace.startNow(clock) shouldBe true
        val askers = List(100) { Asker(pace, clock) }
        askers.dropLast(1).forEach { it.leave() }
        clock.passes(100)
        askers.last().isGranted shouldBe true
        // Even one that has been granted.
        askers.last().leave()
        clock.timers shouldBe 0
        pace.startNow(clock) shouldBe true
    }

    test("what was missed is not caught up with") {
        val pace = pace()
        pace.startNow(clock) shouldBe true
        clock.passes(10_000)
        List(3) { pace.startNow(clock) } shouldBe listOf(true, false, false)
    }

    test("of two that find their threads late and together, the second waits again, and then goes first") {
        val pace = pace()
        pace.startNow(clock) shouldBe true
        val first = Asker(pace, clock)
        val second = Asker(pace, clock)
        val third = Asker(pace, clock)
        clock.passes(210)
        listOf(first, second, third).map { it.isGranted } shouldBe listOf(true, true, false)
        first.begins() shouldBe true
        second.begins() shouldBe false
        clock.passes(100)
        listOf(second, third).map { it.isGranted } shouldBe listOf(true, false)
        second.begins() shouldBe true
        third.leave()
    }

    test("of those who lack the same slot one steps aside, and the pace is for the others") {
        val pace = pace()
        val slot = Permits(1)
        val asker = Asker(pace, clock, slot)
        asker.isGranted shouldBe true
        asker.stepAside(slot)
        val behind = Asker(pace, clock, slot)
        behind.isGranted shouldBe false
        val other = Asker(pace, clock)
        other.isGranted shouldBe true
        other.begins() shouldBe true
        asker.begins() shouldBe false
        clock.passes(100)
        listOf(asker, behind).map { it.isGranted } shouldBe listOf(true, false)
        asker.begins() shouldBe true
        clock.passes(100)
        behind.isGranted shouldBe true
        behind.leave()
    }

    test("two paces let a start begin together, or neither does") {
        val slow = Pace(60)
        val fast = pace()
        slow.startNow(clock) shouldBe true
        clock.passes(950)
        fast.startNow(clock) shouldBe true
        val inner = Asker(fast, clock)
        val outer = Asker(slow, clock)
        outer.with(inner)
        clock.passes(50)
        listOf(outer, inner).map { it.isGranted } shouldBe listOf(true, false)
        outer.begin() shouldBe inner
        clock.passes(50)
        outer.begin() shouldBe null
        slow.startNow(clock) shouldBe false
        fast.startNow(clock) shouldBe false
        clock.passes(1_000)
    }

    test("a clock that is set back makes nobody wait for longer than a spacing") {
        val pace = pace()
        clock.passes(3_600_000)
        pace.startNow(clock) shouldBe true
        clock.now -= 3_000_000_000_000
        pace.startNow(clock) shouldBe false
        clock.passes(100)
        pace.startNow(clock) shouldBe true
    }

    test("a limit that is no divisor of a minute is not exceeded either") {
        val pace = Pace(7)
        val before = clock.now
        var starts = 0
        while (clock.now - before < 60_000_000_000) {
            if (pace.startNow(clock)) starts++
            clock.now += 8_571_428_571 / 9 + 1
        }
        starts shouldBe 7
    }
})
