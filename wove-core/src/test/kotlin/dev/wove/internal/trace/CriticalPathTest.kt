package dev.wove.internal.trace

import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.internal.record.TraceFacts.InputTrace
import dev.wove.internal.record.TraceFacts.TaskTrace
import dev.wove.internal.record.TraceFacts.Wait
import dev.wove.trace.Ended
import dev.wove.trace.InputTrace.As
import dev.wove.trace.Trace
import dev.wove.trace.WaitCause
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import java.time.Duration
import java.time.Instant
import kotlin.random.Random

/** A task as it is made up: what it waits for and how long each part of it takes, in nanoseconds. */
private class Made(
    val inputs: List<Int>,
    /** For a slot, once it is ready. */
    val waits: Long,
    /** Until the body awaits another task, if it does. */
    val runsBefore: Long,
    val awaits: Int?,
    val runs: Long,
    /** At the end of the body. */
    val backsOff: Long,
)

/** Works out when each task ends, by following each way through the graph. */
private class Oracle(
    val tasks: List<Made>,
    val without: Int = -1,
    val delayed: Int = -1,
    val delay: Long = 0,
    val waiting: Boolean = true,
) {
    fun ready(i: Int): Long = tasks[i].inputs.maxOfOrNull { end(it) } ?: 0

    fun started(i: Int): Long = ready(i) + if (waiting) tasks[i].waits else 0

    fun awaitsFrom(i: Int): Long = started(i) + if (i == without) 0 else tasks[i].runsBefore

    fun goesOn(i: Int): Long = maxOf(awaitsFrom(i), tasks[i].awaits?.let { end(it) } ?: 0)

    fun end(i: Int): Long {
        val rest = if (i == without) 0 else tasks[i].runs + if (waiting) tasks[i].backsOff else 0
        return goesOn(i) + rest + if (i == delayed) delay else 0
    }

    val total: Long get() = tasks.indices.maxOf { end(it) }

    fun trace(): Trace = RealTrace(
        RealRunId(1, "made-up", null, null, -1, Duration.ZERO),
        Instant.EPOCH,
        tasks.indices.map { task(it) },
        Ended.SUCCEEDED,
        null,
    )

    private fun task(i: Int): TaskTrace {
        val made = tasks[i]
        val end = end(i)
        val waits = ArrayList<Wait>()

        fun waited(cause: WaitCause, on: String?, from: Long, to: Long) {
            if (to > from) waits += Wait(cause, on, -1, nanos(from), nanos(to))
        }
        waited(WaitCause.SLOT, null, ready(i), started(i))
        made.awaits?.let { waited(WaitCause.INPUT, name(it), awaitsFrom(i), goesOn(i)) }
        waited(WaitCause.BACKOFF, null, end - made.backsOff, end)
        return task(
            i,
            made.inputs.map { InputTrace(name(it), As.VALUE, null) } +
                listOfNotNull(made.awaits?.let { InputTrace(name(it), As.DISCOVERED, nanos(awaitsFrom(i))) }),
            listOf(ready(i), started(i), end),
            waits,
        )
    }
}

private fun name(i: Int) = "t$i"

private fun nanos(nanos: Long) = Duration.ofNanos(nanos)

/** [times] are those of being ready, of the start and of the end. */
private fun task(i: Int, inputs: List<InputTrace>, times: List<Long>, waits: List<Wait> = emptyList()): TaskTrace {
    val (ready, started, ended) = times.map { nanos(it) }
    return TaskTrace(
        name(i),
        i,
        TaskKind.SUSPENDING,
        false,
        inputs,
        emptyList(),
        Policy.none(),
        Duration.ZERO,
        ready,
        started,
        ended,
        Ended.SUCCEEDED,
        null,
        waits,
        emptyList(),
        emptyList(),
        0,
        null,
        emptyList(),
        0,
        Duration.ZERO,
    )
}

private fun made(seed: Long): List<Made> {
    val random = Random(seed)

    fun length() = if (random.nextInt(4) == 0) 0 else random.nextLong(1, 50)
    return List(random.nextInt(1, 10)) { i ->
        val inputs = (0 until i).filter { random.nextInt(3) == 0 }
        Made(
            inputs,
            waits = if (random.nextBoolean()) length() else 0,
            runsBefore = length(),
            awaits = (0 until i).filter { it !in inputs }.randomOrNull(random)?.takeIf { random.nextInt(3) == 0 },
            runs = length(),
            backsOff = if (random.nextInt(3) == 0) length() else 0,
        )
    }
}

