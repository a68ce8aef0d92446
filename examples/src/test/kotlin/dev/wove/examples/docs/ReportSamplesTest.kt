package dev.wove.examples.docs

import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.report.ChromeTrace
import dev.wove.report.Report
import dev.wove.terminal.Progress
import dev.wove.terminal.Timeline
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.readText

/** The Kotlin samples of "In the terminal", "The report" and "Perfetto", compiled and run. */
class ReportSamplesTest : FunSpec({
    val authors = Authors()
    val library = Library()
    val shop = Shop()

    suspend fun page(): WeaveResult<Page> = weaveResult("page") {
        val author by task { authors.find(4) }
        val books by blocking { library.byAuthor(4) }
        val page by task(author, books) { Page(author(), books()) }
        page
    }

    test("a report is written from a result") {
        val folder = tempdir().toPath()

        fun write(result: WeaveResult<Page>, before: WeaveResult<Page>) {
            // tag::write-report[]
            result.writeReport(folder.resolve("page.html"))
            // end::write-report[]

            // tag::report-more[]
            Report.of(result).withValues().writeTo(folder.resolve("values.html"))
            Report.compare(before, result).writeTo(folder.resolve("changes.html"))
            // end::report-more[]

            // tag::chrome-trace[]
            ChromeTrace.of(result).writeTo(folder.resolve("page.json"))
            // end::chrome-trace[]
        }
        write(page(), before = page())
        folder.resolve("page.html").readText() shouldContain "<title>page</title>"
        folder.resolve("values.html").readText() shouldContain authors.find(4).toString()
        folder.resolve("changes.html").readText() shouldContain "<title>page: before and after</title>"
        folder.resolve("page.json").readText() shouldContain "traceEvents"
    }

    test("a timeline is printed from a result") {
        val result = page()
        // tag::timeline[]
        Timeline.of(result).print()
        // end::timeline[]
        Timeline.of(result).text(80) shouldContain "critical path: "
    }

    test("progress listens to a weave") {
        val authorIds = listOf(4, 5)
        // tag::progress[]
        val offers =
            Progress.show().use { progress ->
                weave("nightly", options = WeaveOptions.listener(progress)) {
                    val books by each(authorIds) { library.byAuthor(it) }
                    val offers by each(books, workers = 4, retries = 2) { shop.offer(it.first()) }
                    offers
                }
            }
        // end::progress[]
        offers shouldHaveSize 2
    }
})
