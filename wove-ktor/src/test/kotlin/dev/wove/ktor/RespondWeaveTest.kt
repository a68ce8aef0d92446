package dev.wove.ktor

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.install
import io.ktor.server.plugins.calllogging.CallLogging
import io.ktor.server.plugins.statuspages.StatusPages
import io.ktor.server.request.header
import io.ktor.server.response.respond
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import org.slf4j.MDC
import java.util.concurrent.CompletableFuture

private class PartnerIsDown(
    message: String,
) : Exception(message)

class RespondWeaveTest : FunSpec({
    for ((name, engine) in ENGINES) {
        context("the weave of a call, with $name") {
            test("responds with its value") {
                Served(engine) {
                    install(Wove)
                    routing {
                        get("/page") {
                            call.respondWeave("page") {
                                val user by task { "Ada" }
                                val city by blocking { "London" }
                                task("page-body", user, city) { "${user()} in ${city()}" }
                            }
                        }
                    }
                }.use { it.get("/page").soon().body() shouldBe "Ada in London" }
            }

            test("responds with what is made of its value") {
                Served(engine) {
                    install(Wove)
                    routing {
                        get("/page") {
                            val made: suspend ApplicationCall.(Int) -> Unit =
                                { respondText("made $it", status = HttpStatusCode.Created) }
                            call.respondWeave("page", respond = made) { task("number") { 7 } }
                        }
                    }
                }.use {
                    val answer = it.get("/page").soon()
                    answer.body() shouldBe "made 7"
                    answer.statusCode() shouldBe 201
                }
            }

            test("fails with the exception of its task, which StatusPages sees") {
                val down = PartnerIsDown("The partner is down")
                val seen = CompletableFuture<Throwable>()
                Served(engine) {
                    install(Wove)
                    install(StatusPages) {
                        exception<PartnerIsDown> { call, cause ->
                            seen.complete(cause)
                            call.respond(HttpStatusCode.ServiceUnavailable, cause.message!!)
                        }
                    }
                    routing {
                        get("/page") {
                            call.respondWeave("page") {
                                val weather by blocking<String> { throw down }
                                task("page-body", weather) { weather() }
                            }
                        }
                    }
                }.use {
                    val answer = it.get("/page").soon()
                    answer.statusCode() shouldBe 503
                    answer.body() shouldBe "The partner is down"
                    seen.soon() shouldBeSameInstanceAs down
                }
            }

            test("has the MDC of its call in bodies of each kind") {
                Served(engine) {
                    install(CallLogging) { mdc("user") { it.request.header("user") } }
                    install(Wove)
                    routing {
                        get("/page") {
                            call.respondWeave("page") {
                                val there by task { MDC.get("user") ?: "nobody" }
                                val here by blocking { MDC.get("user") ?: "nobody" }
                                task("both", there, here) { "${there()} and ${here()}" }
                            }
                        }
                    }
                }.use { served ->
                    val answers = (1..8).map { served.get("/page", "user", "u$it") } + served.get("/page")
                    answers.map { it.soon().body() } shouldBe
                        (1..8).map { "u$it and u$it" } + "nobody and nobody"
                }
            }
        }
    }
})
