package dev.wove.examples.docs

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.Plan
import dev.wove.Policy
import dev.wove.WeaveResult
import dev.wove.dsl.Backoff
import dev.wove.dsl.Limiter
import dev.wove.dsl.blocking
import dev.wove.dsl.each
import dev.wove.dsl.failures
import dev.wove.dsl.getValue
import dev.wove.dsl.launchWeave
import dev.wove.dsl.missing
import dev.wove.dsl.options
import dev.wove.dsl.plan
import dev.wove.dsl.policy
import dev.wove.dsl.ran
import dev.wove.dsl.run
import dev.wove.dsl.skipped
import dev.wove.dsl.timings
import dev.wove.dsl.value
import dev.wove.dsl.values
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** The Kotlin samples of the README and the guide, compiled and run. */
class KotlinSamples(
    private val posts: Posts = Posts(),
    private val authors: Authors = Authors(),
    private val library: Library = Library(),
    private val shop: Shop = Shop(),
    private val ads: Ads = Ads(),
) {
    suspend fun firstWeave(id: Int): Page {
        // tag::first-weave[]
        val page =
            weave("page") {
                val author by task { authors.find(id) } //            author ─┐
                val books by blocking { library.byAuthor(id) } //     books ──┴─> page
                val page by task(author, books) { Page(author(), books()) }
                page
            }
        // end::first-weave[]
        return page
    }

    // tag::value-nobody-wants[]
    fun warmUp(scope: CoroutineScope) = scope.launch {
        weave("warm up") {
            val author by task { authors.find(7) }
            val books by blocking { library.byAuthor(7) }
            val both by task(after = listOf(author, books)) { println("warm") }
            both
        }
    }
    // end::value-nobody-wants[]

    suspend fun names(): Int = // tag::names[]
        weave {
            val post by task { posts.find(7) } //                 named "post" after the property
            val author = task("author", post) { authors.find(post().authorId) } // named by hand
            val length = task(author) { author().name.length } // named "task-3" after its position
            length
        }
    // end::names[]

    suspend fun discovered(): String = // tag::discovered[]
        weave("greeting") {
            val short by task { "hi" }
            val long by task { "good morning" }
            val greeting by task(short) {
                if (short().length > 2) short() else long.await() // waits only if it has to
            }
            greeting
        }
    // end::discovered[]

    suspend fun orderOnly(log: MutableList<String>): String = // tag::order-only[]
        weave("checkout") {
            val audit by blocking { log += "audited" }
            val receipt by task(after = listOf(audit)) { "receipt" } // starts when audit has succeeded
            receipt
        }
    // end::order-only[]

    suspend fun result(): WeaveResult<Page> {
        // tag::result[]
        val result: WeaveResult<Page> =
            weaveResult("page") {
                val author by task { authors.find(4) }
                val books by blocking { library.byAuthor(4) }
                val page by task(author, books) { Page(author(), books()) }
                page
            }
        val author: Author by result // the task named "author"
        val page = result.value //      what the block returned
        println("$author wrote ${page.books.size} books; that took ${result.timings["books"]?.ran}")
        // end::result[]
        return result
    }

    suspend fun planned(): Pair<Page, Page> {
        // tag::plan[]
        val plan: Plan<Page> =
            plan("page") {
                val author by task { authors.find(4) }
                val books by blocking { library.byAuthor(4) }
                val page by task(author, books) { Page(author(), books()) }
                page
            }
        println(plan.levels()) // [[author, books], [page]]
        val once = plan.run()
        val again = plan.run()
        // end::plan[]
        return once to again
    }

    fun fromBlockingCode(): Author {
        // tag::weave-blocking[]
        val author =
            weaveBlocking("author") {
                val post by task { posts.find(7) }
                val author by task(post) { authors.find(post().authorId) }
                author
            }
        // end::weave-blocking[]
        return author
    }

    suspend fun live(): String = coroutineScope {
        // tag::live[]
        val live =
            launchWeave("page") {
                val author by task { authors.find(4) }
                val books by blocking { library.byAuthor(4) }
                val page by task(author, books) { Page(author(), books()) }
                page
            }
        val author = live["author"].await() // as soon as this one is there
        val page = live.await()
        // end::live[]
        "$author $page"
    }

    suspend fun lists(): Int {
        // tag::all-inputs[]
        val cents =
            weave("sum") {
                val offers = library.byAuthor(4).map { book -> task(book.title, retries = 1) { shop.offer(book) } }
                val cents by task(all(offers)) { offers.sumOf { it().cents } }
                cents
            }
        // end::all-inputs[]
        return cents
    }

    private fun bestsellers(): List<Book> = library.byAuthor(4)

    suspend fun functions(): List<Offer> = // tag::function-bodies[]
        weave("offers") {
            val books by blocking(body = ::bestsellers)
            val offers by each(books, retries = 1, body = shop::offer)
            offers
        }
    // end::function-bodies[]

    suspend fun twoValues(): String {
        // tag::two-values[]
        val (author, books) =
            weave {
                val author by task { authors.find(4) }
                val books by blocking { library.byAuthor(4) }
                task(author, books) { author() to books() }
            }
        // end::two-values[]
        return "${author.name} wrote ${books.size}"
    }

    suspend fun mapped(): List<Offer> = // tag::mapped[]
        weave("offers") {
            val books by blocking { library.byAuthor(4) }
            val offers by each(books, workers = 8, retries = 2) { book -> shop.offer(book) } // a list, in order
            offers
        }
    // end::mapped[]

    suspend fun chained(): List<Int> = // tag::chained[]
        weave("prices") {
            val offers by each(library.byAuthor(4), retries = 1) { shop.offer(it) }
            val prices by each(offers) { it.cents } // an offer is priced while others are still fetched
            prices
        }
    // end::chained[]

    suspend fun settledItems(): List<Book> = // tag::each-settled[]
        weave("offers") {
            val books = library.byAuthor(4)
            val offers by eachSettled(books) { shop.offer(it) }
            val missing by task(offers) {
                books.filterIndexed { i, _ -> offers()[i] is Outcome.Failed }
            }
            missing
        }
    // end::each-settled[]

    suspend fun missingItems(books: List<Book>): List<Book> {
        // tag::finished-items[]
        val result =
            weaveResult("offers", timeout = 2.seconds) {
                val offers by each(books) { shop.offer(it) }
                offers
            }
        val offers = result.items("offers")
        println(offers.values) //                                position in books -> what was made
        val askAgain = offers.missing.map { books[it] }
        // end::finished-items[]
        return askAgain
    }

    suspend fun endless(events: Flow<Int>, handle: suspend (Int) -> Unit): Long = // tag::each-unit[]
        weave("events") {
            val handled by eachUnit(events, workers = 8) { event -> handle(event) }
            handled // how many there were
        }
    // end::each-unit[]

    suspend fun policies(): Offer {
        // tag::policies[]
        val partner =
            policy {
                retries = 3
                backoff = Backoff(1.milliseconds, jitter = 0.5)
                timeout = 2.seconds //   one attempt
                deadline = 10.seconds // all of them, and the waits between
            }
        val withFallback = policy(partner) { fallback = { Offer(Book("none: ${it.message}"), 0) } } // the same and more
        val offer =
            weave("offer") {
                val book by blocking { library.byAuthor(4).first() }
                val offer by task(book, policy = withFallback, retries = 5) { shop.offer(book()) } // 5 wins over 3
                offer
            }
        // end::policies[]
        return offer
    }

    suspend fun weaveOptions(): List<String> {
        // tag::weave-options[]
        val careful =
            options {
                workers = 8
                timeout = 30.seconds
                stallAfter = 10.seconds
            }
        val names = weave("names", options = careful, workers = 2) {
            // two bodies at once: what is said at the weave wins
            val names by each(listOf(4, 5)) { authors.find(it).name }
            names
        }
        // end::weave-options[]
        return names
    }

    // tag::limiter[]
    private val partnerLimit = Limiter(concurrent = 10, perMinute = 60_000) // shared by all weaves

    suspend fun offers(books: List<Book>): List<Offer> = weave("offers", workers = 100, timeout = 30.seconds) {
        val offers by each(books, retries = 1, policy = policy { limit = partnerLimit }) { shop.offer(it) }
        offers
    }
    // end::limiter[]

    suspend fun handled(): String = // tag::handled[]
        weave("page") {
            val author by task { authors.find(4) }
            val ad by task(timeout = 500.milliseconds) { ads.pick() } // fails
            val page by task(author, settled(ad)) {
                when (val outcome = ad.outcome()) {
                    is Outcome.Succeeded -> "${author().name}, ${outcome.value.text}"
                    else -> "${author().name}, no ad today"
                }
            }
            page
        }
    // end::handled[]

    suspend fun orNull(): String = // tag::or-null[]
        weave("page") {
            val ad by task { ads.pick() } // fails
            val page by task(orNull(ad)) { ad.orNull()?.text ?: "no ad today" }
            page
        }
    // end::or-null[]

    suspend fun continues(): WeaveResult<String> {
        // tag::continue[]
        val result =
            weaveResult("page", onFailure = OnFailure.CONTINUE) {
                val author by task { authors.find(4) }
                val ad by task { ads.pick() } //             fails
                val banner by task(ad) { ad().text } //      skipped because of it
                val page by task(author) { author().name } // runs all the same
                task(page, after = listOf(banner)) { page() }
            }
        println("${result.outcome("page")} although ${result.failures} and ${result.skipped}")
        // end::continue[]
        return result
    }
}
