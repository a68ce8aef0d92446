package dev.wove.internal.engine.remote

import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.environment.Delivery
import dev.wove.environment.Environment
import dev.wove.internal.engine.Execution
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.test.runTest
import java.io.IOException
import java.time.Duration.ofSeconds
import kotlin.coroutines.coroutineContext

private suspend fun run(
    configuration: WoveConfiguration,
    policy: Policy = Policy.environment("reports"),
    items: List<Any?>? = null,
): Any? {
    val graph = graph(WeaveOptions.config(configuration))
    val report = graph.report("report", if (items == null) "a" else ReportTask.ITEM, 1, policy = policy, items = items)
    return Execution.inContext<Any?>(graph, graph.seal(report), coroutineContext).valueSuspending()
}

/** What a weave's configuration says of the environments that its tasks run in. */
class ConfiguredEnvironmentTest : FunSpec({
    /** How often a task that always fails is tried. */
    suspend fun attempts(
        policy: Policy,
        environment: (Environment) -> Environment,
        settings: WoveConfiguration.Builder.() -> Unit = {},
    ): Int {
        val far = ByHand()
        var runs = 0
        far.atOnce = {
            runs++
            it.events.failed(IOException("no. $runs"))
        }
        val configuration =
            WoveConfiguration.of {
                it.environment("reports", environment(Environment.of { far }))
                it.settings()
            }
        shouldThrow<IOException> { run(configuration, policy) }
        return runs
    }

    test("the options of the environment win over the defaults of tasks, and lose to those of the task") {
        runTest {
            val there = Policy.environment("reports")
            attempts(there, { it.retries(2) }) shouldBe 3
            attempts(there, { it.retries(2) }) { task(Policy.retries(5)) } shouldBe 3
            attempts(there, { it }) { task(Policy.retries(5)) } shouldBe 6
            attempts(there.retries(1), { it.retries(2) }) { task(Policy.retries(5)) } shouldBe 2
            attempts(there.retries(5), { it.retries(2) }) { task(Policy.retries(5)) } shouldBe 6
            attempts(there.named("p"), { it.retries(2) }) { policy("p", Policy.retries(0)) } shouldBe 1
        }
    }

    test("a run is delivered as the environment says, and all environments where that says nothing") {
        runTest {
            val far = ByHand()
            far.atOnce = { it.events.succeeded("b") }
            val configuration =
                WoveConfiguration.of {
                    it.delivery(Delivery.maxInFlight(2).heartbeat(ofSeconds(9)))
                    it.environment("reports", Environment.of { far }.delivery(Delivery.heartbeat(ofSeconds(5))))
                }
            run(configuration) shouldBe "b"
            val delivery = far.runs.receive().call.delivery()
            delivery.maxInFlight() shouldBe 2
            delivery.heartbeat() shouldBe ofSeconds(5)
        }
    }

    test("what is opened is shared by the weaves of a configuration, and by what is derived without a change of it") {
        runTest {
            val far = ByHand()
            far.atOnce = { it.events.succeeded("b") }
            val configuration = WoveConfiguration.of { it.environment("reports") { far } }
            run(configuration) shouldBe "b"
            run(configuration) shouldBe "b"
            val derived = configuration.with { it.workers(3) }
            run(derived) shouldBe "b"
            far.starts shouldBe 1
            derived.environment("reports") shouldBeSameInstanceAs configuration.environment("reports")
            run(configuration.with { it.environment("reports") { far } }) shouldBe "b"
            far.starts shouldBe 2
        }
    }
})
