package dev.wove.micrometer

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import dev.wove.Limiter
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.dsl.remote
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.environment.DeliveryOrphanedException
import dev.wove.internal.trace.RealEvent
import dev.wove.internal.trace.RealRunId
import dev.wove.remote.InMemoryEnvironment.inMemory
import dev.wove.test.configured
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.micrometer.core.instrument.MeterRegistry
import io.micrometer.core.instrument.Tags
import io.micrometer.core.instrument.simple.SimpleMeterRegistry
import io.micrometer.prometheusmetrics.PrometheusConfig
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import org.slf4j.LoggerFactory
import java.io.IOException
import java.time.Duration.ZERO
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeUnit.MILLISECONDS
import kotlin.concurrent.thread

private fun observed(registry: MeterRegistry) = WeaveOptions.observer(WoveMeters.of(registry))

private fun MeterRegistry.found(name: String, vararg tags: String) = get(name).tags(*tags).timer()

private fun logged(block: () -> Unit): List<String> {
    val logger = LoggerFactory.getLogger("dev.wove.micrometer") as Logger
    val events = ListAppender<ILoggingEvent>().also { it.start() }
    logger.addAppender(events)
    try {
        block()
    } finally {
        logger.detachAppender(events)
    }
    return events.list.map { it.formattedMessage }
}

fun interface Rates {
    fun find(currency: String): String
}

