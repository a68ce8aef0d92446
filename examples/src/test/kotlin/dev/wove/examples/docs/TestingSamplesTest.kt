package dev.wove.examples.docs

import dev.wove.Do
import dev.wove.Input
import dev.wove.Plan
import dev.wove.TaskTimeoutException
import dev.wove.Weave
import dev.wove.WeaveResult
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.test.FailureReports
import dev.wove.test.after
import dev.wove.test.body
import dev.wove.test.failing
import dev.wove.test.input
import dev.wove.test.items
import dev.wove.test.kotest.WoveExtension
import dev.wove.test.kotest.recordedRuns
import dev.wove.test.kotest.virtualTime
import dev.wove.test.replacing
import dev.wove.test.shouldHaveAttempts
import dev.wove.test.shouldHaveOverlapped
import dev.wove.test.shouldHaveRunInOrder
import dev.wove.test.shouldHaveStarted
import dev.wove.test.shouldNotHaveStarted
import dev.wove.test.shouldRead
import dev.wove.test.sleep
import dev.wove.test.value
import dev.wove.test.verifyWeave
import dev.wove.test.virtualTime
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.test.currentTime
import java.io.IOException
import java.time.Duration.ofSeconds
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

// tag::testing-service[]
class OfferService(
    private val posts: Posts,
    private val authors: Authors,
    private val library: Library,
    private val shop: Shop,
) {
    suspend fun offers(id: Int): WeaveResult<String> = weaveResult("offers") {
        val post by task { posts.find(id) }
        val author by task(post, timeout = 2.seconds) { authors.find(post().authorId) }
        val books by blocking(post) { library.byAuthor(post().authorId) }
        val offers by each(books, workers = 8, retries = 2) { book -> shop.offer(book) }
        val page by task(author, offers) { "${author().name}: ${offers().sumOf { it.cents }} cents" }
        page
    }
}
// end::testing-service[]

// tag::testing-class-service[]
class Greeting : Weave<String>() {
    @Do
    suspend fun post(
        @Input id: Int,
    ): Post = Posts().find(id)

    @Do
    suspend fun author(post: Post): Author = Authors().find(post.authorId)

    @Do
    fun greeting(author: Author): String = "Hello ${author.name}"
}
// end::testing-class-service[]

class TestingSamplesTest : FunSpec({
    val service = OfferService(Posts(), Authors(), Library(), Shop())
    val noir = listOf(Book("Noir"), Book("Nuit"))

    // tag::testing-replace[]
    test("a page has the offers of all books") {
        val result = replacing("offers", "author" to Author("Ada"), "books" to noir) { service.offers(7) }

        result.value() shouldBe "Ada: 800 cents"
        result shouldNotHaveStarted "post" // only author and books needed it
    }
    // end::testing-replace[]

    test("stand-ins") {
        // tag::testing-stand-ins[]
        val down = IOException("down")
        val failed = replacing("offers", "books" to failing(down)) { service.offers(7) }

        val author = body("post") { Author("of post ${input<Post>("post").id}") }
        val page = replacing("offers", "author" to author) { service.offers(7) }

        val nothing = replacing("offers", "offers" to emptyList<Offer>()) { service.offers(7) } // the whole list
        val cheap = items { book: Book -> Offer(book, 5) } //                                      each item
        val cheapest = replacing("offers", "offers" to cheap) { service.offers(7) }
        // end::testing-stand-ins[]
        failed.failure() shouldBe down
        page.value() shouldBe "of post 7: 2200 cents"
        nothing.value() shouldBe "Ursula 4: 0 cents"
        cheapest.value() shouldBe "Ursula 4: 10 cents"
    }

    // tag::testing-time[]
    test("an author that takes an hour is given up after two seconds") {
        weaveTest {
            val result =
                replacing("offers", "author" to value(Author("Ada")).after(1.hours)) { service.offers(7) }

            (result.failure() is TaskTimeoutException) shouldBe true
            currentTime shouldBe 2_000 // milliseconds
        }
    }
    // end::testing-time[]

    test("blocking bodies in virtual time") {
        weaveTest {
            shouldThrow<TaskTimeoutException> {
                // tag::testing-blocking[]
                weave("slow") {
                    blocking(timeout = 2.seconds) { virtualTime.sleep(1.hours) } // not Thread.sleep
                }
                // end::testing-blocking[]
            }
            currentTime shouldBe 2_000
        }
    }

    // tag::testing-assertions[]
    test("author and books are fetched at the same time, the shop is asked again") {
        weaveTest {
            var calls = 0
            val flaky = items { book: Book -> if (++calls == 1) throw IOException("reset") else Offer(book, 5) }
            val author = value(Author("Ada")).after(30.milliseconds)
            val books = value(noir).after(20.milliseconds)

            replacing("offers", "author" to author, "books" to books, "offers" to flaky) { service.offers(7) }
                .shouldHaveOverlapped("author", "books")
                .shouldHaveRunInOrder("books", "offers", "page")
                .shouldHaveAttempts("books", 1)
                .shouldHaveStarted("offers")
                .shouldNotHaveStarted("post")
        }
    }
    // end::testing-assertions[]

    // tag::testing-class[]
    test("the weave class is wired as it should be, and greets whoever wrote the post") {
        verifyWeave(Greeting::class)

        val greeting = replacing("Greeting", "post" to Post(7, authorId = 8)) { weave(Greeting(), "id" to 7) }
        greeting shouldBe "Hello Ursula 8"
    }
    // end::testing-class[]

    // tag::testing-plan[]
    test("the plan of a page") {
        val plan: Plan<Page> =
            plan("page") {
                val author by task(timeout = 2.seconds) { Authors().find(4) }
                val books by blocking(retries = 1) { Library().byAuthor(4) }
                val page by task(author, books) { Page(author(), books()) }
                page
            }

        plan shouldRead
            """
            page
              author  suspending  timeout 2 s
              books   blocking    retries 1
              page    suspending               <- author, books
            returns page
            """
    }
    // end::testing-plan[]
})

// tag::testing-kotest[]
class OfferServiceTest : FunSpec({
    extension(WoveExtension(virtualTime = true, reports = FailureReports.HTML))
    val service = OfferService(Posts(), Authors(), Library(), Shop())

    test("the page waits for an author that takes a second") {
        val author = value(Author("Ada")).after(1.seconds)
        replacing("offers", "author" to author) { service.offers(7) }.value() shouldBe "Ada: 2200 cents"

        virtualTime.elapsed() shouldBe ofSeconds(1)
        recordedRuns.only("offers").shouldHaveRunInOrder("author", "page")
    }
})
// end::testing-kotest[]
