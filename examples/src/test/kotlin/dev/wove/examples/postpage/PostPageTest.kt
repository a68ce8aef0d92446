package dev.wove.examples.postpage

import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.examples.Call
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.types.shouldBeInstanceOf
import tools.jackson.databind.json.JsonMapper
import java.time.Duration

private val makers = mapOf("Kotlin" to PageMaker(::page), "Java" to PageMaker(PostPageInJava::page))

class PostPageTest :
    FunSpec({
        for ((language, maker) in makers) {
            context("the page in $language") {
                test("has the rows of the database and the answers of the service") {
                    val page = maker.result().value()
                    page.post.title shouldBe "Line involvements"
                    page.author.name shouldBe "Anni"
                    page.comments.map { it.by } shouldContainExactly
                        listOf("Gunta", "Otti", "Benita", "Lena", "Kitty", "Ruth", "Margaret", "Michiko")
                    page.ratings shouldContainExactly listOf(3, 5, 2, 4, 1, 3, 5, 2)
                    page.related shouldContainExactly listOf("On designing", "The pleasures of a good selvage")
                    page.ad shouldBe "Looms, half price this week"
                }

                test("asks again for the rating that the service was too busy for") {
                    site { blog, partner, service ->
                        maker.make(2, blog, partner, WeaveOptions.none()).value().ratings shouldHaveSize 4
                        service.turnedAway() shouldContainExactly listOf("/ratings/23")
                    }
                }

                test("does without an ad, but not without what else a failing service knows") {
                    val result = maker.result(Duration.ofMillis(200), status = 500)
                    val failure = result.failure().shouldBeInstanceOf<PartnerException>()
                    failure.message shouldMatch "GET /(related/1|ratings/1\\d) was answered with status 500"
                    failure.suppressed.first().toString() shouldMatch
                        "(?s)Task '(related|ratings)'.* in weave 'post-page' failed.*"
                    result.failures().map { it.task() } shouldContain "ad"
                    result.outcome("post").isSuccess shouldBe true
                    result.skipped() shouldContain "page"
                }

                test("is given up after a timeout, and leaves no query running") {
                    val limit = Duration.ofMillis(50)
                    val result = maker.result(Duration.ofMinutes(5), options = WeaveOptions.timeout(limit))
                    result.failure().shouldBeInstanceOf<TaskTimeoutException>()
                    result.cancelled() shouldContainExactly setOf("post", "ad")
                }

                test("of a post that does not exist is a failure of that task") {
                    val result = maker.result(id = 99)
                    result.failure() shouldBe result.failures().first().cause()
                    result.failure()!!.message shouldBe "There is no post 99"
                }
            }
        }

        test("both languages make the same page and the same tasks") {
            val (kotlin, java) = makers.values.map { it.result() }
            kotlin.value() shouldBe java.value()
            kotlin.names() shouldContainExactly java.names()
        }

        context("the command") {
            test("prints both pages") {
                val call = Call("post-page", "--latency", "0ms")
                call.exitCode shouldBe 0
                call.err.shouldBeEmpty()
                call.out.filter { it.startsWith("----") } shouldContainExactly
                    listOf("---- Kotlin ----", "---- Java ----")
                call.out.filter { it == "Line involvements, by Anni" } shouldHaveSize 2
                call.out.filter { it.startsWith("Took ") } shouldHaveSize 2
            }

            test("writes a report and a trace") {
                val folder = tempdir()
                val files = listOf(folder.resolve("page.html"), folder.resolve("page.json"))
                Call(
                    "post-page",
                    "--latency",
                    "0ms",
                    "--report",
                    "${files[0]}",
                    "--trace",
                    "${files[1]}",
                ).exitCode shouldBe
                    0
                files[0].readText() shouldContain "<title>post-page</title>"
                JsonMapper.shared().readTree(files[1])["otherData"]["weave"].asString() shouldBe "post-page"
            }

            test("shows the failure with its note, and ends with 1") {
                val call = Call("post-page", "--latency", "200ms", "--status", "500")
                call.exitCode shouldBe 1
                call.err.shouldBeEmpty()
                val failures = call.out.filter { it.startsWith("No page: ") }
                failures shouldHaveSize 2
                for (line in failures) line shouldEndWith "was answered with status 500"
                call.out.count { it.matches(Regex("  Task '(related|ratings)'.* failed.*")) } shouldBeGreaterThan 1
            }

            for (args in listOf("--latency 1", "--latency -1s", "--timeout 0s", "--status 42", "--id first")) {
                test("refuses $args") {
                    val call = Call("post-page", *args.split(" ").toTypedArray())
                    call.exitCode shouldBe 2
                    call.out.shouldBeEmpty()
                    call.err.shouldNotBeEmpty()
                }
            }
        }
    })

private fun PageMaker.result(
    latency: Duration = Duration.ZERO,
    status: Int = 200,
    id: Int = 1,
    options: WeaveOptions = WeaveOptions.none(),
): WeaveResult<Page> = site(latency, status) { blog, partner, _ -> make(id, blog, partner, options) }

private fun <R> site(
    latency: Duration = Duration.ZERO,
    status: Int = 200,
    use: (Blog, Partner, PartnerService) -> R,
): R = Blog(latency).use { blog ->
    PartnerService(latency, status).use { service -> use(blog, Partner(service.address()), service) }
}
