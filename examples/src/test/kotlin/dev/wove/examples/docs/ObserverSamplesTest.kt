package dev.wove.examples.docs

import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.dsl.configureWove
import dev.wove.dsl.weave
import dev.wove.micrometer.WoveMeters
import dev.wove.micrometer.WoveObservations
import dev.wove.observe.BodyId
import dev.wove.observe.BodyObserver
import dev.wove.observe.RunObserver
import dev.wove.observe.RunStart
import dev.wove.observe.WeaveObserver
import dev.wove.opentelemetry.ItemSpans
import dev.wove.opentelemetry.WoveSpans
import dev.wove.trace.TraceEvent.TaskEnded
import dev.wove.trace.WeaveListener
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.micrometer.core.instrument.MeterRegistry
import io.micrometer.core.instrument.simple.SimpleMeterRegistry
import io.micrometer.observation.ObservationRegistry
import io.opentelemetry.api.OpenTelemetry
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
import io.opentelemetry.sdk.trace.SdkTracerProvider
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor
import org.slf4j.MDC
import java.util.concurrent.atomic.AtomicInteger

// tag::body-observer[]

/** Puts the name of the task into each line that is logged by its bodies. */
object TaskInLogs : WeaveObserver {
    override fun starts(run: RunStart): WeaveListener = object : RunObserver {
        override fun bodyStarts(body: BodyId) = object : BodyObserver {
            override fun enters(): AutoCloseable = MDC.putCloseable("task", body.task())
        }
    }
}
// end::body-observer[]

private val timeouts = AtomicInteger()

/** Only compiled: the process of the tests has weaves already. */
fun observedInMain() {
    // tag::listening-observer[]
    val timedOut =
        WeaveObserver { run ->
            if (run.weaveClass() == null) return@WeaveObserver null // not interested
            WeaveListener { event ->
                if (event is TaskEnded && event.thrown() is TaskTimeoutException) timeouts.incrementAndGet()
            }
        }
    configureWove { observer(timedOut) }
    // end::listening-observer[]
}

/** Only compiled. */
fun metersInMain(registry: MeterRegistry) {
    // tag::meters[]
    configureWove { observer(WoveMeters.of(registry)) }
    // end::meters[]
    // tag::meters-builder[]
    val meters =
        WoveMeters
            .builder(registry)
            .items(false) // tasks only
            .maxTasksPerWeave(500)
            .build()
    // end::meters-builder[]
    configureWove { observer(meters) }
}

/** Only compiled. */
fun observationsInMain(observations: ObservationRegistry, meters: MeterRegistry) {
    // tag::observations[]
    configureWove {
        observer(WoveObservations.of(observations))
        observer(WoveMeters.builder(meters).timers(false).build()) // its handlers make those
    }
    // end::observations[]
}

/** Only compiled. */
fun spansInMain(openTelemetry: OpenTelemetry) {
    // tag::spans[]
    configureWove { observer(WoveSpans.of(openTelemetry)) }
    // end::spans[]
    // tag::item-spans[]
    configureWove { observer(WoveSpans.of(openTelemetry, ItemSpans.ALL)) }
    // end::item-spans[]
}

/** The Kotlin samples of the guide on observers, metrics and tracing, compiled and run. */
class ObserverSamplesTest : FunSpec({
    test("an observer is around each body") {
        // tag::observed-weave[]
        val lines =
            weave("page", options = WeaveOptions.observer(TaskInLogs)) {
                val user by task { "user read by ${MDC.get("task")}" }
                val cart by blocking { "cart read by ${MDC.get("task")}" }
                val lines by task(user, cart) { listOf(user(), cart()) }
                lines
            }
        // end::observed-weave[]
        lines shouldContainExactly listOf("user read by user", "cart read by cart")
        MDC.get("task") shouldBe null
    }

    test("meters and spans see a weave") {
        val registry = SimpleMeterRegistry()
        val exporter = InMemorySpanExporter.create()
        val sdk =
            io.opentelemetry.sdk.OpenTelemetrySdk
                .builder()
                .setTracerProvider(
                    SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build(),
                ).build()
        val both = WeaveOptions.observer(WoveMeters.of(registry)).observer(WoveSpans.of(sdk))
        weave("page", options = both) {
            val user by task { 1 }
            user
        }
        registry.get("wove.task").tag("task", "user").timer().count() shouldBe 1
        exporter.finishedSpanItems.map { it.name } shouldContainExactly listOf("user", "page")
    }
})