class WoveMetersTest : FunSpec({
    test("weaves and tasks are timed by the clock of the run") {
        weaveTest {
            val registry = SimpleMeterRegistry()
            weave("page", options = observed(registry)) {
                val user by task { delay(20) }
                val orders by task(user) { delay(30) }
                orders
            }
            registry.found("wove.weave", "weave", "page", "outcome", "succeeded", "error", "none").apply {
                count() shouldBe 1
                totalTime(MILLISECONDS) shouldBe 50.0
            }
            registry
                .found("wove.task", "weave", "page", "task", "orders", "kind", "suspending", "outcome", "succeeded")
                .totalTime(MILLISECONDS) shouldBe 30.0
        }
    }

    test("failures are counted by what was thrown, and skipped tasks apart") {
        val registry = SimpleMeterRegistry()
        weaveResult("page", options = observed(registry)) {
            val a by task<Int>(policy = Policy.retries(2)) { throw IOException("x") }
            val b by task(a) { a() }
            b
        }
        registry.found("wove.task", "task", "a", "outcome", "failed", "error", "IOException").count() shouldBe 1
        registry.get("wove.task.attempts.failed").tags("task", "a", "error", "IOException").counter().count() shouldBe
            2.0
        registry.get("wove.task.skipped").tags("task", "b").counter().count() shouldBe 1.0
        registry.found("wove.weave", "outcome", "failed", "error", "IOException").count() shouldBe 1
        registry.find("wove.task").tags("task", "b").timers() shouldHaveSize 0
    }

    test("a task that waits for a slot has that wait in its meters") {
        weaveTest {
            val registry = SimpleMeterRegistry()
            weave("w", options = WeaveOptions.workers(1).with(observed(registry))) {
                val first by task { delay(40) }
                val second by task { delay(1) }
                val both by task(first, second) { }
                both
            }
            registry
                .found(
                    "wove.task.wait",
                    "weave",
                    "w",
                    "task",
                    "second",
                    "cause",
                    "slot",
                ).totalTime(MILLISECONDS) shouldBe
                40.0
        }
    }

    test("items are timed together, and not at all if that is not wanted") {
        val registry = SimpleMeterRegistry()
        val none = SimpleMeterRegistry()
        val meters = WoveMeters.builder(none).items(false).build()
        weave("w", options = observed(registry).observer(meters)) {
            val squares by each(1..100) { it * it }
            squares
        }
        registry.found("wove.item", "task", "squares", "outcome", "succeeded").count() shouldBe 100
        none.find("wove.item").timers() shouldHaveSize 0
        none.found("wove.task", "task", "squares").count() shouldBe 1
    }

    test("a weave under way is active") {
        val registry = SimpleMeterRegistry()
        val started = CompletableDeferred<Unit>()
        val end = CompletableDeferred<Unit>()
        coroutineScope {
            launch {
                weave("long", options = observed(registry)) {
                    val a by task {
                        started.complete(Unit)
                        end.await()
                    }
                    a
                }
            }
            started.await()
            registry.get("wove.weave.active").tag("weave", "long").longTaskTimer().activeTasks() shouldBe 1
            end.complete(Unit)
        }
        registry.get("wove.weave.active").tag("weave", "long").longTaskTimer().activeTasks() shouldBe 0
    }

    test("a cancelled weave is told as one, and is not active any more") {
        val registry = SimpleMeterRegistry()
        val begun = CountDownLatch(1)
        val caller =
            thread {
                shouldThrow<Exception> {
                    weaveBlocking("w", options = observed(registry)) {
                        val a by blocking {
                            begun.countDown()
                            Thread.sleep(Long.MAX_VALUE)
                        }
                        a
                    }
                }
            }
        begun.await(10, TimeUnit.SECONDS) shouldBe true
        caller.interrupt()
        caller.join()
        registry.get("wove.weave").tags("weave", "w", "outcome", "cancelled").timer().count() shouldBe 1
        registry.get("wove.weave.active").longTaskTimer().activeTasks() shouldBe 0
    }

    test("series do not grow with numbered names, and others are counted together above a limit, which is said once") {
        val registry = PrometheusMeterRegistry(PrometheusConfig.DEFAULT)
        val options = observed(registry)
        weave("numbered", options = options) {
            val tasks = (0 until 10_000).map { n -> task("order-$n") { n } }
            task("all", after = tasks) { }
        }
        registry.found("wove.task", "weave", "numbered", "task", "order-*").count() shouldBe 10_000

        val said =
            logged {
                repeat(2) {
                    weaveBlocking("many", options = options) {
                        val tasks = (0 until 10_000).map { n -> task("order-$n-of-it") { n } }
                        task("all", after = tasks) { }
                    }
                }
            }
        said shouldHaveSize 1
        val lines = registry.scrape().lines()
        lines.filter { it.startsWith("wove_task_seconds_count") && "many" in it } shouldHaveSize 101
        lines
            .filter { it.startsWith("wove_task_seconds_count") && "_other" in it }
            .sumOf { it.substringAfterLast(' ').toDouble().toInt() } shouldBe 2 * (10_001 - 100)
        lines.size shouldBeLessThan 2_000
    }

    test("the taken slots of a limiter are shown") {
        val registry = SimpleMeterRegistry()
        val limiter = Limiter.concurrent(3)
        WoveMeters.of(registry).limiter("partner", limiter)
        val taken = registry.get("wove.limiter.taken").tag("limiter", "partner").gauge()
        weave("w") {
            val a by task(policy = Policy.limit(limiter)) { taken.value() }
            a
        } shouldBe 1.0
        taken.value() shouldBe 0.0
    }

    test("names of meters and tags are those that the guide tells") {
        val registry = SimpleMeterRegistry()
        weave("w", options = WeaveOptions.workers(1).with(observed(registry))) {
            val a by task { delay(1) }
            val b by task(after = listOf(a)) { }
            val c by task { delay(1) }
            val d by task(b, c) { }
            d
        }
        registry.meters.map { it.id.name }.distinct() shouldContainExactlyInAnyOrder
            listOf("wove.weave", "wove.weave.active", "wove.task", "wove.task.wait")
        registry
            .find("wove.task")
            .timer()
            .shouldNotBeNull()
            .id.tags
            .map { it.key } shouldContainExactlyInAnyOrder
            listOf("weave", "task", "kind", "outcome", "error")
    }

    test("attempts that go elsewhere are counted by where, and those that have not ended") {
        val registry = SimpleMeterRegistry()

        fun counted(what: String) = registry.get("wove.remote.$what").tag("environment", "rates").counter().count()

        fun inFlight() = registry.get("wove.remote.inflight").gauge().value()
        val rates = Rates { if (it == "XXX") throw IOException(it) else it }
        configured({ environment("rates", inMemory().serve(Rates::class.java, rates)) }) {
            weaveResult("w", options = WeaveOptions.onFailure(OnFailure.CONTINUE).with(observed(registry))) {
                remote(Rates::find, given("XXX"), name = "bad", retries = 1, environment = "rates")
                remote(Rates::find, given("EUR"), name = "good", environment = "rates")
                eachRemote(Rates::find, listOf("USD", "CHF"), name = "all", environment = "rates")
            }
        }
        counted("sent") shouldBe 5.0
        counted("resent") shouldBe 0.0
        counted("orphaned") shouldBe 0.0
        inFlight() shouldBe 0.0
    }

    test("what is sent again, and what is lost elsewhere, is counted once") {
        val registry = SimpleMeterRegistry()
        val run = RealRunId(1, "w", null, null, -1, ZERO)
        val environments = ConcurrentHashMap<String, RemoteMeters>()
        val ofRun = RemoteMeters.OfRun(environments)

        fun sent(item: Int, resends: Int) =
            ofRun.sent(RealEvent.TaskSent(run, 0, "all", 3, "all", item, 1, "rates", resends), registry)

        fun inFlight() = registry.get("wove.remote.inflight").gauge().value()
        sent(item = 0, resends = 0)
        sent(item = 1, resends = 0)
        sent(item = 1, resends = 1)
        inFlight() shouldBe 2.0
        val lost = DeliveryOrphanedException("lost", "s-1", null)
        ofRun.ended(3, 1, lost)
        ofRun.ended(3, -1, lost)
        inFlight() shouldBe 1.0
        ofRun.ended(3, 0, null)
        inFlight() shouldBe 0.0
        listOf("sent", "resent", "orphaned").map { registry.get("wove.remote.$it").counter().count() } shouldBe
            listOf(2.0, 1.0, 1.0)
    }
})
