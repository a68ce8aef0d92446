package dev.wove.ktor

import dev.wove.config.WoveConfiguration
import dev.wove.dsl.launchWeave
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.ktor.client.request.get
import io.ktor.client.statement.bodyAsText
import io.ktor.server.application.ApplicationStopping
import io.ktor.server.config.MapApplicationConfig
import io.ktor.server.http.HttpRequestLifecycle
import io.ktor.server.routing.get
import io.ktor.server.testing.testApplication
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicBoolean

class TestHostTest : FunSpec({
    context("an application in Ktor's test host") {
        test("weaves with its own configuration, and is drained at the end of the test") {
            val stopping = CountDownLatch(1)
            val counted = AtomicBoolean()
            testApplication {
                environment { config = MapApplicationConfig("wove.weave.workers" to "3") }
                application { monitor.subscribe(ApplicationStopping) { stopping.countDown() } }
                install(Wove)
                install(HttpRequestLifecycle) { cancelCallOnClose = true }
                routing {
                    get("/page") {
                        call.application.backgroundWeaves.launchWeave("visit") {
                            blocking("count") {
                                stopping.await()
                                counted.set(true)
                            }
                        }
                        call.respondWeave("page") {
                            task("workers") { "${WoveConfiguration.current().weave("any").workers()}" }
                        }
                    }
                }
                client.get("/page").bodyAsText() shouldBe "3"
            }
            counted.get() shouldBe true
            WoveConfiguration.current().weave("any").workers() shouldBe null
        }
    }
})
