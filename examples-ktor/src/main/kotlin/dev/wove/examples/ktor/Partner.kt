package dev.wove.examples.ktor

import io.ktor.http.HttpStatusCode
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.ktor.server.response.respond
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.opentelemetry.api.OpenTelemetry
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.future.await
import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.atomic.AtomicInteger

/** The service of somebody else, which answers over HTTP. Its third and its sixth answer are failures. */
class Partner(
    telemetry: OpenTelemetry,
) : AutoCloseable {
    private val tracer = telemetry.getTracer("partner")
    private val client = HttpClient.newHttpClient()
    private val calls = AtomicInteger()

    /** Completes when it is asked for what it does not know. */
    val puzzled = CompletableDeferred<Unit>()

    private val server = embeddedServer(Netty, port = 0, host = "localhost") {
        routing {
            get("/weather/{city}") {
                val city = call.parameters["city"]
                if (city == Shop.NOWHERE) {
                    puzzled.complete(Unit)
                    awaitCancellation()
                }
                when (calls.incrementAndGet()) {
                    3, 6 -> call.respond(HttpStatusCode.ServiceUnavailable)
                    else -> call.respondText("sunny in $city")
                }
            }
        }
    }.start()

    suspend fun weather(city: String): String {
        val span = tracer.spanBuilder("GET partner").startSpan()
        try {
            val port = server.engine.resolvedConnectors().first().port
            val request = HttpRequest.newBuilder(URI("http://localhost:$port/weather/$city")).build()
            val answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).await()
            if (answer.statusCode() != 200) throw IOException("The partner answered ${answer.statusCode()}")
            return answer.body()
        } finally {
            span.end()
        }
    }

    override fun close() {
        server.stop(0, 0)
    }
}
