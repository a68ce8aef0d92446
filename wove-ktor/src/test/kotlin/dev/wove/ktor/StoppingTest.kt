package dev.wove.ktor

import dev.wove.dsl.launchWeave
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.server.application.ApplicationStopPreparing
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.application.ApplicationStopping
import io.ktor.server.application.install
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import kotlinx.coroutines.CompletableDeferred
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

class StoppingTest : FunSpec({
    for ((name, engine) in ENGINES) {
        context("an application that stops, with $name") {
            test("lets background weaves end before it has stopped, however little time its engine has") {
                val begun = CountDownLatch(1)
                val stopping = CountDownLatch(1)
                val order = CopyOnWriteArrayList<String>()
                val served = Served(engine) {
                    monitor.subscribe(ApplicationStopping) { stopping.countDown() }
                    install(Wove) { background { grace = 30.seconds } }
                    monitor.subscribe(ApplicationStopped) { order += "pool closed" }
                    routing {
                        get("/page") {
                            call.application.backgroundWeaves.launchWeave("visit") {
                                blocking("count") {
                                    begun.countDown()
                                    stopping.await()
                                    order += "counted"
                                }
                            }
                            call.respondText("launched")
                        }
                    }
                }
                served.get("/page").soon().body() shouldBe "launched"
                begun.await()
                served.stop(1)
                order shouldBe listOf("counted", "pool closed")
                shouldThrow<IllegalStateException> {
                    served.application.backgroundWeaves
                }
            }

            test("takes what requests that are under way launch, and lets it end") {
                val inHandler = CountDownLatch(1)
                val preparing = CompletableDeferred<Unit>()
                val launched = CompletableFuture<String>()
                val counted = CompletableFuture<String>()
                val served = Served(engine) {
                    install(Wove)
                    monitor.subscribe(ApplicationStopPreparing) {
                        preparing.complete(Unit)
                        launched.soon()
                    }
                    routing {
                        get("/page") {
                            inHandler.countDown()
                            preparing.await()
                            call.application.backgroundWeaves.launchWeave("visit") {
                                task("count") { counted.complete("counted") }
                            }
                            launched.complete("launched")
                            call.respondText("launched")
                        }
                    }
                }
                served.leaving("/page", "Connection: close\r\n").use {
                    inHandler.await()
                    // Netty always takes that long, CIO at most.
                    served.stop(if (name == "Netty") 500 else 20_000)
                }
                counted.isDone shouldBe true
            }

            test("logs what its grace was too short for") {
                val begun = CountDownLatch(1)
                logged { events ->
                    val served = Served(engine) { install(Wove) { background { grace = Duration.ZERO } } }
                    served.application.backgroundWeaves.launchWeave("visit") {
                        blocking("count") {
                            begun.countDown()
                            CountDownLatch(1).await()
                        }
                    }
                    begun.await()
                    served.stop(1)
                    events.map { it.formattedMessage }.last() shouldContain
                        "Background weaves were cancelled after their grace of 0 ms: 0 ended, 1 lost"
                }
            }
        }
    }
})
