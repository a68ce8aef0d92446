package dev.wove.examples.service

import dev.wove.dsl.weave
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.withTimeout
import org.springframework.beans.factory.support.RootBeanDefinition
import org.springframework.boot.SpringApplication
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.context.ConfigurableApplicationContext
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import
import org.springframework.context.support.GenericApplicationContext
import org.springframework.http.HttpHeaders
import org.springframework.security.config.web.server.ServerHttpSecurity
import org.springframework.security.core.context.ReactiveSecurityContextHolder
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService
import org.springframework.security.core.userdetails.User
import org.springframework.security.web.server.SecurityWebFilterChain
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.RestController
import java.net.Socket
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.util.Base64
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.minutes

private val begun = CompletableDeferred<Unit>()
private val blocks = CompletableDeferred<Unit>()
private val cancelled = CompletableDeferred<Unit>()
private val interrupted = CountDownLatch(1)

@RestController
class Pages {
    // tag::webflux[]
    @GetMapping("/page")
    suspend fun page(): String = weave("page") {
        val user by task { ReactiveSecurityContextHolder.getContext().awaitSingle().authentication?.name ?: "nobody" }
        val orders by blocking(user) { "orders of ${user()}" }
        task("text", user, orders) { "${user()}: ${orders()}" }
    }
    // end::webflux[]

    @GetMapping("/endless")
    suspend fun endless(): String = weave("endless") {
        val waits by task<String> {
            begun.complete(Unit)
            try {
                awaitCancellation()
            } finally {
                cancelled.complete(Unit)
            }
        }
        blocking("blocks") {
            blocks.complete(Unit)
            try {
                CountDownLatch(1).await()
            } catch (e: InterruptedException) {
                interrupted.countDown()
                throw e
            }
        }
        waits
    }
}

@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Pages::class)
class Service {
    @Bean
    fun security(http: ServerHttpSecurity): SecurityWebFilterChain = http
        .authorizeExchange { it.anyExchange().authenticated() }
        .httpBasic { }
        .build()

    @Bean
    fun users() = MapReactiveUserDetailsService(User.withUsername("ada").password("{noop}ada").roles("user").build())
}

private fun credentials() = "Basic " + Base64.getEncoder().encodeToString("ada:ada".toByteArray())

private val ConfigurableApplicationContext.port get() = environment.getProperty("local.server.port")!!.toInt()

/** Tomcat is there as well, and would win; which package this is in depends on the version of Boot. */
private fun netty(): Class<*> =
    listOf("org.springframework.boot.web.embedded.netty", "org.springframework.boot.reactor.netty")
        .firstNotNullOf {
            runCatching { Class.forName("$it.NettyReactiveWebServerFactory") }.getOrNull()
        }

/** Handlers that suspend, on Netty. */
class WebFluxTest : FunSpec({
    lateinit var context: ConfigurableApplicationContext

    beforeSpec {
        val application = SpringApplication(Service::class.java)
        application.addInitializers(
            { context ->
                (context as GenericApplicationContext).registerBeanDefinition(
                    "netty",
                    RootBeanDefinition(netty()),
                )
            },
        )
        context = application.run(
            "--server.port=0",
            "--spring.main.web-application-type=reactive",
            "--spring.datasource.url=jdbc:h2:mem:webflux",
            "--spring.sql.init.mode=never",
            "--wove.task.timeout=1h",
        )
    }
    afterSpec { context.close() }

    test("a page is a weave whose tasks know who is logged in") {
        val request = HttpRequest
            .newBuilder(URI("http://localhost:${context.port}/page"))
            .header(HttpHeaders.AUTHORIZATION, credentials())
            .build()
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body() shouldBe "ada: orders of ada"
    }

    test("a client that goes away takes its weave along") {
        Socket("localhost", context.port).use { socket ->
            socket.getOutputStream().write(
                "GET /endless HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${credentials()}\r\n\r\n".toByteArray(),
            )
            withTimeout(1.minutes) { joinAll(begun, blocks) }
        }
        withTimeout(1.minutes) { cancelled.await() }
        interrupted.await(1, TimeUnit.MINUTES) shouldBe true
    }
})
