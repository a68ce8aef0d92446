package dev.wove.internal.engine.remote

import dev.wove.Policy
import dev.wove.TaskFailedException
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.environment.CancelMode
import dev.wove.environment.Certainty
import dev.wove.environment.Delivery
import dev.wove.environment.DeliveryOrphanedException
import dev.wove.environment.DeliveryTimeoutException
import dev.wove.environment.Environment
import dev.wove.environment.EnvironmentException
import dev.wove.environment.ErrorSource
import dev.wove.environment.RemoteTaskException
import dev.wove.internal.engine.Execution
import dev.wove.internal.engine.graphOf
import dev.wove.internal.engine.task
import dev.wove.trace.WaitCause
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import java.io.IOException
import java.time.Duration.ZERO
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.concurrent.CancellationException
import kotlin.time.Duration.Companion.seconds

private fun CoroutineScope.start(
    graph: dev.wove.internal.graph.Graph,
    returned: ReportTask,
): Pair<Execution<Any?>, Deferred<Result<Any?>>> {
    lateinit var execution: Execution<Any?>
    val end =
        async(start = CoroutineStart.UNDISPATCHED) {
            execution = Execution.inContext(graph, graph.seal(returned), coroutineContext)
            runCatching { execution.valueSuspending() }
        }
    return execution to end
}

