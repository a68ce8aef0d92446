package dev.wove.terminal

import dev.wove.Backoff
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.Task
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import org.jline.terminal.spi.SystemStream
import org.jline.utils.AttributedString
import java.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private fun ran(workers: Int? = null, block: WeaveScope.() -> Task<*>): WeaveResult<*> {
    lateinit var result: WeaveResult<*>
    runTest { result = weaveResult("page", workers, onFailure = OnFailure.CONTINUE) { block() } }
    return result
}

private fun page() = ran {
    val post = task("post") { delay(100.milliseconds) }
    val ad = task("ad") {
        delay(10.milliseconds)
        error("no ad today")
    }
    val retried = Policy.retries(1).backoff(Backoff.constant(Duration.ofMillis(5)))
    var tries = 0
    val author = task("author", post, policy = retried) {
        delay(20.milliseconds)
        check(tries++ > 0)
    }
    val ratings = each(listOf(3, 1, 2), post, name = "ratings") { delay((10 * it).milliseconds) }
    val audit = task("audit", ad) { }
    task("page", author, ratings, orNull(audit)) { delay(55.milliseconds) }
}

class TimelineTest : FunSpec({
    test("shows when tasks ran, how long, what came of them and the critical path") {
        Timeline.of(page()).text(76) shouldBe """
            |page failed after 200 ms
            |  post    |######################                      |  100 ms
            |  ad      |===                                         |   10 ms  failed
            |  author  |                      ##########            |   45 ms  2 attempts
            |  ratings |                      =======               |   30 ms  3 items
            |  audit   |                                            |    0 ms  skipped
            |  page    |                               #############|   55 ms
            |# critical path: post > author > page
            |
        """.trimMargin()
    }

    test("shows waits for a worker") {
        val text = Timeline
            .of(
                ran(workers = 1) {
                    task("first") { delay(50.milliseconds) }
                    task("second") { delay(50.milliseconds) }
                },
            ).text(50)
        text.lines() shouldContain "  second |...............################|   50 ms"
    }

    test("shows waits between attempts and for awaited tasks as waits") {
        val lines = Timeline
            .of(
                ran {
                    val backoff = Policy.retries(1).backoff(Backoff.constant(Duration.ofMillis(40)))
                    var tries = 0
                    val again = task("again", policy = backoff) {
                        delay(40.milliseconds)
                        check(tries++ > 0)
                    }
                    task("waits") {
                        delay(40.milliseconds)
                        again.await()
                        delay(40.milliseconds)
                    }
                },
            ).text(52)
            .lines()
        lines shouldContain "  again |######.....######     |  120 ms  2 attempts"
        lines shouldContain "  waits |######..........######|  160 ms"
    }

    test("tells where a task ran that ran elsewhere, and how it got there") {
        lateinit var result: WeaveResult<*>
        val there = WeaveOptions.config(WoveConfiguration.of { it.environment("reports", ::FarAway) })
        runTest {
            result =
                weaveResult("page", options = there) { remote(Reports::render, given("a post"), "report", "reports") }
        }
        Timeline.of(result).text(60).lines().drop(1) shouldBe
            listOf(
                "  report |..............###########################|   35 ms",
                "  report on w1 of reports: sent at 0 ms, began at 20 ms, worked 30 ms, under way 25 ms, 1 resend",
                "# critical path: report",
                "",
            )
    }

    test("fits the width with times of minutes") {
        val text = Timeline.of(ran { task("nightly") { delay(12.minutes + 34.seconds) } }).text(40)
        text.lines() shouldContain "  nightly |################| 12 min 34 s"
    }

    test("fits the width, whatever it is") {
        val timeline = Timeline.of(page())
        checkAll(Arb.int(40..300)) { columns ->
            timeline.text(columns).lines().forAll { it.length shouldBeLessThanOrEqual columns }
        }
    }

    test("of many tasks shows the critical path, what failed and the longest, and counts the others") {
        val result = ran {
            val tasks = List(200) { i ->
                task("task-$i") {
                    delay(i.milliseconds)
                    if (i == 3) error("three")
                }
            }
            task("last", tasks[2], tasks[199]) { delay(1.milliseconds) }
        }
        val lines = Timeline.of(result).most(5).text(80).lines()
        lines.filter { "|" in it }.map { it.trim().substringBefore(' ') } shouldBe
            listOf("task-3", "task-197", "task-198", "task-199", "last")
        lines shouldContain "  and 196 more"
        shouldThrow<IllegalArgumentException> { Timeline.of(result).most(0) }.message shouldBe
            "A timeline must have at least 1 line, but was given 0"
    }

    test("shortens long names, and shows nothing that a terminal would take for a command") {
        val bad = "evil\u001b[2J\u009b2Jname\n"
        val text = Timeline
            .of(
                ran {
                    task(bad) { }
                    task("x".repeat(100) + "-end") { }
                },
            ).text(80)
        text shouldNotContain "\u001b"
        text shouldNotContain "\u009b"
        text shouldContain "evil?[2J?2Jname?"
        text shouldContain "xxx...xxxxxxxx-end"
        text.lines().forAll { it.length shouldBeLessThanOrEqual 80 }
    }

    context("on a terminal") {
        val terminal = Screen(76, true, true, true)

        test("has colours, and says the same without them") {
            val text = Timeline.of(page()).text(terminal)
            text shouldContain "\u001b["
            val plain = AttributedString.fromAnsi(text).toString()
            plain shouldContain "  post    |\u2588\u2588"
            plain.lines().map { it.length } shouldBe Timeline.of(page()).text(76).lines().map { it.length }
        }

        test("has none where they are not wanted") {
            Timeline.of(page()).text(Screen(76, true, false, true)) shouldNotContain "\u001b"
        }
    }

    context("the screen") {
        test("is plain where output is not a terminal, as in this test") {
            Screen.of(SystemStream.Output, mapOf("TERM" to "xterm-256color")) shouldBe Screen.plain(80)
            Screen.of(SystemStream.Output, mapOf("TERM" to "xterm", "COLUMNS" to "132")) shouldBe Screen.plain(132)
            Screen.of(SystemStream.Output, mapOf("COLUMNS" to "wide")) shouldBe Screen.plain(80)
        }

        test("of a terminal has its width, and colours unless NO_COLOR says no") {
            fun of(vararg environment: Pair<String, String>) = Screen.of(true, 100, "UTF-8", mapOf(*environment))
            of("TERM" to "xterm") shouldBe Screen(100, true, true, true)
            of("TERM" to "xterm", "NO_COLOR" to "1") shouldBe Screen(100, true, false, true)
            of("TERM" to "xterm", "NO_COLOR" to "") shouldBe Screen(100, true, true, true)
            of("TERM" to "dumb") shouldBe Screen.plain(100)
            of() shouldBe Screen.plain(100)
            Screen.of(true, -1, "US-ASCII", mapOf("TERM" to "xterm", "COLUMNS" to "90")) shouldBe
                Screen(90, true, true, false)
        }
    }

    test("times are as people read them") {
        listOf(
            0L,
            999,
            1_000,
            999_999,
            1_000_000,
            999_499_999,
            999_500_000,
            9_994_000_000,
            9_996_000_000,
            59_940_000_000,
        ).map(Times::of) shouldBe
            listOf("0 ms", "999 ns", "1 us", "999 us", "1 ms", "999 ms", "1.00 s", "9.99 s", "10.0 s", "59.9 s")
        listOf(60_000_000_000, 3_599_000_000_000, 3_600_000_000_000, 90_000_000_000_000).map(Times::of) shouldBe
            listOf("1 min 0 s", "59 min 59 s", "1 h 0 min", "25 h 0 min")
        Times.inSeconds(1_999_999_999) shouldBe "1 s"
    }
})
