package dev.wove.examples.docs

import dev.wove.Do
import dev.wove.Input
import dev.wove.OrNull
import dev.wove.Outcome
import dev.wove.Settled
import dev.wove.Weave
import dev.wove.WeaveResult
import dev.wove.dsl.get
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import kotlinx.coroutines.delay

/** The Kotlin samples of the guide on reusable weaves, compiled and run. */
object KotlinClassSamples {
    data class Comment(val text: String)

    data class Rating(val stars: Int)

    data class PostView(val post: Post, val author: Author, val ratings: List<Rating>, val ad: String?)

    // tag::class-kotlin[]
    open class PostPage(
        private val posts: Posts,
        private val authors: Authors,
    ) : Weave<PostView>() {
        @Do
        suspend fun post(
            @Input id: Int,
        ): Post = posts.find(id) // an input of the weave is declared once

        @Do
        open suspend fun author(post: Post): Author =
            authors.find(post.authorId) // a parameter names a task or an input

        @Do(retries = 2, timeout = "2s") // this one blocks a thread
        fun comments(post: Post): List<Comment> = posts.comments(post.id).map(::Comment)

        @Do(each = "comments", workers = 8)
        suspend fun rating(comment: Comment): Rating = rate(comment) // the unmatched parameter is the item

        @Do
        suspend fun page(
            post: Post,
            author: Author,
            rating: List<Rating>,
            @Input ad: String? = null,
        ): PostView = PostView(post, author, rating, ad) // the last task makes the value
    }
    // end::class-kotlin[]

    suspend fun rate(comment: Comment): Rating {
        delay(1)
        return Rating(comment.text.length % 6)
    }

    private fun page() = PostPage(Posts(), Authors())

    suspend fun run(): PostView = // tag::class-run-kotlin[]
        weave(page(), "id" to 7)
    // end::class-run-kotlin[]

    suspend fun only(): Author = // tag::class-only-kotlin[]
        weave(page(), "id" to 7, only = PostPage::author) // runs post and author
    // end::class-only-kotlin[]

    suspend fun override(): Author {
        // tag::class-override-kotlin[]
        val result =
            weaveResult(page(), "id" to 7) {
                val post = ref(PostPage::post)
                override(PostPage::author, post, retries = 0) with { Author("x" + post().id) }
                val author = ref(PostPage::author)
                val shout by task(author) { author().name.uppercase() } // does not change the value of the weave
                shout
            }
        val author: Author = result[PostPage::author]
        // end::class-override-kotlin[]
        return author
    }

    // tag::class-subclass-kotlin[]
    class AnonymousPage(posts: Posts, authors: Authors) : PostPage(posts, authors) {
        override suspend fun author(post: Post) = Author("anonymous") // still a task, wired as before
    }
    // end::class-subclass-kotlin[]

    suspend fun subclass(): PostView = weave(AnonymousPage(Posts(), Authors()), "id" to 7)

    // tag::class-marks-kotlin[]
    class Banner : Weave<String>() {
        @Do
        suspend fun ad(): String = throw NoSuchElementException("no ad today")

        @Do(each = "words")
        suspend fun length(
            @Input words: List<String>,
            word: String,
        ): Int = word.length

        @Do
        suspend fun banner(
            @Settled ad: Outcome<String>,
            length: List<Int>,
            @OrNull @Input title: String?,
        ): String = "${title ?: "Untitled"}, ${length.sum()} letters, ${ad.isSuccess}"
    }
    // end::class-marks-kotlin[]

    suspend fun marks(): String = weave(Banner(), "words" to listOf("warp", "weft"))

    data class Row(val id: String, val payload: Int, val needs: List<String>)

    suspend fun table(rows: List<Row>): WeaveResult<Int> = // tag::table-kotlin[]
        weaveResult("table") {
            rows
                .map { row ->
                    val needs = row.needs.map { ref<Int>(it) } // in any order: planning finds them
                    task(row.id, all(needs)) { row.payload + needs.sumOf { it() } }
                }.last()
        }
    // end::table-kotlin[]
}
