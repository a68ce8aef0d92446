package dev.wove.internal.trace

import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.internal.record.TraceFacts.AttemptTrace
import dev.wove.internal.record.TraceFacts.TaskTrace
import dev.wove.internal.record.TraceFacts.Wait
import dev.wove.internal.record.Work
import dev.wove.internal.record.Work.Stretch
import dev.wove.trace.Ended
import dev.wove.trace.WaitCause
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeSortedBy
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.pair
import io.kotest.property.checkAll
import java.time.Duration

private fun nanos(nanos: Int) = Duration.ofNanos(nanos.toLong())

private fun attempt(from: Int, to: Int) = AttemptTrace(1, nanos(from), nanos(to), Ended.SUCCEEDED, null)

private fun wait(from: Int, to: Int, item: Int = -1) = Wait(WaitCause.INPUT, "other", item, nanos(from), nanos(to))

private fun task(
    attempts: List<AttemptTrace>,
    waits: List<Wait> = emptyList(),
    ended: Int = 100,
    othersWorked: Int = 0,
    how: Ended = Ended.SUCCEEDED,
) = TaskTrace(
    "task",
    0,
    TaskKind.SUSPENDING,
    false,
    emptyList(),
    emptyList(),
    Policy.none(),
    Duration.ZERO,
    Duration.ZERO,
    Duration.ZERO,
    nanos(ended),
    how,
    null,
    waits,
    emptyList(),
    attempts,
    attempts.size,
    null,
    emptyList(),
    0,
    nanos(othersWorked),
)

class WorkTest : FunSpec({
    test("a body works all its time if it waits for nothing") {
        Work.of(task(listOf(attempt(0, 100)))) shouldBe listOf(Stretch(0, 100, 1.0))
    }

    test("a body does not work while it waits, nor between attempts") {
        val task = task(listOf(attempt(0, 40), attempt(60, 100)), listOf(wait(10, 20), wait(40, 60)))
        Work.of(task) shouldBe listOf(Stretch(0, 10, 1.0), Stretch(20, 40, 1.0), Stretch(60, 100, 1.0))
        task.worked() shouldBe nanos(70)
    }

    test("attempts that are not kept one by one are spread over the time that is left") {
        val task = task(listOf(attempt(0, 20)), listOf(wait(20, 50)), othersWorked = 25)
        Work.of(task) shouldBe listOf(Stretch(0, 20, 1.0), Stretch(50, 100, 0.5))
        task.worked() shouldBe nanos(45)
    }

    test("a task that was skipped has not worked") {
        Work.of(task(emptyList(), how = Ended.SKIPPED)) shouldBe emptyList()
    }

    test("however waits overlap, an instant is work if the body ran and did not wait") {
        checkAll(Arb.list(Arb.pair(Arb.int(0, 100), Arb.int(0, 100)), 0..6)) { pairs ->
            val waits = pairs.map { (a, b) -> wait(minOf(a, b), maxOf(a, b)) }.sortedBy { it.from() }
            val work = Work.of(task(listOf(attempt(0, 35), attempt(50, 100)), waits))
            work shouldBeSortedBy { it.from() }
            for (instant in 0 until 100) {
                val waited = waits.any { instant >= it.from().toNanos() && instant < it.to().toNanos() }
                val worked = work.count { instant >= it.from() && instant < it.to() }
                worked shouldBe if ((instant < 35 || instant >= 50) && !waited) 1 else 0
            }
        }
    }
})
