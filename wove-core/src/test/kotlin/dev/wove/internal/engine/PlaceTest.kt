package dev.wove.internal.engine

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import dev.wove.Backoff
import dev.wove.Policy
import dev.wove.StallReport.Wait
import dev.wove.TaskKind
import dev.wove.TaskTimeoutException
import dev.wove.WeaveCancelledException
import dev.wove.internal.engine.body.BodyCall
import dev.wove.internal.engine.body.BodyPlace
import dev.wove.internal.engine.body.ByStage
import dev.wove.internal.engine.body.InCoroutine
import dev.wove.internal.engine.body.OnCaller
import dev.wove.internal.engine.body.OnPool
import dev.wove.internal.engine.body.Stoppable
import dev.wove.internal.graph.Graph
import dev.wove.internal.plan.RealPlan
import dev.wove.trace.WaitCause
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.slf4j.LoggerFactory
import java.io.IOException
import java.time.Duration.ofHours
import java.time.Duration.ofSeconds
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger
import java.util.function.BiFunction
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/** A weave that was started and may be looked at while it runs. */
private class Started {
    lateinit var execution: Execution<Any?>
    lateinit var end: Deferred<Result<Any?>>

    suspend fun value(): Any? = end.await().getOrThrow()
}

private fun CoroutineScope.start(graph: Graph, returned: PlacedTask): Started {
    val node = graph.seal(returned)
    return start { Execution.inContext(graph, node, coroutineContext) }
}

private fun CoroutineScope.start(make: CoroutineScope.() -> Execution<Any?>) = Started().apply {
    end =
        async(start = CoroutineStart.UNDISPATCHED) {
            execution = make()
            runCatching { execution.valueSuspending() }
        }
}

private fun errorsLogged(action: () -> Unit): List<String> {
    val logger = LoggerFactory.getLogger("dev.wove") as Logger
    val appender = ListAppender<ILoggingEvent>().apply { start() }
    logger.addAppender(appender)
    try {
        action()
    } finally {
        logger.detachAppender(appender)
    }
    return appender.list.map { it.formattedMessage }
}

