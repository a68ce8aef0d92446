package dev.wove.examples.ktor.first

// tag::ktor-first[]
import dev.wove.ktor.Wove
import dev.wove.ktor.respondWeave
import dev.wove.opentelemetry.WoveSpans
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.engine.embeddedServer
import io.ktor.server.http.HttpRequestLifecycle
import io.ktor.server.netty.Netty
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.opentelemetry.exporter.logging.LoggingSpanExporter
import io.opentelemetry.sdk.OpenTelemetrySdk
import io.opentelemetry.sdk.trace.SdkTracerProvider
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor
import kotlinx.coroutines.delay

fun main() {
    embeddedServer(Netty, port = 8080, module = Application::pages).start(wait = true)
}

fun Application.pages() {
    install(HttpRequestLifecycle) { cancelCallOnClose = true }
    install(Wove) { observer(WoveSpans.of(telemetry())) }
    routing {
        get("/page/{user}") {
            val user = call.parameters["user"]!!
            call.respondWeave("page") {
                val orders by blocking { ordersOf(user) }
                val weather by task { weatherAt(user) }
                task("page-body", orders, weather) { "$user: ${orders().joinToString()}; ${weather()}\n" }
            }
        }
    }
}

/** Blocks its thread, as a query does. */
private fun ordersOf(user: String): List<String> {
    Thread.sleep(100)
    return listOf("loom", "shuttle of $user")
}

/** Suspends, as a request does. */
private suspend fun weatherAt(user: String): String {
    delay(100)
    return "sunny where $user is"
}

/** Writes spans to the log; a service would send them to where they are looked at. */
private fun telemetry() = OpenTelemetrySdk
    .builder()
    .setTracerProvider(
        SdkTracerProvider
            .builder()
            .addSpanProcessor(SimpleSpanProcessor.create(LoggingSpanExporter.create()))
            .build(),
    ).build()
// end::ktor-first[]
