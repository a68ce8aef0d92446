package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.WeaveCancelledException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Face
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.WoveLog
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.catching
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.nested
import dev.wove.behaviour.harness.thrownBy
import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import java.io.IOException
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import kotlin.concurrent.thread

class CancellationTest : FunSpec({
    everyCell {
        case("rule-15 rule-9", "tells its caller of the cancellation only when all bodies have stopped") {
            val runs = Gate()
            val stopping = Gate()
            val goOn = Gate()
            val stopped = AtomicInteger()
            val running =
                start<Int> {
                    task("a") {
                        runs.open()
                        try {
                            untilStopped()
                        } finally {
                            stopping.open()
                            goOn.awaitOpen()
                            stopped.incrementAndGet()
                        }
                    }
                }
            runs.awaitOpen()
            // The client of a stage stops on the thread that cancels it.
            CompletableFuture.runAsync { running.cancel() }
            stopping.awaitOpen()
            goOn.open()
            shouldBeCancellation(running.end().exceptionOrNull())
            stopped.get() shouldBe 1
        }

        case("rule-15 rule-4", "cancels a weave inside a body when the caller of the outer one is cancelled") {
            val cell = this
            val runs = Gate()
            val stopped = Gate()
            val after = AtomicInteger()
            val running =
                start<Int> {
                    val outer =
                        task<Int>("outer") {
                            cell.nested {
                                task("inner") {
                                    runs.open()
                                    try {
                                        untilStopped()
                                    } finally {
                                        stopped.open()
                                    }
                                }
                            }
                        }
                    task("after", outer) { after.incrementAndGet() }
                }
            runs.awaitOpen()
            running.cancel()
            shouldBeCancellation(running.end().exceptionOrNull())
            stopped.isOpen shouldBe true
            after.get() shouldBe 0
        }

        case("rule-6 rule-4", "cancels a weave inside a body when another task fails") {
            val cell = this
            val failure = IllegalStateException("x")
            val runs = Gate()
            val stopped = Gate()
            val ended =
                result<Int> {
                    task<Int>("outer") {
                        cell.nested {
                            task("inner") {
                                runs.open()
                                try {
                                    untilStopped()
                                } finally {
                                    stopped.open()
                                }
                            }
                        }
                    }
                    task("bad") {
                        runs.pass()
                        throw failure
                    }
                }
            stopped.isOpen shouldBe true
            ended.failure shouldBeSameInstanceAs failure
            ended.outcome("outer") shouldBe Outcome.Cancelled<Int>(failure)
            failure.attached().shouldBeEmpty()
        }

        case("rule-9 rule-15", "is cancelled although the body swallows it and returns") {
            val runs = Gate()
            val running =
                start {
                    task("a") {
                        runs.open()
                        try {
                            untilStopped()
                        } catch (_: Throwable) {
                            5
                        }
                    }
                }
            runs.awaitOpen()
            running.cancel()
            shouldBeCancellation(running.end().exceptionOrNull())
        }

        case("rule-15", "takes no notice of a cancellation after its end") {
            val running = start { task("a") { 1 } }
            running.end().getOrThrow() shouldBe 1
            running.cancel()
            running.end().getOrThrow() shouldBe 1
        }

        case("rule-15 rule-8", "is cancelled under CONTINUE, too") {
            val runs = Gate()
            val started = AtomicInteger()
            val running =
                start<Int>(options = WeaveOptions.onFailure(OnFailure.CONTINUE)) {
                    val a =
                        task<Int>("a") {
                            runs.open()
                            untilStopped()
                        }
                    task("b", after = listOf(a)) { started.incrementAndGet() }
                }
            runs.awaitOpen()
            running.cancel()
            shouldBeCancellation(running.end().exceptionOrNull())
            started.get() shouldBe 0
        }
    }

    everyCell(
        faces = listOf(Face.WEAVE, Face.JAVA),
        leftOut = "each takes a second of real time; one face of each language does",
    ) {
        case("rule-16 rule-1", "waits for a body that ignores its cancellation, and reports it by name") {
            val runs = Gate()
            val goOn = Gate()
            val failure = IllegalStateException("x")
            val name = "deaf-$cell"
            WoveLog(name).use { log ->
                val running =
                    start<Int>(name) {
                        task<Int>("deaf") {
                            runs.open()
                            try {
                                untilStopped()
                            } finally {
                                goOn.awaitOpen()
                            }
                        }
                        task<Int>("bad") {
                            runs.pass()
                            throw failure
                        }
                    }
                // The report comes after a second of the real clock: that is the subject here.
                log.next() shouldBe
                    "Task 'deaf' in weave '$name' was cancelled 1 s ago and is still running; " +
                    "the weave waits for it.\n" +
                    "  Let ${if (kind == Kind.ITEM) "its body and the source of its items" else "its body"} react to " +
                    "interruption or cancellation, or give the task the option abandonAfter."
                goOn.open()
                running.end().exceptionOrNull() shouldBeSameInstanceAs failure
            }
        }
    }

    everyCell(faces = listOf(Face.WEAVE_BLOCKING, Face.JAVA, Face.PLAN_IN_JAVA), leftOut = "no thread is interrupted") {
        case("rule-15", "is cancelled when its caller comes interrupted") {
            val caught = AtomicReference<Throwable>()
            val flag = AtomicReference<Boolean>()
            val cell = this
            thread {
                Thread.currentThread().interrupt()
                caught.set(catching { cell.run<Int> { task("a") { untilStopped() } } })
                flag.set(Thread.interrupted())
            }.join()
            caught.get().shouldBeInstanceOf<WeaveCancelledException>()
            flag.get() shouldBe true
        }
    }

    context("a cancelled future") {
        val once = "only Java gives futures"
        case("rule-15", "is done at once, and has stopped when the body has", once) { JavaFutures.cancel() }
        case("rule-15", "can have been completed exceptionally", once) { JavaFutures.completeExceptionally() }
        case("rule-15", "can have timed out", once) { JavaFutures.orTimeout() }
        case("rule-15", "can have been completed with another value", once) { JavaFutures.complete() }
        case(
            "rule-15",
            "leaves its weave alone when only a dependent stage is cancelled",
            once,
        ) { JavaFutures.dependent() }
        case("rule-15", "of a plan cancels that run", once) { JavaFutures.plan() }
        case("rule-15", "of one task cancels that task, and skips what depends on it", once) { JavaFutures.oneTask() }
        case("rule-15", "has stopped also after the weave has ended by itself", once) { JavaFutures.stoppedAfterEnd() }
    }

    context("a live weave in Java") {
        val once = "only Java has this handle"
        case("rule-15", "is cancelled through its handle", once) { JavaFutures.handle() }
        case(
            "rule-15",
            "is cancelled by an interrupt of a thread that waits for it",
            once,
        ) { JavaFutures.interruptedJoin() }
        case("rule-5", "gives futures of its tasks by handle and by name", once) { JavaFutures.tasks() }
    }

    context("a body that cancels the job of the caller and returns") {
        case("rule-6 rule-9", "is cancelled", once = "only coroutines have a job") {
            val seen = CompletableDeferred<Throwable>()
            CoroutineScope(Dispatchers.Default)
                .launch {
                    val caller = currentCoroutineContext().job
                    seen.complete(
                        thrownBy {
                            weave {
                                task {
                                    caller.cancel()
                                    1
                                }
                            }
                        },
                    )
                }.join()
            seen.await().shouldBeInstanceOf<CancellationException>()
        }
    }

    context("children of a body") {
        val once = "only suspending bodies have children"
        case("rule-17 rule-1", "end before the weave does", once) {
            val childRuns = CompletableDeferred<Unit>()
            val goOn = CompletableDeferred<Unit>()
            val childEnded = AtomicInteger()
            coroutineScope {
                val weave =
                    async {
                        weave {
                            task {
                                CoroutineScope(currentCoroutineContext()).launch {
                                    childRuns.complete(Unit)
                                    goOn.await()
                                    childEnded.incrementAndGet()
                                }
                                1
                            }
                        }
                    }
                childRuns.await()
                weave.isCompleted shouldBe false
                goOn.complete(Unit)
                weave.await() shouldBe 1
                childEnded.get() shouldBe 1
            }
        }
        case("rule-17", "cancel the weave when the body cancels its context", once) {
            val thrown =
                thrownBy {
                    weave<Int>("w") {
                        task("a") {
                            currentCoroutineContext().cancel()
                            awaitCancellation()
                        }
                    }
                }
            thrown.shouldBeInstanceOf<CancellationException>()
            currentCoroutineContext().isActive shouldBe true
        }
        case("rule-17", "cancel that task alone in CONTINUE mode", once) {
            thrownBy {
                weave("w", onFailure = OnFailure.CONTINUE) {
                    val a = task<Int>("a") {
                        currentCoroutineContext().cancel()
                        awaitCancellation()
                    }
                    val b by task { 2 }
                    val c by task(
                        settled(a),
                        b,
                    ) { if (a.outcome() is Outcome.Cancelled) b() else error("${a.outcome()}") }
                    c
                }.also { throw Reached(it) }
            } shouldBe Reached(2)
        }
    }

    context("a launched weave") {
        val once = "only Kotlin has deferreds"
        case("rule-17", "gives deferreds of its tasks by handle and by name", once) {
            val open = CompletableDeferred<Unit>()
            coroutineScope {
                lateinit var a: dev.wove.Task<Int>
                val live =
                    launchWeave("w") {
                        a = task("a") { 1 }
                        val b by blocking(a) { a() + 1 }
                        val c by task(b) {
                            open.await()
                            b() + 1
                        }
                        c
                    }
                live[a].await() shouldBe 1
                live["b"].await() shouldBe 2
                live["c"].isCompleted shouldBe false
                open.complete(Unit)
                live["c"].await() shouldBe 3
                live.await() shouldBe 3
                live.result().names() shouldBe listOf("a", "b", "c")
                shouldThrow<NoSuchElementException> { live["d"] }.message shouldBe
                    "Weave 'w' has no task 'd'.\n  Declared: a, b, c\n  Did you mean 'a'?"
            }
        }
        case("rule-17 rule-15", "skips what depends on a task whose deferred is cancelled, and goes on", once) {
            val runs = CompletableDeferred<Unit>()
            supervisorScope {
                val live =
                    launchWeave("w", onFailure = OnFailure.CONTINUE) {
                        val a by task<Int> {
                            runs.complete(Unit)
                            awaitCancellation()
                        }
                        val b by task(a) { a() }
                        val c by task(settled(b)) { if (b.outcome() is Outcome.Skipped) "skipped" else "no" }
                        c
                    }
                runs.await()
                live["a"].cancel()
                live["c"].await() shouldBe "skipped"
                val result = live.result()
                result.cancelled() shouldBe setOf("a")
                result.skipped() shouldBe setOf("b")
            }
        }
        case("rule-15", "stops when it is cancelled, and says so", once) {
            val runs = CompletableDeferred<Unit>()
            supervisorScope {
                val live =
                    launchWeave<Int> {
                        task {
                            runs.complete(Unit)
                            awaitCancellation()
                        }
                    }
                runs.await()
                live.cancel()
                live.join()
                shouldThrow<CancellationException> { live.await() }
            }
        }
        case("rule-15", "stops when its scope is cancelled", once) {
            val runs = CompletableDeferred<Unit>()
            val stopped = CompletableDeferred<Unit>()
            val scope = CoroutineScope(Dispatchers.Default + Job())
            val live =
                scope.launchWeave<Int> {
                    task {
                        runs.complete(Unit)
                        try {
                            awaitCancellation()
                        } finally {
                            stopped.complete(Unit)
                        }
                    }
                }
            runs.await()
            scope.cancel()
            live.join()
            stopped.isCompleted shouldBe true
        }
        case("rule-5 rule-15", "fails its scope with the same instance, unless that is a supervisor", once) {
            val failure = IllegalStateException("x")
            thrownBy { coroutineScope { launchWeave<Int> { task { throw failure } } } }.let {
                // The scope of kotlinx may copy it when assertions are on.
                (it === failure || it.cause === failure) shouldBe true
            }
            val other = IllegalStateException("y")
            val scope = CoroutineScope(Dispatchers.Default + SupervisorJob() + ignoring())
            val live = scope.launchWeave<Int> { task("a") { throw other } }
            thrownBy { live.await() } shouldBeSameInstanceAs other
            live.result().outcome("a") shouldBe Outcome.Failed<Int>(other)
            scope.isActive shouldBe true
            scope.cancel()
        }
        case("rule-1", "throws planning errors where it is launched", once) {
            supervisorScope {
                shouldThrow<dev.wove.PlanException> { launchWeave<Int> { task("a", ref<Int>("b")) { 1 } } }
            }
        }
    }

    context("a stage that cannot be cancelled") {
        case(
            "rule-15 rule-8",
            "keeps nothing else from being stopped, and is waited for",
            once = "only Java has stages",
        ) {
            val refusing =
                object : CompletableFuture<Int>() {
                    override fun cancel(mayInterruptIfRunning: Boolean): Boolean {
                        thread { complete(1) }
                        throw UnsupportedOperationException("not this one")
                    }
                }
            val other = CompletableFuture<Int>()
            val failure = IOException("x")
            inTime {
                shouldThrow<IOException> {
                    Wove.weave<Int, IOException>("w") { w ->
                        val first = w.async("refusing") { refusing }
                        w.async("other") { other }
                        w.task<Int>("bad") { throw failure }
                        first
                    }
                }
            } shouldBeSameInstanceAs failure
            other.isCancelled shouldBe true
        }
    }

    context("a blocking caller") {
        case(
            "rule-3",
            "drives suspending bodies on its own thread, and no blocking ones",
            once = "it is about that thread",
        ) {
            val caller = Thread.currentThread()
            weaveBlocking {
                val a by task { Thread.currentThread() }
                val b by blocking { Thread.currentThread() }
                val c by task(a, b) { listOf(a() === caller, b() === caller, Thread.currentThread() === caller) }
                c
            } shouldBe listOf(true, false, true)
        }
        case("rule-3", "runs a blocking body that asks for it with onCaller", once = "it is about that thread") {
            val caller = Thread.currentThread()
            weaveBlocking {
                blocking(policy = dev.wove.Policy.onCaller()) { Thread.currentThread() === caller }
            } shouldBe true
        }
    }
})

private data class Reached(
    val value: Any?,
) : RuntimeException()

private fun ignoring() = kotlinx.coroutines.CoroutineExceptionHandler { _, _ -> }
