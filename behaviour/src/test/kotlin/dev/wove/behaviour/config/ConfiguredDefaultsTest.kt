package dev.wove.behaviour.config

import dev.wove.BackgroundWeaves
import dev.wove.Do
import dev.wove.OnFailure
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.Weave
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.harness.nested
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.await
import dev.wove.dsl.each
import dev.wove.dsl.launchWeave
import dev.wove.dsl.merge
import dev.wove.dsl.options
import dev.wove.dsl.plan
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.function.TaskBody
import dev.wove.java.Wove
import dev.wove.test.WeaveTests
import dev.wove.test.configured
import dev.wove.test.configuredBlocking
import dev.wove.test.weaveTest
import dev.wove.trace.TraceEvent
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import java.io.IOException
import java.time.Duration.ofSeconds
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.seconds

private const val ANY_FACE = "the configuration is found where weaves are declared, before faces and bodies differ"

private class Flaky(
    private val failures: Int,
) {
    val calls = AtomicInteger()

    fun value(): Int {
        val call = calls.incrementAndGet()
        if (call <= failures) throw IOException("no. $call")
        return call
    }
}

/** Counts what runs at once. */
private class Together {
    private val now = AtomicInteger()
    val most = AtomicInteger()

    fun begins() {
        val running = now.incrementAndGet()
        most.accumulateAndGet(running, ::maxOf)
    }

    fun ends() {
        now.decrementAndGet()
    }
}

/** Without a receiver that `run` could mean. */
private suspend fun <T> configuredHere(settings: WoveConfiguration.Builder.() -> Unit, block: suspend () -> T): T =
    configured(settings) { block() }

