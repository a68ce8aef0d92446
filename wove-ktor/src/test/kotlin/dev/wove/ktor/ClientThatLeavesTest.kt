package dev.wove.ktor

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.http.HttpRequestLifecycle
import io.ktor.server.routing.get
import io.ktor.server.routing.route
import io.ktor.server.routing.routing
import kotlinx.coroutines.awaitCancellation
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch

class ClientThatLeavesTest : FunSpec({
    for ((name, engine) in ENGINES) {
        context("a client that goes away, with $name") {
            test("cancels the weave of its call, and leaves nothing of it running") {
                val begun = CountDownLatch(3)
                val ended = CopyOnWriteArrayList<String>()
                val after = CompletableFuture<List<String>>()
                val module: Application.() -> Unit = {
                    install(Wove)
                    install(HttpRequestLifecycle) { cancelCallOnClose = true }
                    routing {
                        get("/page") {
                            try {
                                call.respondWeave("page") {
                                    val user by task { begun.during(ended, "user") { awaitCancellation() } }
                                    val orders by blocking {
                                        begun.during(
                                            ended,
                                            "orders",
                                        ) { CountDownLatch(1).await() }
                                    }
                                    val ads by blocking { begun.during(ended, "ads") { CountDownLatch(1).await() } }
                                    task("page-body", user, orders, ads) { "never" }
                                }
                            } finally {
                                after.complete(ended.toList())
                            }
                        }
                    }
                }
                Served(engine, module = module).use { served ->
                    served.leaving("/page").use { begun.await() }
                    after.soon() shouldContainExactlyInAnyOrder listOf("user", "orders", "ads")
                }
            }
        }

        context("calls that are not cancelled, with $name") {
            test("are warned of, once") {
                logged { events ->
                    Served(engine) {
                        install(Wove)
                        routing { get("/page") { call.respondWeave("page") { task("page-body") { "here" } } } }
                    }.use { served ->
                        repeat(2) { served.get("/page").soon().body() shouldBe "here" }
                    }
                    events.map { "${it.level} ${it.formattedMessage}" } shouldBe listOf(
                        "WARN Weave 'page' goes on when the client of its call has gone away.\n" +
                            "  install(HttpRequestLifecycle) { cancelCallOnClose = true } cancels it then.",
                    )
                }
            }
        }

        context("calls that are cancelled, with $name") {
            test("are not warned of, be it set for the application or a route") {
                logged { events ->
                    Served(engine) {
                        install(Wove)
                        routing {
                            route("/shop") {
                                install(HttpRequestLifecycle) { cancelCallOnClose = true }
                                get("/page") { call.respondWeave("page") { task("page-body") { "here" } } }
                            }
                        }
                    }.use { it.get("/shop/page").soon().body() shouldBe "here" }
                    Served(engine) {
                        install(HttpRequestLifecycle) { cancelCallOnClose = true }
                        install(Wove)
                        routing { get("/page") { call.respondWeave("page") { task("page-body") { "here" } } } }
                    }.use { it.get("/page").soon().body() shouldBe "here" }
                    events.map { it.formattedMessage }.shouldBeEmpty()
                }
            }
        }
    }
})

private inline fun <T> CountDownLatch.during(ended: MutableList<String>, name: String, body: () -> T): T = try {
    countDown()
    body()
} finally {
    ended += name
}
