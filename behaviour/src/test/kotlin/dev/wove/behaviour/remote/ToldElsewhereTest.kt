package dev.wove.behaviour.remote

import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.attempt
import dev.wove.dsl.environment
import dev.wove.dsl.item
import dev.wove.dsl.level
import dev.wove.dsl.message
import dev.wove.dsl.task
import dev.wove.dsl.weave
import dev.wove.dsl.worker
import dev.wove.environment.Delivery
import dev.wove.environment.EnvironmentExecutor
import dev.wove.environment.EnvironmentSource
import dev.wove.environment.RemoteCall
import dev.wove.environment.RemoteEvents
import dev.wove.environment.RemoteRun
import dev.wove.remote.InMemoryEnvironment.inMemory
import dev.wove.trace.TraceEvent
import dev.wove.trace.WeaveListener
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import java.time.Duration.ofMillis
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration.Companion.hours

/** Logs something for each run. */
private class Talking(
    private val worker: EnvironmentSource,
) : EnvironmentSource {
    override fun open(): EnvironmentExecutor {
        val executor = worker.open()
        return object : EnvironmentExecutor by executor {
            override fun run(call: RemoteCall, events: RemoteEvents): RemoteRun {
                Talk.info(events, "takes ${call.method()}")
                return executor.run(call, events)
            }
        }
    }
}

class ToldElsewhereTest : FunSpec({
    fun options(worker: EnvironmentSource, told: MutableCollection<TraceEvent>) = WeaveOptions
        .config(WoveConfiguration.of { it.environment("there", worker).defaultEnvironment("there") })
        .listener(WeaveListener { told += it })

    test("listeners are told that a task is sent before it starts, and of each item and attempt") {
        val told = ConcurrentLinkedQueue<TraceEvent>()
        val worker = inMemory().serve(Adder::class.java, OneMore)
        weave("adding", options = options(worker, told)) {
            val one by remote(Adder::more, given(1))
            val two by eachRemote(Adder::suspendingMore, listOf(1, 2), workers = 1, after = listOf(one))
            remote(Adder::bad, given(1), name = "bad", after = listOf(two), policy = Policy.retries(1).fallback { 0 })
        }
        val sent = told.filterIsInstance<TraceEvent.TaskSent>()
        sent.map { listOf(it.task, it.item, it.attempt, it.environment) } shouldContainExactly
            listOf(
                listOf("one", -1, 1, "there"),
                listOf("two", 0, 1, "there"),
                listOf("two", 1, 1, "there"),
                listOf("bad", -1, 1, "there"),
                listOf("bad", -1, 2, "there"),
            )
        val all = told.toList()
        val started = all.first { it is TraceEvent.TaskStarted && it.task == "one" }
        (all.indexOf(sent.first()) < all.indexOf(started)) shouldBe true
    }

    test("listeners are told what a worker logs for a task") {
        val told = ConcurrentLinkedQueue<TraceEvent>()
        val worker = Talking(inMemory().serve(Adder::class.java, OneMore))
        weave("adding", options = options(worker, told)) { remote(Adder::more, given(1), name = "one") }
        told.filterIsInstance<TraceEvent.WorkerLog>().map {
            listOf(it.task, it.item, it.attempt, it.environment, it.worker, it.level, it.message)
        } shouldContainExactly
            listOf(listOf("one", -1, 1, "there", null, "INFO", "takes ${Adder::class.java.name}.more"))
    }

    test("a fallback whose value the method cannot make is told so, where it is called") {
        val options = options(inMemory().serve(Adder::class.java, OneMore), ConcurrentLinkedQueue())
        shouldThrow<IllegalStateException> {
            weave("adding", options = options) {
                remote(Adder::bad, given(1), name = "bad", policy = Policy.fallback { "none" })
            }
        }.message shouldStartWith
            "The fallback of task 'bad' in weave 'adding' gave a String, but the task makes Integer."
    }

    test("X32 options of delivery have no effect on a task that runs here") {
        val delivery = Delivery.timeout(ofMillis(1)).heartbeat(ofMillis(1)).startTimeout(ofMillis(1))
        runTest {
            weave {
                task("slow", policy = Policy.delivery(delivery)) {
                    delay(1.hours)
                    "done"
                }
            } shouldBe "done"
        }
    }
})
