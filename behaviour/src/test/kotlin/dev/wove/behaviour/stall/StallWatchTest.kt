package dev.wove.behaviour.stall

import dev.wove.PlanException
import dev.wove.StallReport
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.WoveLog
import dev.wove.internal.clock.RunClock
import dev.wove.internal.run.RealStallReport
import dev.wove.internal.run.StallWatch
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Duration
import java.time.Duration.ZERO
import java.time.Duration.ofSeconds
import java.util.concurrent.TimeUnit

/** A clock whose one timer the test sets off, as late as it likes. */
private class HandClock : RunClock {
    private var now = 1L
    var timer: Runnable? = null
        private set

    override fun nanoTime(): Long = now

    override fun schedule(nanos: Long, action: Runnable): RunClock.Timer {
        nanos shouldBe TimeUnit.SECONDS.toNanos(10)
        timer = action
        return RunClock.Timer { timer = null }
    }

    fun look(afterSeconds: Long) {
        now += TimeUnit.SECONDS.toNanos(afterSeconds)
        timer.also { timer = null }!!.run()
    }
}

private class Run : StallWatch.Watched {
    var moved = 0L
    val reported = ArrayList<Duration>()

    override fun progress(): Long = moved

    override fun report(quiet: Duration): StallReport {
        reported += quiet
        return RealStallReport("w", false, ofSeconds(1), quiet, false, 0, 0, emptyList(), emptyList())
    }
}

class StallWatchTest : FunSpec({
    lateinit var clock: HandClock
    lateinit var run: Run
    lateinit var watch: StallWatch

    beforeTest {
        clock = HandClock()
        run = Run()
        watch = StallWatch(clock, ofSeconds(40), run).also { it.start() }
    }

    test("reports after the quiet time, not before") {
        repeat(3) { clock.look(10) }
        run.reported shouldBe emptyList()
        clock.look(10)
        run.reported shouldContainExactly listOf(ofSeconds(40))
    }

    test("counts from what moved last") {
        repeat(3) { clock.look(10) }
        run.moved++
        repeat(4) { clock.look(10) }
        run.reported shouldBe emptyList()
        clock.look(10)
        run.reported shouldContainExactly listOf(ofSeconds(40))
    }

    test("does not count time in which the whole JVM stood still") {
        clock.look(10)
        clock.look(3_600)
        repeat(2) { clock.look(10) }
        run.reported shouldBe emptyList()
        clock.look(15)
        run.reported shouldContainExactly listOf(ofSeconds(45))
    }

    test("looks no more once it is closed") {
        watch.close()
        clock.timer shouldBe null
    }

    test("a look that comes while it is closed reports nothing") {
        repeat(3) { clock.look(10) }
        val late = clock.timer!!
        watch.close()
        late.run()
        run.reported shouldBe emptyList()
    }

    test(
        "-Ddev.wove.stallAfter is a duration longer than zero; anything else is told in the log, and watches nothing",
    ) {
        StallWatch.parsed(null) shouldBe null
        StallWatch.parsed("PT1M") shouldBe ofSeconds(60)
        for (mistake in listOf("60", "soon", "PT0S", "PT-1S")) {
            WoveLog(mistake).use { log ->
                StallWatch.parsed(mistake) shouldBe null
                log.next() shouldBe "-Ddev.wove.stallAfter is no duration longer than zero: '$mistake'. " +
                    "No weave is watched.\n  Write it like PT30S for half a minute, or PT5M for five."
            }
        }
    }

    test("stallAfter must be longer than zero") {
        shouldThrow<PlanException> { WeaveOptions.stallAfter(ZERO) }.message shouldBe
            "Weave option stallAfter must be longer than zero, but is 0 ms.\n  Leave it out to have no reports."
    }
})