class CriticalPathTest : FunSpec({
    context("of a made-up run") {
        fun check(what: (List<Made>, Oracle, Trace) -> Unit) = suspend {
            checkAll(500, Arb.long()) { seed ->
                val tasks = made(seed)
                val oracle = Oracle(tasks)
                what(tasks, oracle, oracle.trace())
            }
        }

        test("goes from its start to its end without a gap, each step after one that it waited for") {
            check { tasks, oracle, trace ->
                val path = trace.criticalPath()
                path.duration().toNanos() shouldBe oracle.total
                path.steps().first().from() shouldBe Duration.ZERO
                path.steps().last().to() shouldBe path.duration()
                path.steps().zipWithNext { before, after ->
                    after.from() shouldBe before.to()
                    val task = tasks[after.task().drop(1).toInt()]
                    before.task() shouldBeIn (task.inputs + listOfNotNull(task.awaits)).map { name(it) }
                }
            }()
        }

        test("tells how much of each step was waiting") {
            check { tasks, _, trace ->
                for (step in trace.criticalPath().steps()) {
                    val task = tasks[step.task().drop(1).toInt()]
                    val fromItsStart = step.from() == trace.task(step.task()).ready()
                    val slot = if (fromItsStart) task.waits else 0
                    (step.waited()[WaitCause.SLOT] ?: Duration.ZERO) shouldBe nanos(slot)
                    (step.waited()[WaitCause.BACKOFF] ?: Duration.ZERO) shouldBe nanos(task.backsOff)
                    step.ran() shouldBe step.duration() - nanos(slot + task.backsOff)
                }
            }()
        }

        test("without waits is as long as bodies alone make it") {
            check { tasks, _, trace ->
                trace.criticalPathWithoutWaits().duration().toNanos() shouldBe Oracle(tasks, waiting = false).total
            }()
        }

        test("leaves each other task exactly its slack") {
            check { tasks, oracle, trace ->
                for (i in tasks.indices) {
                    val slack = trace.slack(name(i)).toNanos()
                    withClue(name(i)) {
                        Oracle(tasks, delayed = i, delay = slack).total shouldBe oracle.total
                        Oracle(tasks, delayed = i, delay = slack + 1).total shouldBeGreaterThan oracle.total
                    }
                }
            }()
        }

        test("is as much shorter without a task as it would have been") {
            check { tasks, _, trace ->
                for (i in tasks.indices) {
                    trace.without(name(i)).toNanos() shouldBe Oracle(tasks, without = i).total
                }
            }()
        }

        test("consists of tasks without slack") {
            check { _, _, trace ->
                for (task in trace.criticalPath().tasks()) trace.slack(task) shouldBe Duration.ZERO
            }()
        }
    }

    context("of tasks that pass items on one by one") {
        val trace = RealTrace(
            RealRunId(1, "streams", null, null, -1, Duration.ZERO),
            Instant.EPOCH,
            listOf(
                task(0, emptyList(), listOf(0, 0, 100)),
                task(1, listOf(InputTrace("t0", As.STREAM, null)), listOf(0, 10, 130)),
                task(2, emptyList(), listOf(0, 0, 120)),
            ),
            Ended.SUCCEEDED,
            null,
        )

        test("goes through the end of the first, though the second was running by then") {
            trace.criticalPath().steps().map { Triple(it.task(), it.from().toNanos(), it.to().toNanos()) } shouldBe
                listOf(Triple("t0", 0L, 100L), Triple("t1", 100L, 130L))
            trace.slack("t0") shouldBe Duration.ZERO
            trace.slack("t2").toNanos() shouldBe 10
            trace.without("t0").toNanos() shouldBe 120
            trace.without("t1").toNanos() shouldBe 120
        }
    }

    context("of many tasks") {
        fun trace(tasks: List<TaskTrace>) =
            RealTrace(RealRunId(1, "many", null, null, -1, Duration.ZERO), Instant.EPOCH, tasks, Ended.SUCCEEDED, null)

        test("is found in a chain of 100 000 without deep recursion") {
            val chain = trace(
                List(100_000) { i ->
                    val inputs = if (i == 0) emptyList() else listOf(InputTrace(name(i - 1), As.VALUE, null))
                    task(i, inputs, listOf(i * 2L, i * 2L, i * 2L + 2))
                },
            )
            chain.criticalPath().tasks().size shouldBe 100_000
            chain.slack("t5") shouldBe Duration.ZERO
            chain.without("t5").toNanos() shouldBe 199_998
        }
    }

    context("of a run in which nothing ran") {
        test("is empty") {
            val trace = RealTrace(
                RealRunId(1, "none", null, null, -1, Duration.ZERO),
                Instant.EPOCH,
                emptyList(),
                Ended.CANCELLED,
                null,
            )
            trace.criticalPath().steps() shouldBe emptyList()
            trace.criticalPath().duration() shouldBe Duration.ZERO
            trace.duration() shouldBe Duration.ZERO
        }
    }

    test("a name that no task has is told with the nearest") {
        val trace = Oracle(List(3) { Made(emptyList(), 0, 1, null, 1, 0) }).trace()
        for (ask in listOf<(String) -> Any>(trace::task, trace::slack, trace::without)) {
            shouldThrow<NoSuchElementException> { ask("T1") }.message shouldBe
                "Weave 'made-up' has no task 'T1'.\n  Declared: t0, t1, t2\n  Did you mean 't1'?"
        }
    }
})