class ConfiguredDefaultsTest : FunSpec({
    everyCell {
        case("CF01 T15", "a task has the default retries") {
            val flaky = Flaky(failures = 1)
            configuredHere({ task(Policy.retries(1)) }) { run { task("a") { flaky.value() } } } shouldBe 2
            flaky.calls.get() shouldBe 2
        }

        case("T15", "what a task is given wins over the default") {
            val flaky = Flaky(failures = 1)
            shouldThrow<IOException> {
                configuredHere({ task(Policy.retries(1)) }) {
                    run { task("a", policy = Policy.retries(0)) { flaky.value() } }
                }
            }
            flaky.calls.get() shouldBe 1
        }

        case("T15", "defaults that the task does not give are added to what it gives") {
            val flaky = Flaky(failures = 3)
            configuredHere({ task(Policy.retries(3)) }) {
                run { task("a", policy = Policy.timeout(ofSeconds(60))) { flaky.value() } }
            } shouldBe 4
        }

        case("CF01", "a weave has the default timeout, unless it has one of its own") {
            inVirtualTime {
                configuredHere({ weave(WeaveOptions.timeout(ofSeconds(2))) }) {
                    shouldThrow<TaskTimeoutException> { run { task("a") { sleep(60_000) } } }
                    run(options = WeaveOptions.timeout(ofSeconds(90))) { task("a") { sleep(60_000) } }
                }
            }
        }

        case("CF04", "the default of what a failure does to others holds") {
            configuredHere({ weave(WeaveOptions.onFailure(OnFailure.CONTINUE)) }) {
                val ended =
                    result {
                        val bad = task<Int>("bad") { throw IOException("bad") }
                        task("good", after = listOf()) { 1 }
                        bad
                    }
                ended["good"] shouldBe 1
            }
        }

        case("CF01", "options by the name of the weave win over the defaults, and lose to its own") {
            val settings: WoveConfiguration.Builder.() -> Unit = {
                weave(WeaveOptions.timeout(ofSeconds(1)))
                weave("night*", WeaveOptions.timeout(ofSeconds(5)))
                weave("nightly-*", WeaveOptions.timeout(ofSeconds(10)))
            }
            inVirtualTime {
                configuredHere(settings) {
                    shouldThrow<TaskTimeoutException> { run("day") { task("a") { sleep(2_000) } } }
                    run("nightly-7") { task("a") { sleep(9_000) } }
                    shouldThrow<TaskTimeoutException> { run("night") { task("a") { sleep(9_000) } } }
                    run("nightly-7", WeaveOptions.timeout(ofSeconds(30))) { task("a") { sleep(20_000) } }
                }
            }
        }

        case("T15", "a weave in a body has the configuration of the weave around it") {
            val flaky = Flaky(failures = 1)
            val cell = this
            val given = WeaveOptions.config(WoveConfiguration.of { it.task(Policy.retries(1)) })
            run(options = given) { task("outer") { cell.nested { task("a") { flaky.value() } } } } shouldBe 2
        }

        case("T15", "the configuration that a weave is given wins over that around it") {
            val flaky = Flaky(failures = 1)
            val other = WeaveOptions.config(WoveConfiguration.of { it.task(Policy.retries(0)) })
            shouldThrow<IOException> {
                configuredHere({ task(Policy.retries(5)) }) { run(options = other) { task("a") { flaky.value() } } }
            }
            flaky.calls.get() shouldBe 1
        }
    }

    context("mapped tasks") {
        case("L12", "the default workers of mapped tasks are not looked at by others", once = ANY_FACE) {
            configured({ each(Policy.workers(1)) }) {
                val both = CompletableDeferred<Unit>()
                val arrived = AtomicInteger()
                weave {
                    val tasks =
                        List(2) { i ->
                            task("t$i") {
                                if (arrived.incrementAndGet() == 2) both.complete(Unit)
                                both.await()
                            }
                        }
                    task("end", *tasks.toTypedArray()) { }
                }
                val together = Together()
                val java = Together()
                weave {
                    each(List(5) { it }) {
                        together.begins()
                        delay(1)
                        together.ends()
                    }
                }
                together.most.get() shouldBe 1
                Wove.weave<List<Int>, RuntimeException>("w") { w ->
                    w.each("items", List(5) { it }) { item ->
                        java.begins()
                        Thread.yield()
                        java.ends()
                        item
                    }
                }
                java.most.get() shouldBe 1
            }
        }

        case("CF03", "the default of how far a source is read ahead holds", once = ANY_FACE) {
            weaveTest {
                val emitted = AtomicInteger()
                val ended = AtomicInteger()
                val ahead = AtomicInteger()
                val source =
                    flow {
                        repeat(10) {
                            ahead.accumulateAndGet(emitted.incrementAndGet() - ended.get(), Math::max)
                            emit(it)
                        }
                    }
                configuredHere({ each(Policy.workers(1).maxPending(2)) }) {
                    weave {
                        each(source) {
                            delay(10)
                            ended.incrementAndGet()
                        }
                    }
                }
                // One with the worker, two ahead of it; without the default, one.
                ahead.get() shouldBe 3
            }
        }

        case("T15", "have the defaults of all tasks for each item, and theirs win", once = ANY_FACE) {
            val calls = CopyOnWriteArrayList<Int>()
            configured({ task(Policy.retries(5)).each(Policy.retries(1)) }) {
                shouldThrow<IOException> {
                    weave {
                        each(listOf(7)) { item ->
                            calls += item
                            throw IOException("no. $item")
                        }
                    }
                }
            }
            calls shouldBe listOf(7, 7)
        }
    }

    case("T15", "calls in a scope and merges have the defaults of tasks", once = "neither has other cells") {
        configured({ task(Policy.retries(1)) }) {
            val inScope = Flaky(failures = 1)
            taskScope { start(body = { inScope.value() }).await() } shouldBe 2
            val merged = Flaky(failures = 1)
            weave { task("a") { merge { merged.value() } } } shouldBe 2
            val mergedInJava = Flaky(failures = 1)
            Wove.weave<Int, RuntimeException>("w") { w ->
                w.task(
                    "a",
                    TaskBody { Wove.merge<Int, Int, RuntimeException>("m", listOf(1)) { mergedInJava.value() }[0] },
                )
            } shouldBe 2
        }
    }

    case("BG10", "a background weave has the defaults, whoever launches it", once = "both faces are in the case") {
        val settings: WoveConfiguration.Builder.() -> Unit = { task(Policy.retries(1)) }
        configured(settings) {
            coroutineScope {
                val launched = Flaky(failures = 1)
                launchWeave { task("a") { launched.value() } }.await() shouldBe 2
            }
            val background = BackgroundWeaves.withGrace(ofSeconds(20))
            val ofKotlin = Flaky(failures = 1)
            background.launchWeave { task("a") { ofKotlin.value() } }.await() shouldBe 2
            val ofJava = Flaky(failures = 1)
            Wove.`in`(background).launchWeave("w") { w -> w.task("a") { ofJava.value() } }.join() shouldBe 2
            val fromBody = Flaky(failures = 1)
            weave {
                blocking("launches") { background.launchWeave { task("a") { fromBody.value() } } }
            }.await() shouldBe 2
        }
    }

    context("a test that configures") {
        test("is not seen by what runs at the same time") {
            val inside = CompletableDeferred<Unit>()
            val over = CompletableDeferred<Unit>()
            val flaky = Flaky(failures = 1)
            coroutineScope {
                launchWeave {
                    task("test") {
                        configured({ task(Policy.retries(5)) }) {
                            inside.complete(Unit)
                            over.await()
                        }
                    }
                }
                inside.await()
                withContext(Dispatchers.IO) {
                    shouldThrow<IOException> { weave { task("a") { flaky.value() } } }
                }
                over.complete(Unit)
            }
            flaky.calls.get() shouldBe 1
        }

        test("is seen by the coroutines that it starts, on whatever thread") {
            val flaky = Flaky(failures = 1)
            configured({ task(Policy.retries(1)) }) {
                withContext(Dispatchers.IO) { weave { task("a") { flaky.value() } } } shouldBe 2
            }
        }

        test("adds to the block around it, in a body as well") {
            val seen =
                configuredBlocking({ task(Policy.retries(1)) }) {
                    configuredBlocking({ weave(WeaveOptions.workers(3)) }) {
                        Wove.weave<List<WoveConfiguration>, RuntimeException>("w") { w ->
                            w.task("a") {
                                listOf(
                                    WoveConfiguration.current(),
                                    configuredBlocking({ task(Policy.retries(7)) }) { WoveConfiguration.current() },
                                )
                            }
                        }
                    }
                }
            seen.map { it.task().retries() } shouldBe listOf(1, 7)
            seen.map { it.weave("x").workers() } shouldBe listOf(3, 3)
        }

        test("is seen in virtual time that begins in it") {
            val flaky = Flaky(failures = 1)
            configuredBlocking({ task(Policy.retries(1)) }) {
                WeaveTests.virtualTime<RuntimeException> {
                    Wove.weave<Int, RuntimeException>("w") { w -> w.task("a") { flaky.value() } } shouldBe 2
                }
            }
        }
    }

    test("the plan shows the options that its tasks have from the configuration") {
        configured({ task(Policy.retries(2)).weave(WeaveOptions.workers(4)) }) {
            val plan = plan("w") { task("a", timeout = 3.seconds) { } }
            plan.task("a").policy() shouldBe Policy.retries(2).timeout(ofSeconds(3))
            plan.options().workers() shouldBe 4
        }
    }

    test("a listener of the configuration is told once of what happens in weaves inside others") {
        val told = CopyOnWriteArrayList<String>()
        configured({ listener { event -> told += event.javaClass.simpleName + " of " + event.run().weave() } }) {
            weave("outer") { task { weave("inner") { task("a") { } } } }
        }
        told.filter { it.startsWith("Weave") } shouldContainExactlyInAnyOrder
            listOf("WeaveStarted of outer", "WeaveStarted of inner", "WeaveEnded of inner", "WeaveEnded of outer")
    }

    test("an option that only some tasks can have is refused as a default of all") {
        shouldThrow<PlanException> { WoveConfiguration.of { it.task(Policy.workers(2)) } }.message shouldBe
            "Option workers cannot be a default of all tasks.\n  Make it one of mapped tasks, by each."
        shouldThrow<PlanException> { WoveConfiguration.of { it.each(Policy.onCaller()) } }.message shouldBe
            "Option onCaller cannot be a default of all tasks.\n  Give it to the tasks that it fits."
    }

    test("options that go on from others keep that those cancel, whatever the default is") {
        val cancels = options { onFailure = OnFailure.CANCEL }
        val more = options(cancels) { workers = 2 }
        WeaveOptions.onFailure(OnFailure.CONTINUE).with(more).onFailure() shouldBe OnFailure.CANCEL
        val nothing = options(WeaveOptions.none()) { workers = 2 }
        WeaveOptions.onFailure(OnFailure.CONTINUE).with(nothing).onFailure() shouldBe OnFailure.CONTINUE
    }

    test("options of a weave that are written in Kotlin keep its configuration") {
        val other = WoveConfiguration.of { it.task(Policy.retries(1)) }
        val flaky = Flaky(failures = 1)
        weaveResult(options = options { config(other) }) { task("a") { flaky.value() } }.value() shouldBe 2
    }

    test("the default of traces gives the events of launched weaves, of all or by name, and of classes") {
        val all = WoveConfiguration.of { it.weave(WeaveOptions.trace()) }
        val some = WoveConfiguration.of { it.weave("pa*", WeaveOptions.trace()) }
        coroutineScope {
            for (configuration in listOf(all, some)) {
                val live = launchWeave("page", options = WeaveOptions.config(configuration)) { task("a") { 1 } }
                live.events.toList().last().shouldBeInstanceOf<TraceEvent.WeaveEnded>()
            }
            shouldThrow<IllegalStateException> {
                launchWeave("other", options = WeaveOptions.config(some)) { task("a") { 1 } }.events
            }
            launchWeave(One(), options = WeaveOptions.config(all)).events.toList().size shouldBe 4
        }
        configured({ weave(WeaveOptions.trace()) }) {
            coroutineScope { launchWeave("page") { task("a") { 1 } }.events.toList().size shouldBe 4 }
        }
    }
})

internal class One : Weave<Int>() {
    @Do
    fun one(): Int = 1
}
