package dev.wove.behaviour.remote

import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.weave
import dev.wove.environment.Delivery
import dev.wove.environment.EnvironmentSource
import dev.wove.remote.HttpDoor
import dev.wove.remote.HttpEnvironment.http
import dev.wove.remote.InMemoryEnvironment.inMemory
import dev.wove.remote.LocalEnvironment.local
import dev.wove.remote.Secret
import dev.wove.remote.StdioEnvironment.stdio
import dev.wove.remote.WoveWorker
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.shouldBe
import io.opentelemetry.api.baggage.Baggage
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.SpanContext
import io.opentelemetry.api.trace.TraceFlags
import io.opentelemetry.api.trace.TraceState
import io.opentelemetry.context.Context
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.slf4j.MDC
import java.io.File
import java.time.Duration.ofSeconds

interface WhoAmISuspending {
    suspend fun suspending(message: String): Map<String, String>

    suspend fun leave(user: String): String
}

internal object FoundSuspending : WhoAmISuspending {
    override suspend fun suspending(message: String): Map<String, String> {
        delay(1)
        return WhoAmI.Found.here()
    }

    override suspend fun leave(user: String): String {
        MDC.put("user", user)
        return user
    }
}

private const val TRACE = "0af7651916cd43dd8448eb211c80319c"
private const val SPAN = "b7ad6b7169203331"
private val SECRET = Secret.of { "a-secret-of-this-test-that-is-long-enough".toByteArray() }

/** Works for somebody, in a trace, with more in the MDC than may leave. */
private fun <R> asSomebody(block: () -> R): R {
    MDC.put("user", "ada")
    MDC.put("password", "hidden")
    val state = TraceState.builder().put("vendor", "v1").build()
    val span = Span.wrap(SpanContext.create(TRACE, SPAN, TraceFlags.getSampled(), state))
    val context = Context.root().with(span).with(Baggage.builder().put("tenant", "t7").build())
    try {
        return context.makeCurrent().use { block() }
    } finally {
        MDC.clear()
    }
}

class ContextElsewhereTest : FunSpec({
    fun command() = arrayOf(
        File(System.getProperty("java.home"), "bin/java").path,
        "-cp",
        System.getProperty("java.class.path"),
        WhoAmI::class.java.name,
    )

    fun onWorker(kind: String, block: (EnvironmentSource) -> Unit) {
        when (kind) {
            "memory" -> {
                block(
                    inMemory()
                        .serve(WhoAmI::class.java, WhoAmI.Found())
                        .serve(WhoAmISuspending::class.java, FoundSuspending),
                )
            }

            "the same process" -> {
                block(
                    local(WhoAmI::class.java, WhoAmI.Found()).serve(WhoAmISuspending::class.java, FoundSuspending),
                )
            }

            "stdio" -> {
                block(stdio(*command()))
            }

            else -> {
                val door = HttpDoor.http(0).secret(SECRET)
                WoveWorker
                    .create()
                    .serve(WhoAmI::class.java, WhoAmI.Found())
                    .serve(WhoAmISuspending::class.java, FoundSuspending)
                    .door(door)
                    .start()
                    .use { block(http("http://localhost:${door.port()}/wove/tasks").secret(SECRET)) }
            }
        }
    }

    for (kind in listOf("memory", "the same process", "stdio", "http")) {
        test("the trace and what is named of the MDC go along and nothing else, over $kind") {
            onWorker(kind) { source ->
                val configuration =
                    WoveConfiguration.of {
                        it
                            .environment(
                                "there",
                                source.delivery(Delivery.mdc("user", "session")),
                            ).defaultEnvironment("there")
                    }
                try {
                    val options = WeaveOptions.config(configuration)
                    val found =
                        asSomebody {
                            runBlocking {
                                weave(options = options) {
                                    val blocking by remote(WhoAmI::blocking, given(""))
                                    val suspending by remote(WhoAmISuspending::suspending, given(""))
                                    val items by eachRemote(WhoAmI::blocking, listOf("a", "b"))
                                    val left by remote(
                                        WhoAmI::leave,
                                        given("eve"),
                                        after = listOf(blocking, suspending, items),
                                    )
                                    val leftToo by remote(WhoAmISuspending::leave, given("eve"), after = listOf(left))
                                    val again by remote(WhoAmI::blocking, given(""), after = listOf(leftToo))
                                    task(blocking, suspending, items, again) {
                                        items() + blocking() + suspending() + again()
                                    }
                                }
                            }
                        }
                    val all =
                        mapOf(
                            "baggage.tenant" to "t7",
                            "mdc.user" to "ada",
                            "state.vendor" to "v1",
                            "trace" to "$TRACE $SPAN true",
                        )
                    found shouldBe List(5) { all }
                    // Somebody else, without any of it
                    runBlocking {
                        weave(options = options) {
                            val blocking by remote(WhoAmI::blocking, given(""))
                            val suspending by remote(WhoAmISuspending::suspending, given(""))
                            task(blocking, suspending) { listOf(blocking(), suspending()) }
                        }
                    } shouldBe listOf(emptyMap(), emptyMap())
                } finally {
                    configuration.closeEnvironments(ofSeconds(5))
                }
            }
        }
    }

    test("a task says itself what of the MDC goes along") {
        onWorker("memory") { source ->
            val options = WeaveOptions.config(WoveConfiguration.of { it.environment("there", source) })
            asSomebody {
                runBlocking {
                    weave(options = options) {
                        remote(
                            WhoAmI::blocking,
                            given(""),
                            environment = "there",
                            policy = Policy.delivery(Delivery.mdc("password")),
                        )
                    }
                }
            }.filterKeys { it.startsWith("mdc") } shouldBe mapOf("mdc.password" to "hidden")
        }
    }

    test("a file may name what of the MDC goes along") {
        val file = tempfile("wove", ".properties")
        file.writeText("wove.delivery.mdc = user, session\n")
        WoveConfiguration.of { it.load(file.toPath()) }.delivery() shouldBe Delivery.mdc("user", "session")
    }
})
