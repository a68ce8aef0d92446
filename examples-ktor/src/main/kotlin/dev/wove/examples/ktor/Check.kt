package dev.wove.examples.ktor

import dev.wove.dsl.launchWeave
import dev.wove.ktor.backgroundWeaves
import io.ktor.server.application.ApplicationStopPreparing
import io.opentelemetry.api.common.AttributeKey.stringKey
import kotlinx.coroutines.runBlocking
import java.net.Socket
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.util.Base64
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

/** Calls the service as its users would, and looks at what it did. */
internal class Check(
    private val service: Service,
) {
    private val address = service.address()
    private val client = HttpClient.newHttpClient()
    private var right = true

    fun passes(): Boolean {
        pages()
        nobody()
        metrics()
        spans()
        impatient()
        shutdown()
        println(if (right) "All as it should be." else "Something is not as it should be.")
        return right
    }

    /** Both users at once, again and again: each sees their own page. */
    private fun pages() {
        val answers = (1..ROUNDS).flatMap { listOf("ada", "bert") }.map { user ->
            client.sendAsync(request("/page", user), BodyHandlers.ofString())
        }
        val pages = answers.map { it.get().body() }.distinct().sorted()
        pages.forEach { println("Page: $it") }
        val expected = listOf(
            Page("ada", "London", listOf("loom", "shuttle"), "sunny in London", "ada"),
            Page("bert", "Bremen", listOf("yarn"), "sunny in Bremen", "bert"),
        )
        expect("two pages, each rendered for its user", pages == expected.map { it.toString() })
    }

    private fun nobody() {
        val request = HttpRequest.newBuilder(URI("$address/page")).build()
        val status = client.send(request, BodyHandlers.discarding()).statusCode()
        println("Without a name: $status")
        expect("nobody sees a page without a name", status == 401)
    }

    private fun metrics() {
        val lines = client.send(request("/metrics", "ada"), BodyHandlers.ofString()).body().lines()
        lines
            .filter { it.startsWith("wove_task_seconds_count{") && "weave=\"page\"" in it }
            .sorted()
            .forEach { println("Metric: $it") }
        val pages = lines.single { it.startsWith("wove_weave_seconds_count{") && "weave=\"page\"" in it }
        expect("pages are counted", pages.substringAfterLast(' ').toDouble() == 2.0 * ROUNDS)
        expect(
            "failures of the partner are counted",
            lines.any { it.startsWith("wove_task_attempts_failed_total{") && "weather" in it },
        )
    }

    private fun spans() {
        val page = service.spans.await { it.name == "page" }
        expect("a page is a span", page != null)
        val tree = service.spans.tree(page).lines()
        tree.forEach { println("Span: $it") }
        expect(
            "its tasks are below it",
            tree.size >= 6 && tree.any { it == "└─ page-body  (after city, orders, weather)" },
        )
    }

    /** A client that does not wait for the page: its weave is cancelled, with the request to the partner. */
    private fun impatient() {
        Socket("localhost", service.port()).use { socket ->
            socket.getOutputStream().write(
                "GET /page HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${credentials("carl")}\r\n\r\n".toByteArray(),
            )
            runBlocking { service.partner.puzzled.await() }
        }
        val page = service.spans.await { it.name == "page" && it.attributes[OUTCOME] == "cancelled" }
        println("Impatient: ${if (page == null) "the page went on" else "the page was cancelled"}")
        expect("what nobody waits for is cancelled", page != null)
    }

    /** Stops the application while a weave is under way that still needs the database. */
    private fun shutdown() {
        val begun = CountDownLatch(1)
        val stopping = CountDownLatch(1)
        val written = AtomicInteger()
        service.server.monitor.subscribe(ApplicationStopPreparing) { stopping.countDown() }
        service.server.application.backgroundWeaves.launchWeave("last") {
            blocking("write") {
                begun.countDown()
                stopping.await()
                written.addAndGet(service.shop.count("last"))
            }
        }
        begun.await()
        service.server.stop()
        println("Shutdown: wrote ${written.get()} row in the background")
        expect("what runs in the background ends before the pool closes", written.get() == 1)
    }

    private fun expect(what: String, isSo: Boolean) {
        if (!isSo) {
            right = false
            println("NOT: $what")
        }
    }

    private fun request(path: String, user: String): HttpRequest =
        HttpRequest.newBuilder(URI(address + path)).header("Authorization", credentials(user)).build()

    private fun credentials(user: String): String =
        "Basic " + Base64.getEncoder().encodeToString("$user:$user".toByteArray())

    private companion object {
        const val ROUNDS = 6
        val OUTCOME = stringKey("wove.outcome")
    }
}
