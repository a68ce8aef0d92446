package dev.wove.internal.trace

import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.internal.record.TraceFacts
import dev.wove.trace.Ended
import dev.wove.trace.InputTrace
import dev.wove.trace.InputTrace.As
import dev.wove.trace.TaskTrace
import dev.wove.trace.TraceEvent
import dev.wove.trace.TraceEvent.TaskEnded
import dev.wove.trace.TraceEvent.TaskStarted
import dev.wove.trace.WaitCause
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeSortedBy
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import java.time.Duration
import java.time.Instant
import kotlin.random.Random

private fun task(i: Int, inputs: List<Int>, times: LongArray, how: Ended = Ended.SUCCEEDED): TaskTrace = TimedTask(
    "t$i",
    i,
    TaskKind.SUSPENDING,
    inputs.map { TraceFacts.InputTrace("t$it", As.VALUE, null) },
    emptyList(),
    Policy.none(),
    times,
    how != Ended.SKIPPED,
    how,
    null,
    null,
    WaitCause.QUEUE,
)

private fun trace(tasks: List<TaskTrace>) =
    RealTrace(RealRunId(1, "made-up", null, null, -1, Duration.ZERO), Instant.EPOCH, tasks, Ended.SUCCEEDED, null)

/** Many of the tasks take no time at all. */
private fun random(seed: Long, size: Int): RealTrace {
    val random = Random(seed)
    val ends = LongArray(size)
    return trace(
        List(size) { i ->
            val inputs = List(if (i == 0) 0 else random.nextInt(3)) { random.nextInt(i) }.distinct()
            val ready = inputs.maxOfOrNull { ends[it] } ?: 0
            ends[i] = ready + random.nextLong(3)
            task(
                i,
                inputs,
                longArrayOf(ready, ready, ends[i]),
                if (random.nextInt(9) ==
                    0
                ) {
                    Ended.SKIPPED
                } else {
                    Ended.SUCCEEDED
                },
            )
        },
    )
}

class EventsTest : FunSpec({
    test("come in causal order, each task's start before its end, whatever happened at the same time") {
        checkAll(Arb.long(), Arb.int(0..30)) { seed, size ->
            val trace = random(seed, size)
            val events = trace.eventStream().toList()
            events shouldBeSortedBy { it.atNanos() }
            events.first().shouldBeInstanceOf<TraceEvent.WeaveStarted>()
            events.last().shouldBeInstanceOf<TraceEvent.WeaveEnded>()
            val ended = events.filterIsInstance<TaskEnded>().map { it.task() }
            ended shouldHaveSize size
            val position = events
                .mapIndexed { i, event ->
                    when (event) {
                        is TaskStarted -> "start of ${event.task()}" to i
                        is TaskEnded -> "end of ${event.task()}" to i
                        else -> "" to i
                    }
                }.toMap()
            for (task in trace.tasks()) {
                val end = position.getValue("end of ${task.name()}")
                val start = position["start of ${task.name()}"] ?: end
                (start <= end) shouldBe true
                (task.how() == Ended.SKIPPED) shouldBe (start == end)
                for (input: InputTrace in task.inputs()) {
                    position.getValue("end of ${input.task()}") shouldBeLessThan
                        start
                }
            }
        }
    }

    test("are the same as a list, and as a stream again and again") {
        val trace = random(7, 200)
        // Each end of the weave makes its trace anew
        val events = trace.events().dropLast(1)
        trace.eventStream().toList().dropLast(1) shouldBe events
        trace.eventStream().iterator().asSequence().toList().dropLast(1) shouldBe events
    }

    test("are made one by one, when it is their turn") {
        val size = 200_000
        var made = 0
        val tasks = List(size) { i ->
            object : TaskTrace by task(i, emptyList(), longArrayOf(0, 0, i.toLong())) {
                override fun name(): String = "t$i".also { made++ }
            }
        }
        val trace = trace(tasks)
        val events = trace.eventStream().iterator()
        events.next()
        val before = made
        repeat(1_000) { events.next() }
        made - before shouldBe 1_000
    }

    test("of a trace, the slowest tasks are known without an order of all") {
        checkAll(Arb.long(), Arb.int(0..40)) { seed, most ->
            val trace = random(seed, 30)
            trace.slowest(most) shouldBe
                trace.tasks().sortedWith(compareBy({ -it.ran().toNanos() }, { it.index() })).take(most)
        }
        shouldThrow<IllegalArgumentException> { random(1, 1).slowest(-1) }.message shouldBe
            "most must not be negative, but is -1"
    }

    test("of a trace, those that failed are neither those skipped nor those cancelled") {
        val hows = listOf(Ended.SKIPPED, Ended.FAILED, Ended.SUCCEEDED, Ended.CANCELLED, Ended.FAILED)
        val trace = trace(hows.mapIndexed { i, how -> task(i, emptyList(), longArrayOf(0, 0, 1), how) })
        trace.failed().map { it.name() } shouldBe listOf("t1", "t4")
    }
})
