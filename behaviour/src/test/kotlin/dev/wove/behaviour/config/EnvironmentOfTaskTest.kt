package dev.wove.behaviour.config

import dev.wove.Do
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.Weave
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.case
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.weave
import dev.wove.environment.Delivery
import dev.wove.environment.Environment
import dev.wove.environment.EnvironmentContext
import dev.wove.environment.EnvironmentException
import dev.wove.environment.EnvironmentExecutor
import dev.wove.environment.RemoteCall
import dev.wove.environment.RemoteEvents
import dev.wove.environment.RemoteMethod
import dev.wove.environment.RemoteRun
import dev.wove.environment.WorkerInfo
import dev.wove.remote.InMemoryEnvironment.inMemory
import dev.wove.test.configured
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import java.lang.reflect.InvocationTargetException
import java.time.Duration
import java.time.Duration.ofSeconds
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger

interface Mail {
    fun send(text: String): String
}

private const val DECLARED = "where a task runs is found when it is declared, before bodies differ"

/** Calls an object in this process at once, and keeps what it was asked for. */
private class Answering(
    private val mail: Mail,
) : EnvironmentExecutor {
    val calls = CopyOnWriteArrayList<RemoteCall>()

    override fun start(context: EnvironmentContext): WorkerInfo {
        val method = RemoteMethod.of(Mail::class.java, Mail::class.java.getMethod("send", String::class.java))
        return WorkerInfo.of("w1").handlers(mapOf(method.handler() to emptyList()))
    }

    override fun run(call: RemoteCall, events: RemoteEvents): RemoteRun {
        calls += call
        events.started("w1")
        try {
            events.succeeded(call.method().method()!!.invoke(mail, *call.arguments().toTypedArray()))
        } catch (e: InvocationTargetException) {
            events.failed(e.targetException)
        }
        return RemoteRun { }
    }

    override fun close(grace: Duration) = Unit
}

private fun answering(name: String) = Answering(
    object : Mail {
        override fun send(text: String) = "$text by $name"
    },
)

/** Counts how often its tasks are tried, on the objects of the worker. */
class TriedPage(
    private val tries: AtomicInteger,
) : Weave<String>() {
    @Do
    fun page(): String = throw IOException("no. ${tries.incrementAndGet()}")
}

class TriedOncePage(
    private val tries: AtomicInteger,
) : Weave<String>() {
    @Do(retries = 0)
    fun page(): String = throw IOException("no. ${tries.incrementAndGet()}")
}

class EnvironmentOfTaskTest : FunSpec({
    val reports = answering("reports")
    val batch = answering("batch")
    val two: WoveConfiguration.Builder.() -> Unit = {
        environment("reports") { reports }
        environment("batch") { batch }
    }

    case("CF02", "a task runs in the environment that it names", once = DECLARED) {
        configured(two) {
            weave { remote(Mail::send, given("a"), environment = "batch") } shouldBe "a by batch"
            weave { remote(Mail::send, given("a"), policy = Policy.environment("reports")) } shouldBe "a by reports"
            configured({ policy("p", Policy.environment("batch")).route(Mail::class.java, "reports") }) {
                weave { remote(Mail::send, given("a"), policy = Policy.named("p")) } shouldBe "a by batch"
            }
        }
    }

    case(
        "CF20",
        "tasks run in the environment of their weave, of its name, or where their contract is sent",
        once = DECLARED,
    ) {
        configured(two) {
            weave(options = WeaveOptions.environment("batch")) { remote(Mail::send, given("a")) } shouldBe "a by batch"
            configured({ weave("nightly-*", WeaveOptions.environment("batch")).defaultEnvironment("reports") }) {
                weave("nightly-1") { remote(Mail::send, given("a")) } shouldBe "a by batch"
                weave("day") { remote(Mail::send, given("a")) } shouldBe "a by reports"
                JavaRemote.send("day") shouldBe "a by reports"
            }
            configured({ route(Mail::class.java, "reports").defaultEnvironment("batch") }) {
                weave { remote(Mail::send, given("a")) } shouldBe "a by reports"
            }
        }
    }

    case("CF19", "all that an environment says holds for a task that ends up in it", once = DECLARED) {
        val failures = AtomicInteger()
        val failing =
            Answering(
                object : Mail {
                    override fun send(text: String) = throw IOException("no. ${failures.incrementAndGet()}")
                },
            )
        val options = Environment.of { failing }.retries(2).delivery(Delivery.timeout(ofSeconds(9)).requeues(1))
        configured({ environment("reports", options).task(Policy.retries(7)).delivery(Delivery.none().requeues(5)) }) {
            shouldThrow<Exception> { weave { remote(Mail::send, given("a"), environment = "reports") } }
            failures.get() shouldBe 3
            failing.calls.last().delivery().timeout() shouldBe ofSeconds(9)
            failing.calls.last().delivery().requeues() shouldBe 1
            shouldThrow<Exception> { weave { remote(Mail::send, given("a"), environment = "reports", retries = 0) } }
            failures.get() shouldBe 4
        }
    }

    case("W15", "the tasks of a class have the options of their weave's environment", once = DECLARED) {
        val tries = AtomicInteger()
        val worker =
            inMemory()
                .weave(TriedPage::class.java) { TriedPage(tries) }
                .weave(TriedOncePage::class.java) { TriedOncePage(tries) }
        configured({ environment("reports", worker.retries(3)) }) {
            val options = WeaveOptions.environment("reports")
            shouldThrow<Exception> { weave(TriedPage(AtomicInteger()), options = options) }
            tries.getAndSet(0) shouldBe 4
            shouldThrow<Exception> { weave(TriedOncePage(AtomicInteger()), options = options) }
            tries.get() shouldBe 1
        }
    }

    case("L12", "the workers of an environment are not looked at by a task that is not mapped", once = DECLARED) {
        configured({ environment("reports", Environment.of { reports }.policy(Policy.workers(1).perMinute(6_000))) }) {
            weave { remote(Mail::send, given("a"), environment = "reports") } shouldBe "a by reports"
            weave { eachRemote(Mail::send, listOf("a", "b"), environment = "reports") } shouldBe
                listOf("a by reports", "b by reports")
        }
    }

    test("an environment that is not there is told with the nearest") {
        configured(two) {
            shouldThrow<EnvironmentException> {
                weave { remote(Mail::send, given("a"), environment = "report") }
            }.message!! shouldContain "Did you mean 'reports'?"
        }
    }

    test("a place and a way there cannot be defaults of all tasks, of which most cannot leave") {
        shouldThrow<PlanException> { WoveConfiguration.of { it.task(Policy.environment("reports")) } }.message shouldBe
            "Option environment cannot be a default of all tasks.\n  Set defaultEnvironment, or a route."
        shouldThrow<PlanException> {
            WoveConfiguration.of { it.each(Policy.delivery(Delivery.maxInFlight(1))) }
        }.message shouldBe "Option delivery cannot be a default of all tasks.\n  Set it by delivery."
    }
})