@OptIn(ExperimentalCoroutinesApi::class)
class PlaceTest : FunSpec({
    context("the places of this process") {
        test("are told by the kind of a body, and by onCaller") {
            BodyPlace.of(TaskKind.SUSPENDING, Policy.none()) shouldBeSameInstanceAs InCoroutine
            BodyPlace.of(TaskKind.STAGE, Policy.none()) shouldBeSameInstanceAs ByStage
            BodyPlace.of(TaskKind.BLOCKING, Policy.retries(1)) shouldBeSameInstanceAs OnPool
            BodyPlace.of(TaskKind.BLOCKING, Policy.onCaller()) shouldBeSameInstanceAs OnCaller
        }

        test("say in words where they are, and what is waited for there") {
            val all = listOf(InCoroutine, ByStage, OnPool, OnCaller)
            all.map { it.runsOn() } shouldBe
                listOf("caller's context", "caller's context", "own thread", "caller's thread")
            all.map { it.waitsAs() } shouldBe
                listOf(WaitCause.QUEUE, WaitCause.QUEUE, WaitCause.POOL, WaitCause.QUEUE)
        }

        test("enter a task with its policy, and are kept beside it") {
            val graph = graphOf()
            val a = graph.task("a")
            val b = graph.task("b", policy = Policy.onCaller())
            val c = graph.task("c", items = listOf(1))
            listOf(a, b, c).map { it.place } shouldBe listOf(OnPool, OnCaller, OnPool)
            listOf(a, b, c).map { it.declaration?.place } shouldBe listOf(null, OnCaller, OnPool)
        }

        test("run bodies of each kind, with and without a runner, and items") {
            val graph = graphOf()
            val all =
                listOf(Policy.none(), Policy.retries(1)).flatMap { policy ->
                    listOf(
                        graph.task("in coroutine $policy", TaskKind.SUSPENDING, policy = policy) { 1 },
                        graph.task("by stage $policy", TaskKind.STAGE, policy = policy) {
                            CompletableFuture.supplyAsync { 2 }
                        },
                        graph.task("on pool $policy", policy = policy) { 3 },
                        graph.task("on caller $policy", policy = policy.with(Policy.onCaller())) { 4 },
                        graph.task("items $policy", policy = policy, items = listOf(1, 2)) { 5 },
                    )
                }
            val last = graph.task("last", TaskKind.SUSPENDING, inputs = all) { "ended" }
            runTest {
                start(graph, last).value() shouldBe "ended"
            }
            all.map { it.valueOf(it.state()!!) } shouldBe
                listOf(1, 2, 3, 4, listOf(5, 5), 1, 2, 3, 4, listOf(5, 5))
        }
    }

    context("a place that the engine does not know") {
        test("is told by plans as it calls itself") {
            val graph = graphOf()
            val task = graph.task("far", place = Elsewhere("reports"))
            val plan = RealPlan<Any?>(graph, graph.seal(task))
            plan.task("far").runsOn() shouldBe "environment 'reports'"
            plan.explain() shouldContain "environment 'reports'"
        }

        test("runs tasks and lets those go on that depend on them") {
            runTest {
                val elsewhere = Elsewhere("x")
                val graph = graphOf()
                val far = graph.task("far", place = elsewhere)
                val near = graph.task("near", inputs = listOf(far)) { 2 }
                val further = graph.task("further", place = elsewhere, inputs = listOf(near))
                val started = start(graph, further)
                elsewhere.sent.receive().begin().succeed(1)
                val body = elsewhere.sent.receive()
                near.valueOf(near.state()!!) shouldBe 2
                body.begin().succeed(3)
                started.value() shouldBe 3
            }
        }

        test("says what its tasks wait for until their bodies begin") {
            runTest {
                val elsewhere = Elsewhere("x")
                val graph = graphOf()
                val started = start(graph, graph.task("far", place = elsewhere))
                val body = elsewhere.sent.receive()
                advanceTimeBy(3_000)
                body.begin()
                advanceTimeBy(2_000)
                body.succeed(1)
                started.value() shouldBe 1
                val trace = started.execution.resultAnyhow().trace().tasks().single()
                trace.waits().single().cause() shouldBe WaitCause.LIMITER
                trace.waits().single().duration() shouldBe ofSeconds(3)
                trace.ran() shouldBe ofSeconds(2)
            }
        }

        test("says what its bodies wait for in a stall report") {
            runTest {
                val elsewhere = Elsewhere("x")
                val graph = graphOf()
                val started = start(graph, graph.task("far", place = elsewhere, policy = Policy.retries(1)))
                val body = elsewhere.sent.receive()
                with(started.execution.stallReport().pending("far")) {
                    waitsFor() shouldBe Wait.THREAD
                    on() shouldBe listOf("a worker of x")
                }
                body.begin()
                started.execution.stallReport().pending("far").waitsFor() shouldBe Wait.STAGE
                body.succeed(1)
                started.value() shouldBe 1
            }
        }

        test("runs attempts, one after the other") {
            runTest {
                val elsewhere = Elsewhere("x")
                val graph = graphOf()
                val policy = Policy.retries(2).backoff(Backoff.constant(ofHours(1)))
                val task = graph.task("far", place = elsewhere, policy = policy)
                val started = start(graph, task)
                repeat(2) { elsewhere.sent.receive().begin().fail(IOException("no. $it")) }
                runCurrent()
                started.execution.stallReport().pending("far").waitsFor() shouldBe Wait.BACKOFF
                elsewhere.sent.receive().begin().succeed(3)
                started.value() shouldBe 3
                currentTime shouldBe 2 * 3_600_000
                started.execution
                    .resultAnyhow()
                    .trace()
                    .tasks()
                    .single()
                    .attempts() shouldHaveSize 3
            }
        }

        test("starts the time of an attempt when its body begins, and is asked to stop when it is over") {
            runTest {
                val elsewhere = Elsewhere("x")
                val graph = graphOf()
                val task = graph.task("far", place = elsewhere, policy = Policy.timeout(ofSeconds(2)))
                val started = start(graph, task)
                val body = elsewhere.sent.receive()
                advanceTimeBy(3_600_000)
                body.begin()
                advanceTimeBy(2_001)
                body.stops shouldBe 1
                started.end.isCompleted shouldBe false
                body.fail(CancellationException("stopped"))
                shouldThrow<TaskTimeoutException> { started.value() }
            }
        }

        test("runs items, as many at a time as there are workers") {
            runTest {
                val elsewhere = Elsewhere("x")
                val graph = graphOf()
                val items = listOf("a", "b", "c")
                for (policy in listOf(Policy.workers(2), Policy.workers(2).retries(1))) {
                    graph.task("far $policy", place = elsewhere, policy = policy, items = items)
                }
                val all = (0 until graph.size()).map { graph.node(it) as PlacedTask }
                val started = start(graph, graph.task("all", TaskKind.SUSPENDING, inputs = all) { "ended" })
                runCurrent()
                val first = all.map { listOf(elsewhere.sent.receive(), elsewhere.sent.receive()) }.flatten()
                elsewhere.sent.tryReceive().isSuccess shouldBe false
                first.map { it.call.itemValue } shouldBe listOf("a", "b", "a", "b")
                first.asReversed().forEach { it.begin().succeed("${it.call.itemValue}!") }
                repeat(2) { elsewhere.sent.receive().begin().succeed("c!") }
                started.value() shouldBe "ended"
                all.map { it.valueOf(it.state()!!) } shouldBe List(2) { listOf("a!", "b!", "c!") }
            }
        }

        test("is asked to stop what runs there when the weave ends, which waits for it") {
            runTest {
                val elsewhere = Elsewhere("x")
                val graph = graphOf()
                val tasks =
                    listOf(
                        graph.task("plain", place = elsewhere),
                        graph.task("with a runner", place = elsewhere, policy = Policy.retries(3)),
                        graph.task("items", place = elsewhere, items = listOf(1)),
                        graph.task(
                            "items with a runner",
                            place = elsewhere,
                            policy = Policy.retries(3),
                            items = listOf(1),
                        ),
                    )
                val started = start(graph, graph.task("all", TaskKind.SUSPENDING, inputs = tasks) { 1 })
                val bodies = List(4) { elsewhere.sent.receive() }
                bodies.drop(1).forEach { it.begin() }
                started.execution.cancel("not wanted", null)
                runCurrent()
                bodies.forEach { it.stops shouldBe 1 }
                bodies.forEach {
                    started.end.isCompleted shouldBe false
                    it.fail(CancellationException("stopped"))
                    runCurrent()
                }
                shouldThrow<WeaveCancelledException> { started.value() }
                elsewhere.sent.tryReceive().isSuccess shouldBe false
            }
        }

        test("is asked to stop a body when the weave ends while it is sent") {
            runTest {
                val started = Started()
                val endsRun =
                    object : BodyPlace by Elsewhere("x") {
                        var stops = 0

                        override fun start(call: BodyCall): Any? {
                            started.execution.cancel("not wanted", null)
                            call.running =
                                Stoppable {
                                    stops++
                                    call.ended(null, CancellationException("stopped"))
                                }
                            return COROUTINE_SUSPENDED
                        }
                    }
                for (policy in listOf(POLICY, Policy.retries(1))) {
                    val graph = graphOf()
                    val node = graph.seal(graph.task("far", place = endsRun, policy = policy))
                    val end =
                        async(start = CoroutineStart.UNDISPATCHED) {
                            started.execution = Execution.inContext(graph, node, coroutineContext)
                            runCatching { started.execution.valueSuspending() }
                        }
                    shouldThrow<WeaveCancelledException> { end.await().getOrThrow() }
                }
                endsRun.stops shouldBe 2
            }
        }
    }

    context("a place that each run chooses") {
        test("is another one in each run of a plan") {
            runTest {
                val places = listOf(Elsewhere("first"), Elsewhere("second"))
                val runs = AtomicInteger()
                val graph = graphOf()
                val task = graph.task("far", place = ChosenByRun { places[runs.getAndIncrement()] })
                val plan = RealPlan<Any?>(graph, graph.seal(task))
                plan.task("far").runsOn() shouldBe "wherever the run says"
                for (place in places) {
                    val started = start { Execution.ofPlan(plan, coroutineContext) }
                    place.sent.receive().begin().succeed(place.runsOn())
                    started.value() shouldBe place.runsOn()
                    started.execution.task("far").place() shouldBeSameInstanceAs place
                }
            }
        }

        test("may be one of this process") {
            runTest {
                val graph = graphOf()
                val task = graph.task("near", place = ChosenByRun { OnPool }) { Thread.currentThread().name }
                start(graph, task).value().toString() shouldStartWith "placed/near"
            }
        }

        test("fails the weave where it cannot be chosen, before any task runs") {
            runTest {
                val graph = graphOf()
                val failure = IOException("no such environment")
                val first = graph.task("first", TaskKind.SUSPENDING) { error("must not run") }
                val task = graph.task("far", place = ChosenByRun { throw failure }, inputs = listOf(first))
                val started = start(graph, task)
                shouldThrow<IOException> { started.value() } shouldBeSameInstanceAs failure
            }
        }
    }

    context("a second end of a body") {
        for ((name, policy) in mapOf("task" to POLICY, "attempt" to Policy.retries(1))) {
            test("changes nothing, and is named: $name") {
                val count = AtomicInteger()
                errorsLogged {
                    runTest {
                        val elsewhere = Elsewhere("x")
                        val graph = graphOf()
                        val far = graph.task("far", place = elsewhere, policy = policy)
                        val near = graph.task(
                            "near",
                            TaskKind.SUSPENDING,
                            inputs = listOf(far),
                        ) { count.incrementAndGet() }
                        val last = graph.task("last", place = elsewhere, inputs = listOf(near))
                        val started = start(graph, last)
                        val body = elsewhere.sent.receive()
                        body.begin().succeed(1)
                        val open = elsewhere.sent.receive()
                        body.fail(IOException("late"))
                        body.succeed(2)
                        far.valueOf(far.state()!!) shouldBe 1
                        started.end.isCompleted shouldBe false
                        open.begin().succeed(3)
                        started.value() shouldBe 3
                    }
                }.filter { "'far' in weave 'placed' has ended twice" in it } shouldHaveSize 2
                count.get() shouldBe 1
            }
        }

        test("changes nothing, and is named: item") {
            errorsLogged {
                runTest {
                    val elsewhere = Elsewhere("x")
                    val graph = graphOf()
                    val task = graph.task("far", place = elsewhere, items = listOf("a", "b"))
                    val started = start(graph, task)
                    val bodies = List(2) { elsewhere.sent.receive() }
                    bodies[0].begin().succeed("a!")
                    bodies[0].fail(IOException("late"))
                    bodies[1].begin().succeed("b!")
                    started.value() shouldBe listOf("a!", "b!")
                }
            }.single { "ended twice" in it } shouldContain "'far', item 0 in weave 'placed'"
        }

        test("changes nothing, and is named: a stage that completes twice") {
            errorsLogged {
                runTest {
                    val stage = CompletesTwice()
                    val graph = graphOf()
                    val task = graph.task("far", TaskKind.STAGE) { stage }
                    val last = graph.task("last", inputs = listOf(task)) { 2 }
                    val started = start(graph, last)
                    stage.complete(1)
                    started.value() shouldBe 2
                }
            }.single { "ended twice" in it } shouldContain "'far' in weave 'placed'"
        }

        test("cannot come from a body that could not be started and is told to stop") {
            val tellsWhenStopped =
                object : BodyPlace by Elsewhere("x") {
                    override fun start(call: BodyCall): Any? {
                        call.running = Stoppable { call.ended(null, CancellationException("stopped")) }
                        throw IOException("cannot be sent")
                    }
                }
            errorsLogged {
                runTest {
                    for (policy in listOf(POLICY, Policy.retries(0))) {
                        val graph = graphOf()
                        val task = graph.task("far", place = tellsWhenStopped, policy = policy)
                        val last = graph.task("last", inputs = listOf(task)) { 2 }
                        shouldThrow<IOException> { start(graph, last).value() }
                        val mapped = graphOf()
                        val items = mapped.task("far", place = tellsWhenStopped, policy = policy, items = listOf(1, 2))
                        shouldThrow<IOException> { start(mapped, items).value() }
                    }
                }
            }.filter { "ended twice" in it }.shouldBeEmpty()
        }
    }
})

/** A stage as a client may have it that calls back whenever it hears something. */
private class CompletesTwice : CompletableFuture<Any?>() {
    override fun <U> handle(action: BiFunction<in Any?, Throwable?, out U>): CompletableFuture<U> =
        super.handle { value, failure ->
            val first = action.apply(value, failure)
            action.apply(null, IOException("again"))
            first
        }
}
