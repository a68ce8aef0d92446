package dev.wove.examples.ktor

import io.ktor.server.config.ConfigLoader
import io.ktor.server.config.ConfigLoader.Companion.load
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.applicationEnvironment
import io.ktor.server.engine.connector
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.micrometer.prometheusmetrics.PrometheusConfig
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry
import io.opentelemetry.sdk.OpenTelemetrySdk
import io.opentelemetry.sdk.trace.SdkTracerProvider
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor
import kotlinx.coroutines.runBlocking
import picocli.CommandLine
import picocli.CommandLine.Command
import picocli.CommandLine.Option
import java.util.concurrent.Callable
import kotlin.system.exitProcess

fun main(args: Array<String>) {
    exitProcess(CommandLine(Start()).execute(*args))
}

/** Starts the service, and calls it if that is wanted. */
@Command(
    name = "ktor-page",
    mixinStandardHelpOptions = true,
    description = ["A service in Ktor: /page for the users ada and bert, whose passwords are their names."],
)
private class Start : Callable<Int> {
    @Option(names = ["--port"], description = ["Where it listens."], defaultValue = "8080")
    private var port = 0

    @Option(names = ["--check"], description = ["Calls itself as two users, prints what it saw, and ends."])
    private var check = false

    override fun call(): Int {
        val service = Service(if (check) 0 else port)
        if (!check) {
            println("http://localhost:$port/page, as ada or bert; Ctrl-C ends it and prints the spans.")
            service.server.start(wait = true)
            println(service.spans.tree())
            return 0
        }
        service.server.start()
        return if (Check(service).passes()) 0 else 1
    }
}

/** The application, and what it uses. */
class Service(
    port: Int,
) {
    val shop = Shop()
    val spans = Spans()
    private val telemetry = OpenTelemetrySdk
        .builder()
        .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build())
        .build()
    val partner = Partner(telemetry)

    // tag::ktor-file[]
    private val environment = applicationEnvironment { config = ConfigLoader.load() }
    // end::ktor-file[]

    val server: EmbeddedServer<*, *> =
        embeddedServer(
            Netty,
            environment,
            {
                connector {
                    host = "localhost"
                    this.port = port
                }
                shutdownGracePeriod = 200
            },
        ) { pages(shop, partner, PrometheusMeterRegistry(PrometheusConfig.DEFAULT), telemetry) }

    fun address(): String = "http://localhost:${port()}"

    fun port(): Int = runBlocking { server.engine.resolvedConnectors().first().port }
}
