package dev.wove.terminal

import dev.wove.TaskKind
import dev.wove.WeaveOptions
import dev.wove.dsl.weave
import dev.wove.internal.record.RealFailureTrace
import dev.wove.internal.trace.RealEvent
import dev.wove.internal.trace.RealRunId
import dev.wove.trace.Ended
import dev.wove.trace.RunId
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.time.Duration
import kotlin.time.Duration.Companion.seconds

private const val SECOND = 1_000_000_000L

private val run = RealRunId(1, "nightly", null, null, -1, Duration.ZERO)
private val inner = RealRunId(2, "inner", run, "b", -1, Duration.ZERO)
private const val AT = 0L

private fun started(task: String, index: Int = task.hashCode()) =
    RealEvent.TaskStarted(run, AT, task, index, task, TaskKind.SUSPENDING, AT)

private fun ended(task: String, how: Ended = Ended.SUCCEEDED, index: Int = task.hashCode()) = RealEvent.TaskEnded(
    run,
    AT,
    task,
    index,
    task,
    TaskKind.SUSPENDING,
    AT,
    { listOf() },
    { listOf() },
    how,
    if (how == Ended.FAILED) RealFailureTrace("E", null, null) else null,
    null,
)

private fun item(task: String, run: RunId = dev.wove.terminal.run) =
    RealEvent.ItemEnded(run, AT, task, task.hashCode(), task, 0, AT, Ended.SUCCEEDED, null, null)

private fun RunsUnderWay.text(nanos: Long, columns: Int = 100) =
    lines(nanos, Screen(columns, true, false, false)).map { it.toString() }

class ProgressTest : FunSpec({
    context("the lines") {
        test("tell tasks and items done, the rate, an estimate and what is running longest") {
            val runs = RunsUnderWay()
            runs.happened(RealEvent.WeaveStarted(run, AT, 12), 0)
            for (name in listOf("a", "b", "c")) {
                runs.happened(started(name), 0)
                runs.happened(ended(name), SECOND)
            }
            runs.happened(started("slow"), 1 * SECOND)
            runs.happened(started("mapped"), 2 * SECOND)
            repeat(1_500) { runs.happened(item("mapped"), 3 * SECOND) }
            runs.text(10 * SECOND) shouldBe listOf(
                "nightly #####--------------- 3 of 12 tasks, 1,500 items, 150/s, 10 s, about 30 s left",
                "  slow  9 s",
                "  mapped  8 s  1,500 items",
            )
        }

        test("count failures, and show no estimate before there is something to go by") {
            val runs = RunsUnderWay()
            runs.happened(RealEvent.WeaveStarted(run, AT, 5), 0)
            runs.text(SECOND) shouldBe listOf("nightly -------------------- 0 of 5 tasks, 1 s")
            runs.happened(ended("a", Ended.FAILED), SECOND)
            runs.text(2 * SECOND) shouldBe listOf("nightly ####---------------- 1 of 5 tasks, 1 failed, 0.5/s, 2 s")
        }

        test("show the longest of many that run, and never more than fits") {
            val runs = RunsUnderWay()
            runs.happened(RealEvent.WeaveStarted(run, AT, 50), 0)
            repeat(50) { runs.happened(started("task-$it" + "x".repeat(60)), it * SECOND) }
            val lines = runs.text(60 * SECOND, columns = 40)
            lines.size shouldBe 6
            lines[1] shouldContain "task-0"
            lines.last() shouldBe "  and 46 more running"
            lines.forAll { it.length shouldBeLessThan 40 }
        }

        test("tell calls of a scope apart that have one name") {
            val runs = RunsUnderWay()
            runs.happened(RealEvent.WeaveStarted(run, AT, 0), 0)
            runs.happened(started("load", 0), 0)
            runs.happened(started("load", 1), SECOND)
            runs.happened(ended("load", index = 0), 2 * SECOND)
            runs.text(3 * SECOND).drop(1) shouldBe listOf("  load  2 s")
        }

        test("pass over weaves inside, and go when the run is over") {
            val runs = RunsUnderWay()
            runs.happened(item("early"), 0)
            runs.happened(RealEvent.WeaveStarted(run, AT, 1), 0)
            runs.happened(RealEvent.WeaveStarted(inner, AT, 100), 0)
            runs.happened(item("b", inner), 0)
            runs.text(SECOND) shouldBe listOf("nightly -------------------- 0 of 1 tasks, 1 s")
            runs.happened(RealEvent.WeaveEnded(run, AT, Ended.SUCCEEDED, null, null) { error("not asked for") }, SECOND)
            runs.text(SECOND).shouldBeEmpty()
        }

        test("show nothing that a terminal would take for a command") {
            val runs = RunsUnderWay()
            runs.happened(RealEvent.WeaveStarted(run, AT, 2), 0)
            runs.happened(started("evil\u001b[2Jname"), 0)
            runs.text(SECOND)[1] shouldBe "  evil?[2Jname  1 s"
        }
    }

    test("it is silent where output is not a terminal") {
        val out = ByteArrayOutputStream()
        Progress.on(Screen.plain(80), PrintStream(out)).use { progress ->
            weave(options = WeaveOptions.listener(progress)) { task("a") { } }
            Thread.getAllStackTraces().keys.filter { it.name == "wove-progress" }.shouldBeEmpty()
        }
        out.size() shouldBe 0
    }

    test("it draws a run under way on a terminal, and takes its lines away") {
        val out = ByteArrayOutputStream()
        val gate = CompletableDeferred<Unit>()
        val stream = PrintStream(out, true)
        coroutineScope {
            val progress = Progress.on(Screen(80, true, true, true), stream)
            val weave = async(Dispatchers.Default) {
                weave("nightly", options = WeaveOptions.listener(progress)) { task("gated") { gate.await() } }
            }
            eventually(30.seconds) { out.toString() shouldContain "gated" }
            out.toString() shouldContain "0 of 1 tasks"
            gate.complete(Unit)
            weave.await()
            progress.close()
        }
        val drawn = out.toString()
        drawn.substringAfterLast("gated") shouldContain "\u001b[K" // erases a line
        stream.print("still open")
        stream.checkError() shouldBe false
    }
})