@OptIn(ExperimentalCoroutinesApi::class)
class RemoteBodyTest : FunSpec({
    fun case(
        name: String,
        executor: ByHand = ByHand(),
        with: (Environment) -> Environment = { it },
        body: suspend TestScope.(ByHand) -> Unit,
    ) = test(name) {
        configuration = configured(executor, with)
        runTest { body(executor) }
    }

    case("sends what the method is called with, and gives back its value") { far ->
        val graph = graph()
        val text = graph.task("text") { "abc" }
        val report = graph.report("report", text, 2)
        val (execution, end) = start(graph, report)
        val run = far.runs.receive()
        run.call.arguments() shouldContainExactly listOf("abc", 2)
        run.call.method() shouldBe RENDER
        listOf(run.call.weave(), run.call.task(), run.call.attempt(), run.call.item()) shouldBe
            listOf("page", "report", 1, -1L)
        run.starts()
        run.events.measured(ofSeconds(1), 7)
        run.events.succeeded("abcabc")
        end.await().getOrThrow() shouldBe "abcabc"
        run.acknowledged shouldBe 1
        val attempt = execution.result().trace().task("report").attempts().single()
        attempt.remote()!!.worker() shouldBe "w1"
        attempt.remote()!!.bytesOut() shouldBe 100
        attempt.remote()!!.bytesIn() shouldBe 7
    }

    case("is of the worker that has ended it, from when the first had begun") { far ->
        val graph = graph()
        val report = graph.report("report", "a", 1)
        val (execution, end) = start(graph, report)
        val run = far.runs.receive()
        run.events.started("lost")
        testScheduler.advanceTimeBy(1.seconds)
        run.events.started("found")
        run.events.succeeded("x")
        end.await().getOrThrow() shouldBe "x"
        val remote = execution
            .result()
            .trace()
            .task("report")
            .attempts()
            .single()
            .remote()!!
        remote.worker() shouldBe "found"
        remote.ended().minus(remote.started()) shouldBe ofSeconds(1)
    }

    case("says where it ran in the note of its failure") { far ->
        val graph = graph()
        val (_, end) = start(graph, graph.report("report", "a", 1))
        val run = far.runs.receive()
        run.starts()
        run.events.failed(IllegalStateException("no paper"))
        val failure = end.await().exceptionOrNull()!!
        failure.suppressed.first().message!!.lines() shouldContain "  Ran: on worker 'w1' of environment 'reports'"
    }

    case("ends here and now where the environment does, however long the chain is") { far ->
        far.atOnce = {
            it.starts()
            it.events.succeeded("x")
        }
        val graph = graph()
        var last = graph.report("t0", "a", 1)
        for (i in 1..10_000) last = graph.report("t$i", last, 1)
        start(graph, last).second.await().getOrThrow() shouldBe "x"
    }

    case("starts the environment before any task, and once for all weaves", with = {
        it.delivery(Delivery.maxInFlight(4))
    }) { far ->
        for (i in 1..2) {
            val graph = graph()
            val (_, end) = start(graph, graph.report("report", "a", i))
            far.runs.receive().events.succeeded("r$i")
            end.await().getOrThrow() shouldBe "r$i"
        }
        far.starts shouldBe 1
        far.context.environment() shouldBe "reports"
        far.context.delivery().maxInFlight() shouldBe 4
        val fired = CompletableDeferred<Unit>()
        far.context.clock().schedule(ofMillis(1)) { fired.complete(Unit) }
        fired.await()
    }

    case(
        "fails the weave before any task if the environment cannot be started, and tries again for the next",
        ByHand {
            if (it ==
                1
            ) {
                throw IOException("refused")
            }
        },
    ) { far ->
        var began = 0
        val first = graph()
        val text = first.task("text") { began++ }
        val thrown =
            shouldThrow<EnvironmentException> {
                start(
                    first,
                    first.report("report", text, 1),
                ).second.await().getOrThrow()
            }
        thrown.message shouldContain "Environment 'reports'"
        thrown.message shouldContain "refused"
        began shouldBe 0
        val second = graph()
        val (_, end) = start(second, second.report("report", "a", 1))
        far.runs.receive().events.succeeded("x")
        end.await().getOrThrow() shouldBe "x"
    }

    case("fails the weave before any task if the worker has no such method", ByHand(setOf("other"))) {
        val graph = graph()
        val thrown =
            shouldThrow<EnvironmentException> {
                start(
                    graph,
                    graph.report("report", "a", 1),
                ).second.await().getOrThrow()
            }
        thrown.message shouldContain "has no handler"
        thrown.message shouldContain "[other]"
    }

    case("fails the weave before any task if there is no such environment") {
        val graph = graph()
        val report = graph.report("report", "a", 1, policy = Policy.environment("report"))
        shouldThrow<EnvironmentException> { start(graph, report).second.await().getOrThrow() }
            .message shouldContain "Did you mean 'reports'?"
    }

    case("says that nothing says where, of a method that has no body here") {
        val graph = graph()
        val report = graph.report("report", "a", 1, policy = Policy.environment("local"))
        shouldThrow<EnvironmentException> { start(graph, report).second.await().getOrThrow() }
            .message shouldContain "nothing says where"
    }

    case("ends with the exception that the environment gives, the same instance") { far ->
        val graph = graph()
        val (_, end) = start(graph, graph.report("report", "a", 1))
        val failure = IOException("x")
        far.runs.receive().apply { starts() }.events.failed(failure)
        end.await().exceptionOrNull() shouldBeSameInstanceAs failure
    }

    case("tries again with a new run, and not if the sides do not fit") { far ->
        val graph = graph()
        val (_, end) = start(graph, graph.report("report", "a", 1, policy = Policy.environment("reports").retries(5)))
        val first = far.runs.receive()
        first.events.failed(RemoteTaskException("Busy", "busy", true, ErrorSource.EXECUTOR, null))
        val second = far.runs.receive()
        second.call.attempt() shouldBe 2
        (second.call.runId() == first.call.runId()) shouldBe false
        val hopeless = RemoteTaskException("BadArguments", "no", false, ErrorSource.CONFIG, null)
        second.events.failed(hopeless)
        end.await().exceptionOrNull() shouldBeSameInstanceAs hopeless
    }

    case("tries again with a new run if the last was not delivered in time") { far ->
        val graph = graph()
        val policy = Policy.environment("reports").retries(1).delivery(Delivery.startTimeout(ofMillis(20)))
        val (execution, end) = start(graph, graph.report("report", "a", 1, policy = policy))
        val first = far.runs.receive()
        advanceTimeBy(1.seconds)
        first.cancels.receive() shouldBe CancelMode.REQUIRE_ACK
        first.events.cancelled()
        val second = far.runs.receive()
        (second.call.runId() == first.call.runId()) shouldBe false
        second.starts()
        second.events.succeeded("x")
        end.await().getOrThrow() shouldBe "x"
        val attempts = execution.result().trace().task("report").attempts()
        attempts.map { it.number() } shouldContainExactly listOf(1, 2)
        attempts.first().failure()!!.type() shouldBe DeliveryTimeoutException::class.java.name
        attempts.first().ran() shouldBe ZERO
    }

    case("is told to stop with the weave, which waits for its word") { far ->
        val graph = graph()
        val report = graph.report("report", "a", 1)
        val (_, end) = start(graph, report)
        val run = far.runs.receive().apply { starts() }
        end.cancel()
        run.cancels.receive() shouldBe CancelMode.REQUIRE_ACK
        end.isCompleted shouldBe false
        run.events.cancelled()
        shouldThrow<CancellationException> { withTimeout(5.seconds) { end.await() } }
    }

    case("counts its timeout from the start of the body, and ends when it has stopped") { far ->
        val graph = graph()
        val (_, end) = start(
            graph,
            graph.report("report", "a", 1, policy = Policy.environment("reports").timeout(ofSeconds(2))),
        )
        val run = far.runs.receive()
        run.call.budget() shouldBe ofSeconds(2)
        advanceTimeBy(10.seconds)
        run.starts()
        advanceTimeBy(1.seconds)
        run.cancels.tryReceive().isSuccess shouldBe false
        advanceTimeBy(2.seconds)
        // The timeout is one of real time; if virtual time went on meanwhile, nobody would have confirmed in time.
        val still = launch { while (true) yield() }
        run.cancels.receive() shouldBe CancelMode.REQUIRE_ACK
        end.isCompleted shouldBe false
        run.events.cancelled()
        still.cancel()
        shouldThrow<TaskTimeoutException> { end.await().getOrThrow() }
    }

    case("fails if a worker stops what nobody has told to stop") { far ->
        val graph = graph()
        val (_, end) = start(graph, graph.report("report", "a", 1))
        far.runs.receive().apply { starts() }.events.cancelled()
        shouldThrow<TaskFailedException> { end.await().getOrThrow() }
    }

    case("fails as orphaned if its worker is lost, and ignores what comes after the end") { far ->
        val graph = graph()
        val (_, end) = start(graph, graph.report("report", "a", 1))
        val run = far.runs.receive().apply { starts() }
        run.events.lost(IOException("reset"), Certainty.UNKNOWN)
        run.events.succeeded("late")
        run.events.started("late")
        shouldThrow<DeliveryOrphanedException> { end.await().getOrThrow() }.runId() shouldBe run.call.runId()
    }

    case("runs the items of a mapped task, as many at once as the environment says", with = {
        it.policy(Policy.workers(2))
    }) { far ->
        val graph = graph()
        val (execution, end) = start(graph, graph.report("reports", ReportTask.ITEM, 1, items = listOf("a", "b", "c")))
        val first = far.runs.receive()
        val second = far.runs.receive()
        far.runs.tryReceive().isSuccess shouldBe false
        second.events.sent(7)
        second.events.started("w2")
        second.events.succeeded("B")
        val third = far.runs.receive()
        first.events.succeeded("A")
        third.events.succeeded("C")
        end.await().getOrThrow() shouldBe listOf("A", "B", "C")
        listOf(first, second, third).map { it.call.item() } shouldBe listOf(0L, 1L, 2L)
        val items = execution
            .result()
            .trace()
            .task("reports")
            .items()!!
            .slowest()
            .associateBy { it.item() }
        items.getValue(1).remote()!!.worker() shouldBe "w2"
        items.getValue(1).remote()!!.bytesOut() shouldBe 7
        items.values.map { it.remote()!!.environment() }.toSet() shouldBe setOf("reports")
    }

    case("has the options of its environment where it says nothing itself", with = {
        it.retries(3).timeout(ofSeconds(9)).delivery(Delivery.maxInFlight(4))
    }) { far ->
        val graph = graph()
        val (_, end) =
            start(
                graph,
                graph.report(
                    "report",
                    "a",
                    1,
                    policy = Policy
                        .environment(
                            "reports",
                        ).timeout(ofSeconds(5))
                        .delivery(Delivery.heartbeat(ofSeconds(1))),
                ),
            )
        val first = far.runs.receive()
        first.call.budget() shouldBe ofSeconds(5)
        first.call.delivery() shouldBe Delivery.maxInFlight(4).heartbeat(ofSeconds(1))
        first.events.failed(IOException("x"))
        far.runs.receive().events.succeeded("y")
        end.await().getOrThrow() shouldBe "y"
    }

    case("tells what it has waited for") { far ->
        val graph = graph()
        val (execution, end) = start(graph, graph.report("report", "a", 1))
        val run = far.runs.receive()
        advanceTimeBy(1.seconds)
        run.events.sent(10)
        advanceTimeBy(2.seconds)
        run.events.started("w1")
        execution.stallReport().toString() shouldContain "worker 'w1' of environment 'reports'"
        run.events.succeeded("x")
        end.await()
        execution.result().trace().task("report").waits().map { it.cause() to it.on() } shouldBe
            listOf(WaitCause.IN_FLIGHT to "reports", WaitCause.DELIVERY to "reports")
    }

    test("is refused to a lambda when it is declared") {
        shouldThrow<dev.wove.PlanException> {
            graphOf(
                WeaveOptions.none(),
            ).task("a", policy = Policy.environment("reports"))
        }.message shouldContain "cannot leave this process"
    }
})
