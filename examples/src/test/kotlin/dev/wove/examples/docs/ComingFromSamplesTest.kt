package dev.wove.examples.docs

import dev.wove.OnFailure.CONTINUE
import dev.wove.dsl.await
import dev.wove.dsl.blockingFunction
import dev.wove.dsl.failures
import dev.wove.dsl.invoke
import dev.wove.dsl.taskFunction
import dev.wove.dsl.taskScope
import dev.wove.dsl.taskScopeBlocking
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.test.runTest
import java.io.IOException
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.time.Duration.Companion.seconds

/** The samples of the pages for those who know another library, on its side and on ours. */
class ComingFromSamplesTest : FunSpec({
    val page = Page(Author("Ursula 4"), listOf(Book("The Dispossessed"), Book("Book 4")))
    val books = page.books

    test("Python's weave") {
        fromWove() shouldBe page
        runTest {
            mappedFromWove(books).map { it.book } shouldBe books
            errorsFromWove().shouldBeInstanceOf<IOException>()
        }
    }

    test("aiodag and async-tamer") {
        runTest { fromAiodag() shouldBe "Ursula 4 wrote 2" }
        fromTamer() shouldBe "Ursula 4"
    }

    test("coroutineScope") {
        runTest {
            byScope() shouldBe page
            byWeave() shouldBe page
            offersByScope(books).map { it.book } shouldBe books
            offersByWeave(books).map { it.book } shouldBe books
        }
    }
})

private val authors = Authors()
private val library = Library()
private val shop = Shop()
private val ads = Ads()

private fun fromWove(): Page {
    // tag::from-wove[]
    val page =
        weaveBlocking {
            val author by task { authors.find(4) }
            val books by blocking { library.byAuthor(4) }
            val page by task(author, books) { Page(author(), books()) }
            page
        }
    // end::from-wove[]
    return page
}

private suspend fun mappedFromWove(books: List<Book>): List<Offer> {
    // tag::from-wove-mapped[]
    val offers =
        weave {
            each(books, workers = 4, perMinute = 6_000, retries = 2, timeout = 2.seconds) { shop.offer(it) }
        }
    // end::from-wove-mapped[]
    return offers
}

private suspend fun errorsFromWove(): Throwable? {
    // tag::from-wove-errors[]
    val result =
        weaveResult(onFailure = CONTINUE) {
            val ad by task { ads.pick() }
            val text by task(orNull(ad)) { ad.orNull()?.text ?: "no ad" }
            text
        }
    val why = result.failures.single().cause() // and result.value is "no ad"
    // end::from-wove-errors[]
    return why
}

private suspend fun fromAiodag(): String {
    // tag::from-aiodag[]
    val author = taskFunction(authors::find)
    val books = blockingFunction(library::byAuthor)
    val line = taskFunction("line") { a: Author, b: List<Book> -> "${a.name} wrote ${b.size}" }

    val text = taskScope { line(author(4), books(4)).await() } // line starts when its two arguments are there
    // end::from-aiodag[]
    return text
}

private fun fromTamer(): String {
    // tag::from-tamer[]
    val find = taskFunction(authors::find)
    val name =
        taskScopeBlocking {
            val author = find(4) // starts now
            author.join().name //   blocks this thread, others go on
        }
    // end::from-tamer[]
    return name
}

private suspend fun byScope(): Page {
    // tag::by-scope[]
    val page =
        coroutineScope {
            val author = async { authors.find(4) }
            val books = async { runInterruptible(EmptyCoroutineContext) { library.byAuthor(4) } }
            Page(author.await(), books.await())
        }
    // end::by-scope[]
    return page
}

private suspend fun byWeave(): Page {
    // tag::by-weave[]
    val page =
        weave {
            val author by task { authors.find(4) }
            val books by blocking { library.byAuthor(4) }
            val page by task(author, books) { Page(author(), books()) }
            page
        }
    // end::by-weave[]
    return page
}

private suspend fun offersByScope(books: List<Book>): List<Offer> {
    // tag::offers-by-scope[]
    val limit = Semaphore(4)
    val offers =
        coroutineScope {
            books.map { book -> async { limit.withPermit { shop.offerOrAgain(book) } } }.awaitAll()
        }
    // end::offers-by-scope[]
    return offers
}

private suspend fun Shop.offerOrAgain(book: Book): Offer = try {
    offer(book)
} catch (_: IOException) {
    offer(book)
}

private suspend fun offersByWeave(books: List<Book>): List<Offer> {
    // tag::offers-by-weave[]
    val offers = weave { each(books, workers = 4, retries = 1) { shop.offer(it) } }
    // end::offers-by-weave[]
    return offers
}
