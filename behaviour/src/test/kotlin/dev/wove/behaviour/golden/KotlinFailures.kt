package dev.wove.behaviour.golden

import dev.wove.behaviour.harness.Gate
import dev.wove.dsl.weave
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield
import java.io.IOException
import kotlin.time.Duration.Companion.milliseconds

/** Weaves that fail, as a user may have written them. */
class KotlinFailures {
    private var calls = 0

    suspend fun plainTask(): String = weave("post-page") {
        val post by task { 7 }
        val author by task(post) { authorOf(post()) }
        val page by task(author) { "by ${author()}" }
        page
    }

    private suspend fun authorOf(post: Int): String {
        yield()
        throw IOException("no author of post $post")
    }

    suspend fun mappedItem(): String = weave("offers") {
        val author by task { "Ursula" }
        val offers by each(listOf("a", "b", "c"), author, workers = 1) { offerOf(it) }
        val best by task(offers) { offers().first() }
        best
    }

    private suspend fun offerOf(book: String): String {
        yield()
        return if (book == "c") throw IOException("no offer for $book") else book
    }

    suspend fun retriedTask(): String = weave("post-page") {
        val post by task(retries = 2) { flaky() }
        post
    }

    private suspend fun flaky(): String {
        yield()
        throw IOException("connection reset in call ${++calls}")
    }

    suspend fun nestedWeave(): String = weave("site") {
        val id by task { 7 }
        val page by task(id) {
            weave("post-page") {
                val author by task { authorOf(id()) }
                author
            }
        }
        page
    }

    suspend fun timeout(): String = weave("post-page") {
        val author by task(timeout = 10.milliseconds) { slow() }
        author
    }

    suspend fun timeoutOfAll(): String = weave("post-page", timeout = 10.milliseconds) {
        val author by task { slow() }
        val page by task(author) { author() }
        page
    }

    private suspend fun slow(): String = awaitCancellation()

    suspend fun cancelledCaller(running: Gate): String = weave("post-page") {
        val author by task {
            running.open()
            slow()
        }
        author
    }

    /** A second failure comes while the weave ends because of the first. */
    suspend fun twoTasks(): String = weave("post-page") {
        val running = Gate()
        val ad by task {
            running.open()
            try {
                slow()
            } catch (_: CancellationException) {
                throw IllegalStateException("could not close the ad")
            }
        }
        val author by task {
            running.awaitOpen()
            authorOf(7)
        }
        val page by task(ad, author) { ad() + author() }
        page
    }
}
