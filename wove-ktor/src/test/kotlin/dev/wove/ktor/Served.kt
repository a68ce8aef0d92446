package dev.wove.ktor

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import io.ktor.server.application.Application
import io.ktor.server.cio.CIO
import io.ktor.server.config.ApplicationConfig
import io.ktor.server.config.MapApplicationConfig
import io.ktor.server.engine.ApplicationEngineFactory
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.applicationEnvironment
import io.ktor.server.engine.connector
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import kotlinx.coroutines.runBlocking
import org.slf4j.LoggerFactory
import java.net.Socket
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

val ENGINES: Map<String, ApplicationEngineFactory<*, *>> = mapOf("Netty" to Netty, "CIO" to CIO)

/** An application on an engine that listens. */
class Served(
    engine: ApplicationEngineFactory<*, *>,
    config: ApplicationConfig = MapApplicationConfig(),
    module: Application.() -> Unit,
) : AutoCloseable {
    private val server: EmbeddedServer<*, *> =
        embeddedServer(
            engine,
            applicationEnvironment { this.config = config },
            {
                connector {
                    host = "127.0.0.1"
                    port = 0
                }
            },
            module,
        )
    private val port: Int by lazy { runBlocking { server.engine.resolvedConnectors().first().port } }
    val application: Application get() = server.application

    init {
        server.start()
    }

    fun get(path: String, vararg headers: String): CompletableFuture<HttpResponse<String>> {
        val request = HttpRequest.newBuilder(URI("http://127.0.0.1:$port$path"))
        if (headers.isNotEmpty()) request.headers(*headers)
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
    }

    /** Asks for [path]; closing what comes back is a client that goes away. */
    fun leaving(path: String, header: String = ""): Socket = Socket("127.0.0.1", port).apply {
        getOutputStream().write("GET $path HTTP/1.1\r\nHost: localhost\r\n$header\r\n".toByteArray())
    }

    /** Stops, with [grace] milliseconds for requests that are under way. */
    fun stop(grace: Long) {
        server.stop(grace, grace)
    }

    override fun close() {
        stop(1)
    }

    private companion object {
        val CLIENT: HttpClient = HttpClient.newHttpClient()
    }
}

/** What it completes with, which a test that fails does not wait for without end. */
fun <T> CompletableFuture<T>.soon(): T = get(30, TimeUnit.SECONDS)

/** What is logged by Wove while [block] runs. */
fun logged(block: (List<ILoggingEvent>) -> Unit) {
    val logger = LoggerFactory.getLogger("dev.wove") as Logger
    val appender = ListAppender<ILoggingEvent>().apply { start() }
    logger.addAppender(appender)
    try {
        block(appender.list)
    } finally {
        logger.detachAppender(appender)
    }
}
