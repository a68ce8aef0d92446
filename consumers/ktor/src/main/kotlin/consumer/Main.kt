package consumer

import dev.wove.dsl.launchWeave
import dev.wove.ktor.Wove
import dev.wove.ktor.backgroundWeaves
import dev.wove.ktor.respondWeave
import io.ktor.server.application.install
import io.ktor.server.engine.embeddedServer
import io.ktor.server.http.HttpRequestLifecycle
import io.ktor.server.netty.Netty
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import java.net.URI
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.runBlocking

private val visits = AtomicInteger()

fun main() {
    val server = embeddedServer(Netty, port = 0) {
        install(HttpRequestLifecycle) { cancelCallOnClose = true }
        install(Wove) {
            background { grace = 5.seconds }
            defaults { weave { workers = 8 } }
        }
        routing {
            get("/page/{user}") {
                call.application.backgroundWeaves.launchWeave("visit") { blocking("count") { visits.incrementAndGet() } }
                call.respondWeave("page") {
                    val user by task { call.parameters["user"] }
                    val orders by blocking { listOf("loom", "shuttle") }
                    task("page-body", user, orders) { "${user()}: ${orders().joinToString()}" }
                }
            }
        }
    }.start()
    val port = runBlocking { server.engine.resolvedConnectors().first().port }
    val page = URI("http://localhost:$port/page/ada").toURL().readText()
    server.stop(100, 1_000)
    println("$page, seen ${visits.get()} time")
    check(page == "ada: loom, shuttle" && visits.get() == 1)
}
