package dev.wove.micrometer

import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler
import io.micrometer.core.instrument.simple.SimpleMeterRegistry
import io.micrometer.observation.Observation
import io.micrometer.observation.ObservationHandler
import io.micrometer.observation.ObservationRegistry
import io.micrometer.observation.tck.TestObservationRegistry
import io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.ConcurrentLinkedQueue

private fun observed(registry: ObservationRegistry) = WeaveOptions.observer(WoveObservations.of(registry))

class WoveObservationsTest : FunSpec({
    test("a weave is observed below what is current where it is called, its tasks below it, and all are stopped") {
        val registry = TestObservationRegistry.create()
        val request = Observation.start("request", registry)
        request.openScope().use {
            weave("page", options = observed(registry)) {
                val user by task { 1 }
                val orders by blocking(user) { user() + 1 }
                orders
            } shouldBe 2
        }
        request.stop()
        assertThat(registry)
            .hasNumberOfObservationsWithNameEqualTo("wove.task", 2)
            .hasObservationWithNameEqualTo("wove.weave")
            .that()
            .hasParentObservationContextSatisfying { it.name shouldBe "request" }
            .hasLowCardinalityKeyValue("weave", "page")
            .hasLowCardinalityKeyValue("outcome", "succeeded")
            .doesNotHaveError()
            .hasBeenStopped()
        assertThat(registry)
            .hasAnObservation {
                it
                    .hasContextualNameEqualTo("orders")
                    .hasParentObservation()
                    .hasLowCardinalityKeyValue("kind", "blocking")
                    .hasHighCardinalityKeyValue("wove.inputs", "user")
            }
    }

    test("what a body does is below its task, wherever it goes on, and nothing stays current") {
        val registry = TestObservationRegistry.create()
        val seen = ConcurrentLinkedQueue<String?>()

        fun current() = seen.add(registry.currentObservation?.context?.contextualName)
        weave("w", options = observed(registry)) {
            val a by task {
                current()
                yield()
                withContext(Dispatchers.IO) { current() }
                current()
            }
            val b by blocking(a) { current() }
            b
        }
        seen.toList() shouldBe listOf("a", "a", "a", "b")
        registry.currentObservation.shouldBeNull()
    }

    test("attempts that fail are events, and a failure is an error, which a cancellation is not") {
        val registry = TestObservationRegistry.create()
        val events = ConcurrentLinkedQueue<String>()
        registry.observationConfig().observationHandler(
            object : ObservationHandler<Observation.Context> {
                override fun supportsContext(context: Observation.Context) = true

                override fun onEvent(event: Observation.Event, context: Observation.Context) {
                    events.add("${context.contextualName}: ${event.contextualName}")
                }
            },
        )
        weaveResult("w", options = observed(registry)) {
            val bad by task<Int>(policy = Policy.retries(1)) { throw IOException("down") }
            task("never", bad) { bad() }
        }
        events.toList() shouldBe listOf("bad: attempt 1 failed")
        assertThat(registry)
            .hasNumberOfObservationsWithNameEqualTo("wove.task", 1)
            .hasAnObservation {
                it.hasContextualNameEqualTo("bad").hasError()
                it.hasLowCardinalityKeyValue("outcome", "failed")
            }
    }

    test("handlers of meters make the timers that WoveMeters leaves to them") {
        val meters = SimpleMeterRegistry()
        val registry = ObservationRegistry.create()
        registry.observationConfig().observationHandler(DefaultMeterObservationHandler(meters))
        val rest = WoveMeters.builder(meters).timers(false).build()
        weave("w", options = WeaveOptions.observer(rest).with(observed(registry))) { task("a") { } }
        val task = meters.get("wove.task").timer()
        task.count() shouldBe 1
        task.id.tags.map { it.key } shouldContainExactlyInAnyOrder listOf("weave", "task", "kind", "outcome", "error")
        meters.get("wove.weave").timer().id.tags.map { it.key } shouldContainExactlyInAnyOrder
            listOf("weave", "outcome", "error")
    }

    test("a registry without handlers is not told") {
        weave("w", options = observed(ObservationRegistry.NOOP)) { task("a") { 1 } } shouldBe 1
    }
})
