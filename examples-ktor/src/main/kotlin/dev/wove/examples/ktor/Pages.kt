package dev.wove.examples.ktor

import dev.wove.Policy
import dev.wove.dsl.launchWeave
import dev.wove.ktor.Wove
import dev.wove.ktor.backgroundWeaves
import dev.wove.ktor.respondWeave
import dev.wove.micrometer.WoveMeters
import dev.wove.opentelemetry.WoveSpans
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.application.install
import io.ktor.server.auth.Authentication
import io.ktor.server.auth.UserIdPrincipal
import io.ktor.server.auth.authenticate
import io.ktor.server.auth.basic
import io.ktor.server.auth.basicAuthenticationCredentials
import io.ktor.server.auth.principal
import io.ktor.server.http.HttpRequestLifecycle
import io.ktor.server.plugins.calllogging.CallLogging
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry
import io.opentelemetry.api.OpenTelemetry
import org.slf4j.MDC
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** What a user sees. [renderedFor] is whom the thread knew that made it. */
data class Page(
    val user: String,
    val city: String,
    val orders: List<String>,
    val weather: String,
    val renderedFor: String?,
)

/** Pages of a shop: who is logged in sees what the database and a partner know of them. */
fun Application.pages(shop: Shop, partner: Partner, meters: PrometheusMeterRegistry, telemetry: OpenTelemetry) {
    install(HttpRequestLifecycle) { cancelCallOnClose = true }
    install(CallLogging) { mdc("user") { it.request.basicAuthenticationCredentials()?.name } }
    install(Authentication) {
        basic { validate { given -> given.name.takeIf { it == given.password }?.let(::UserIdPrincipal) } }
    }
    // tag::ktor-observers[]
    install(Wove) {
        background { grace = 10.seconds }
        defaults { weave { stallAfter = 1.minutes } }
        observer(WoveMeters.of(meters))
        observer(WoveSpans.of(telemetry))
    }
    // end::ktor-observers[]
    // tag::ktor-close[]
    monitor.subscribe(ApplicationStopped) {
        shop.close()
        partner.close()
    }
    // end::ktor-close[]
    routing {
        get("/metrics") { call.respondText(meters.scrape()) }
        authenticate {
            get("/page") {
                val user = call.principal<UserIdPrincipal>()!!.name
                // tag::ktor-respond[]
                call.respondWeave<Page>("page", respond = { page -> respondText(page.toString()) }) {
                    val city by blocking { shop.city(user) }
                    val orders by blocking { shop.orders(user) }
                    val weather by task(city, policy = Policy.named("partner")) { partner.weather(city()) }
                    blocking("page-body", city, orders, weather) {
                        Page(user, city(), orders(), weather(), MDC.get("user"))
                    }
                }
                // end::ktor-respond[]
                // tag::ktor-background[]
                call.application.backgroundWeaves.launchWeave("visit") {
                    blocking("count") { shop.count(user) }
                }
                // end::ktor-background[]
            }
        }
    }
}
