package dev.wove.examples.docs

import dev.wove.Plan
import dev.wove.WeaveOptions
import dev.wove.dsl.LiveWeave
import dev.wove.dsl.eventSequence
import dev.wove.dsl.launchWeave
import dev.wove.dsl.name
import dev.wove.dsl.plan
import dev.wove.dsl.trace
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.trace.TraceEvent.AttemptFailed
import dev.wove.trace.TraceEvent.TaskEnded
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CountDownLatch
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.time.Duration.Companion.seconds

/** A library that answers when it is told to. */
private class SlowLibrary {
    val mayAnswer = CountDownLatch(1)

    fun byAuthor(id: Int): List<Book> {
        mayAnswer.await()
        return listOf(Book("Book $id"))
    }
}

/** The Kotlin samples of plans, traces and stalls, compiled and run, and what the pages say that they print. */
class SeeingSamplesTest : FunSpec({
    val guide = Path.of("../docs/guide")
    val authors = Authors()
    val library = Library()
    val shop = Shop()

    /** That [text] stands on the [page]; `-Ddocs.update=true` puts it after [before]. */
    fun shows(page: String, before: String, language: String, text: String) {
        val file = guide.resolve(page)
        if (System.getProperty("docs.update").toBoolean()) {
            val fence = Regex("(\\Q$before\\E.*?```$language\\n).*?```", RegexOption.DOT_MATCHES_ALL)
            file.writeText(fence.replace(file.readText()) { it.groupValues[1] + text + "```" })
        }
        file.readText() shouldContain "```$language\n$text```"
    }

    fun offers(): Plan<List<Offer>> {
        // tag::explain[]
        val offers =
            plan("offers", workers = 8) {
                val author by task { authors.find(4) }
                val books by blocking { library.byAuthor(4) }
                val offers by each(books, author, workers = 4, retries = 2) { shop.offer(it) }
                offers
            }
        println(offers.explain())
        // end::explain[]
        return offers
    }

    test("explain prints what the page shows") {
        shows("plans.md", "println(offers.explain())\n```\n", "", offers().explain())
        shows("plans.md", "`plan.toMermaid()` gives", "mermaid", offers().toMermaid())
    }

    fun CoroutineScope.page(library: SlowLibrary): LiveWeave<Page> {
        // tag::stall-report[]
        val live =
            launchWeave("page", workers = 1) {
                val books by blocking { library.byAuthor(4) } // hangs
                val author by task { authors.find(4) }
                val page by task(author, books) { Page(author(), books()) }
                page
            }
        println(live.stallReport())
        // end::stall-report[]
        return live
    }

    test("a stall report reads as on the page") {
        val library = SlowLibrary()
        val live = CoroutineScope(Dispatchers.Default).page(library)
        val text =
            eventually(30.seconds) {
                live.stallReport().toString().also {
                    it shouldContain "await("
                    it shouldContain "waited for by author"
                }
            }
        val ours = text.lines().filter { !it.trimStart().startsWith("at java.base/") }.joinToString("\n") + "\n"
        shows(
            "stalls.md",
            "println(live.stallReport())\n```\n",
            "",
            ours
                .replace(Regex("\\d+(\\.\\d+)? m?s\\b"), "75 s")
                .replace(Regex("\\.kt:\\d+"), ".kt:31")
                .replace(Regex(" @\\S+#\\d+"), "") // with assertions on, kotlinx adds the name of the coroutine
                .replace(Regex("SeeingSamplesTest\\.\\S+\\("), "SeeingSamplesTest.page("),
        )
        library.mayAnswer.countDown()
        live.await() shouldBe Page(authors.find(4), listOf(Book("Book 4")))
    }

    test("stallAfter is an option of the weave") {
        // tag::stall-after[]
        val author =
            weave("page", options = WeaveOptions.stallAfter(Duration.ofSeconds(30))) {
                task("author") { authors.find(4) }
            }
        // end::stall-after[]
        author shouldBe authors.find(4)
    }

    test("a listener is told of each start and each end") {
        // tag::listener[]
        val page =
            weave("page", options = WeaveOptions.listener { println("${it.at().toMillis()} ms $it") }) {
                val author by task { authors.find(4) }
                val books by blocking { library.byAuthor(4) }
                val page by task(author, books) { Page(author(), books()) }
                page
            }
        // end::listener[]
        page.author shouldBe authors.find(4)
    }

    suspend fun CoroutineScope.printEvents() {
        // tag::events[]
        val live = launchWeave("page", options = WeaveOptions.trace()) { task("author") { authors.find(4) } }
        live.events.collect { event ->
            if (event is TaskEnded) println("${event.task()} ${event.how()}")
        }
        // end::events[]
    }

    test("the flow of events ends with the weave") {
        printed { coroutineScope { printEvents() } } shouldBe "author SUCCEEDED\n"
    }

    test("a trace tells what decided how long the weave took") {
        val text = printed {
            // tag::trace[]
            val result =
                weaveResult("page", workers = 2) {
                    val author by task { authors.find(4) }
                    val books by blocking { library.byAuthor(4) }
                    val page by task(author, books) { Page(author(), books()) }
                    page
                }
            val trace = result.trace
            for (task in trace.tasks()) println("${task.name()}: ${task.waited()} waited, ${task.ran()} ran")
            for (step in trace.criticalPath().steps()) {
                println(
                    "${step.task()} took ${step.duration()}, waits: ${step.waited()}",
                )
            }
            println("author could have ended ${trace.slack("author")} later")
            println("without author: ${trace.without("author")} instead of ${trace.duration()}")
            // end::trace[]
        }
        val lines = text.lines()
        lines.take(3).map { it.substringBefore(':') } shouldBe listOf("author", "books", "page")
        lines.count { " took PT" in it } shouldBe 2
        lines[5] shouldContain "author could have ended PT"
        lines[6] shouldContain "without author: PT"
    }

    test("a large trace is read in part") {
        val trace = weaveResult("page") { task("author") { authors.find(4) } }.trace
        // tag::large-trace[]
        val late = trace.slowest(10).map { it.name }
        val retried = trace.eventSequence().filterIsInstance<AttemptFailed>().count()
        // end::large-trace[]
        late shouldBe listOf("author")
        retried shouldBe 0
    }
})

/** What [block] prints. */
private inline fun printed(block: () -> Unit): String {
    val before = System.out
    val bytes = ByteArrayOutputStream()
    System.setOut(PrintStream(bytes, true))
    try {
        block()
    } finally {
        System.setOut(before)
    }
    return bytes.toString()
}
