package dev.wove.examples.replay

import dev.wove.dsl.trace
import dev.wove.dsl.weaveResult
import dev.wove.examples.replay.Trace.TracedTask
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeGreaterThanOrEqualTo
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import dev.wove.trace.Trace as RunTrace

/** Made-up workflows; with `-Dtraces=FOLDER` the recorded ones there, too. */
private fun workflows(): List<Trace> = List(20) { madeUp(it) } +
    System
        .getProperty("traces")
        ?.let {
            Path.of(it)
        }?.listDirectoryEntries("*.json")
        .orEmpty()
        .map { WfFormat.read(it) }

private fun madeUp(seed: Int): Trace {
    val random = Random(seed)
    return Trace(
        "made-up-$seed",
        List(random.nextInt(1, 80)) { i ->
            val parents = (0 until i).filter { random.nextInt(i) < 3 }.map { "t$it" }
            TracedTask("t$i", parents, random.nextLong(5_000))
        },
    )
}

private fun run(workflow: Trace, workers: Int?): RunTrace {
    lateinit var trace: RunTrace
    runTest(timeout = Duration.INFINITE) {
        val result =
            weaveResult(workflow.name, workers = workers) {
                val tasks = workflow.tasks.map { traced ->
                    task(
                        traced.id,
                        all(traced.parents.map { ref<Unit>(it) }),
                    ) { delay(traced.micros.milliseconds) }
                }
                task("end", after = tasks) { }
            }
        trace = result.trace
    }
    return trace
}

/** When each task would end at the earliest, if its own runtime or that of another were different. */
private class Ends(
    private val workflow: Trace,
    private val micros: (TracedTask) -> Long,
) {
    private val tasks = workflow.tasks.associateBy { it.id }
    private val known = HashMap<String, Long>()

    private fun end(id: String): Long = known[id] ?: run {
        val task = tasks.getValue(id)
        ((task.parents.maxOfOrNull { end(it) } ?: 0L) + micros(task)).also { known[id] = it }
    }

    val last: Long get() = workflow.tasks.maxOfOrNull { end(it.id) } ?: 0
}

class TracedReplayTest : FunSpec({
    for (workflow in workflows()) {
        val exact = Ends(workflow) { it.micros }.last

        test("the trace of ${workflow.name} has its critical path, slacks and what it would take without a task") {
            val trace = run(workflow, null)
            trace.duration().toMillis() shouldBe exact
            trace.criticalPath().duration().toMillis() shouldBe exact
            trace.criticalPathWithoutWaits().duration().toMillis() shouldBe exact
            for (task in workflow.tasks) {
                val slack = trace.slack(task.id).toMillis()
                withClue(task.id) {
                    Ends(workflow) { it.micros + if (it === task) slack else 0 }.last shouldBe exact
                    Ends(workflow) { it.micros + if (it === task) slack + 1 else 0 }.last shouldBe exact + 1
                    trace.without(task.id).toMillis() shouldBe Ends(workflow) { if (it === task) 0 else it.micros }.last
                }
            }
        }

        test("the trace of ${workflow.name} with two workers tells what it would have taken with enough of them") {
            val trace = run(workflow, 2)
            trace.duration().toMillis() shouldBeGreaterThanOrEqualTo exact
            trace.criticalPath().duration() shouldBe trace.duration()
            trace.criticalPath().steps().zipWithNext { before, after -> after.from() shouldBe before.to() }
            trace.criticalPathWithoutWaits().duration().toMillis() shouldBe exact
        }
    }
})
