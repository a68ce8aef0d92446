package dev.wove.behaviour

import dev.wove.BackgroundWeaves
import dev.wove.PlanException
import dev.wove.Task
import dev.wove.TaskTimeoutException
import dev.wove.WeaveCancelledException
import dev.wove.WeaveResult
import dev.wove.behaviour.background.BackgroundProgram
import dev.wove.behaviour.background.launchedProgram
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.reuse.PostPage
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.internal.run.LiveCounters
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.yield
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

private const val KOTLIN = "launchWeave is the Kotlin face; BackgroundInJavaTest has the cases from Java source"

class BackgroundTest : FunSpec({
    afterTest { LiveCounters.runs() shouldBe 0 }

    context("a launched weave with onDone") {
        case("BG01 BG05 BG06", "gives it the result, after the caller has gone on", KOTLIN) {
            runTest {
                val told = CompletableDeferred<WeaveResult<Int>>()
                val live =
                    launchWeave("w", onDone = { told.complete(it) }) {
                        val a = task("a") {
                            delay(10)
                            1
                        }
                        task("b", a) { a() + 1 }
                    }
                told.isCompleted shouldBe false
                live["a"].await() shouldBe 1
                told.await().value() shouldBe 2
                live.result().value() shouldBe 2
            }
        }

        case("BG02", "needs none", KOTLIN) {
            runTest { launchWeave { task { 1 } }.await() shouldBe 1 }
        }

        case("BG03", "gives it the failure, the same instance", KOTLIN) {
            val failure = IllegalStateException("x")
            runTest { toldOf<Unit> { task("a") { throw failure } }.failure() shouldBeSameInstanceAs failure }
        }

        case("BG04", "lets it suspend, and the scope waits for it", KOTLIN) {
            runTest {
                var done = false
                coroutineScope {
                    launchWeave(onDone = {
                        delay(100)
                        done = true
                    }) { task { } }
                }
                done shouldBe true
            }
        }

        case("BG08", "tells it of a timeout", KOTLIN) {
            runTest {
                val told = CompletableDeferred<WeaveResult<Nothing>>()
                supervisorScope {
                    launchWeave(
                        timeout = 10.milliseconds,
                        onDone = { told.complete(it) },
                    ) { task { awaitCancellation() } }
                }
                told.await().failure().shouldBeInstanceOf<TaskTimeoutException>()
            }
        }

        case("BG08", "tells it of a cancellation through the handle, and of what had ended by then", KOTLIN) {
            runTest {
                val told = CompletableDeferred<WeaveResult<Nothing>>()
                val live =
                    launchWeave(onDone = { told.complete(it) }) {
                        task("before") { 1 }
                        task("endless") { awaitCancellation() }
                    }
                runCurrent()
                live.cancel()
                val result = told.await()
                result.failure().shouldBeInstanceOf<CancellationException>()
                result["before"] shouldBe 1
                result.cancelled() shouldContainExactly setOf("endless")
            }
        }

        case("BG08", "tells it when the scope is cancelled, and it may still suspend", KOTLIN) {
            runTest {
                val told = CompletableDeferred<WeaveResult<Nothing>>()
                runCatching {
                    coroutineScope {
                        launchWeave(onDone = {
                            delay(10)
                            told.complete(it)
                        }) { task { awaitCancellation() } }
                        yield()
                        error("scope")
                    }
                }
                told.isCompleted shouldBe true
                told.await().failure().shouldBeInstanceOf<CancellationException>()
            }
        }

        case("BG08", "throws planning errors to the caller, and does not call it", KOTLIN) {
            runTest {
                val calls = AtomicInteger()
                shouldThrow<PlanException> {
                    launchWeave<Unit>(onDone = { calls.incrementAndGet() }) {
                        task("a") { }
                        task("a") { }
                    }
                }
                testScheduler.advanceUntilIdle()
                calls.get() shouldBe 0
            }
        }

        case("C13", "launches nothing when the block throws", KOTLIN) {
            val ran = AtomicInteger()
            val failure = IllegalStateException("block")
            runTest {
                shouldThrow<IllegalStateException> {
                    launchWeave<Unit>(onDone = { ran.incrementAndGet() }) {
                        task { ran.incrementAndGet() }
                        throw failure
                    }
                } shouldBeSameInstanceAs failure
            }
            ran.get() shouldBe 0
        }

        case("BG09", "logs what it throws, and the result is what it was", KOTLIN) {
            val logged = logged {
                runTest {
                    val live = launchWeave("w", onDone = { error("callback") }) { task { 1 } }
                    live.await() shouldBe 1
                }
            }
            logged shouldContainExactly
                listOf("The onDone of weave 'w' failed; the result of the weave is not affected")
        }

        case("BG08", "calls it once though everything ends the weave at once", KOTLIN) {
            repeat(200) {
                val calls = AtomicInteger()
                inTime {
                    runBlocking(Dispatchers.Default) {
                        supervisorScope {
                            val live =
                                launchWeave(timeout = 1.milliseconds, onDone = { calls.incrementAndGet() }) {
                                    task("a") { delay(1) }
                                    task("b") {
                                        delay(1)
                                        error("b")
                                    }
                                }
                            delay(1)
                            live.cancel()
                        }
                    }
                }
                calls.get() shouldBe 1
            }
        }
    }

    context("a weave that is waited for") {
        case("BG07", "has no onDone, and gives its caller the result instead", KOTLIN) {
            runTest { weaveResult { task { 1 } }.value() shouldBe 1 }
        }
    }

    val registry = "background weaves have no body kinds"

    context("background weaves") {
        case("BG05", "outlive the task that launches them, and are no child of it", registry) {
            val background = BackgroundWeaves.withGrace(Duration.ofSeconds(30))
            val gate = CountDownLatch(1)
            val live =
                inTime {
                    runBlocking {
                        weave("outer") { task { background.launchWeave("inner") { blocking { gate.await() } } } }
                    }
                }
            background.running() shouldBe listOf("inner")
            gate.countDown()
            inTime { background.drain() }.lost() shouldBe emptyList()
            live.job.isCompleted shouldBe true
        }

        test("that end within the grace are not lost, their onDone included") {
            val background = BackgroundWeaves.withGrace(Duration.ofSeconds(30))
            val begun = CountDownLatch(1)
            val gate = CountDownLatch(1)
            val told = AtomicInteger()
            background.launchWeave("report", onDone = {
                begun.countDown()
                gate.await()
                told.incrementAndGet()
            }) { task { 1 } }
            begun.await()
            background.running() shouldBe listOf("report")
            gate.countDown()
            inTime { background.drain() }.lost() shouldBe emptyList()
            told.get() shouldBe 1
            background.running() shouldBe emptyList()
        }

        test("that do not are cancelled, told so, and reported by name with what ran in them") {
            val background = BackgroundWeaves.withGrace(Duration.ZERO)
            val running = CountDownLatch(2)
            val failure = CompletableDeferred<Throwable?>()
            background.launchWeave("report", onDone = { failure.complete(it.failure()) }) {
                task("rows") {
                    running.countDown()
                    awaitCancellation()
                }
            }
            background.launchWeave("mail") {
                blocking("send") {
                    running.countDown()
                    CountDownLatch(1).await()
                }
            }
            inTime { running.await() }
            var text = ""
            val logged = logged { text = inTime { background.drain() }.toString() }
            text shouldBe "0 ended, 2 lost\n  'report', in rows\n  'mail', in send"
            logged.single { it.startsWith("Background weaves") } shouldBe
                "Background weaves were cancelled after their grace of 0 ms: $text"
            failure.await().shouldBeInstanceOf<WeaveCancelledException>()
        }

        test("that ignore their cancellation are reported as such, and are not waited for") {
            val background = BackgroundWeaves.withGrace(Duration.ZERO)
            val running = CountDownLatch(1)
            val gate = CountDownLatch(1)
            val live =
                background.launchWeave("stubborn") {
                    blocking("body") {
                        running.countDown()
                        while (gate.count > 0) {
                            try {
                                gate.await()
                            } catch (_: InterruptedException) {
                            }
                        }
                    }
                }
            inTime { running.await() }
            inTime { background.drain() }.toString() shouldBe
                "0 ended, 1 lost\n  'stubborn', in body, and has not stopped"
            gate.countDown()
            inTime { runBlocking { live.join() } }
        }

        test("accept nothing more once they are drained") {
            val background = BackgroundWeaves.withGrace(Duration.ofSeconds(30))
            background.close()
            shouldThrow<IllegalStateException> { background.launchWeave("late") { task { } } }.message shouldBe
                "Weave 'late' was launched into background weaves that are being drained, or have been.\n" +
                "  Launch before the program ends, or run the weave in place."
        }

        test("keep no room for one that could not be planned") {
            val background = BackgroundWeaves.withGrace(Duration.ofSeconds(30))
            shouldThrow<PlanException> {
                background.launchWeave<Unit>("w") {
                    task("a") { }
                    task("a") { }
                }
            }
            background.running() shouldBe emptyList()
        }

        test("are drained once, however many ask") {
            val background = BackgroundWeaves.withGrace(Duration.ofSeconds(30))
            val gate = CountDownLatch(1)
            background.launchWeave("w") { blocking { gate.await() } }
            val first = CompletableFuture.supplyAsync { background.drain() }
            while (runCatching { background.launchWeave("late") { task { } }.job }.isSuccess) Thread.onSpinWait()
            val second = CompletableFuture.supplyAsync { background.drain() }
            gate.countDown()
            inTime { first.join() } shouldBeSameInstanceAs inTime { second.join() }
        }

        test("log a failure that nobody is told of") {
            val background = BackgroundWeaves.withGrace(Duration.ofSeconds(30))
            val logged = logged {
                background.launchWeave("w") { task { error("x") } }
                inTime { background.drain() }
            }
            logged shouldContainExactly listOf("Background weave 'w' failed, and nobody had asked to be told")
        }

        test("may be weave classes") {
            val background = BackgroundWeaves.withGrace(Duration.ofSeconds(30))
            val live = background.launchWeave(PostPage(), "id" to 7)
            inTime { runBlocking { live.await() } }.post.id shouldBe 7
            inTime { background.drain() }.lost() shouldBe emptyList()
        }
    }

    context("a program that gets SIGTERM while background weaves run") {
        case("rule-16", "lets those end that can within the grace, and reports the others by name", registry) {
            launchedProgram(BackgroundProgram::class.java, "drain").use { program ->
                program.awaitLine("running")
                program.terminate()
                program.exitCode() shouldBe 128 + 15
                program.output() shouldContain "short ended: kept"
                program.output() shouldContain "1 ended, 1 lost"
                program.output() shouldContain "'endless', in waits"
            }
        }
    }

    context("a program whose main method ends while background weaves run") {
        test("lets them end first") {
            launchedProgram(BackgroundProgram::class.java, "main").use { program ->
                program.exitCode() shouldBe 0
                program.output() shouldContain "short ended: kept"
            }
        }
    }
})

/** What onDone of a launched weave is told. */
private suspend fun <R> toldOf(block: WeaveScope.() -> Task<R>): WeaveResult<R> {
    val told = CompletableDeferred<WeaveResult<R>>()
    supervisorScope { launchWeave(onDone = { told.complete(it) }, block = block) }
    return told.await()
}
