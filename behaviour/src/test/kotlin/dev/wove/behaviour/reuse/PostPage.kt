package dev.wove.behaviour.reuse

import dev.wove.Do
import dev.wove.From
import dev.wove.Input
import dev.wove.Outcome
import dev.wove.Settled
import dev.wove.Weave
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue

data class Post(val id: Int)

data class Author(val name: String)

data class Comment(val text: String)

data class Rating(val stars: Int)

data class Page(val post: Post, val author: Author, val ratings: List<Rating>, val ad: String?)

/** A weave class with methods of every kind. Declared last to first in the alphabet, where the order is free. */
open class PostPage(
    private val suffix: String = "",
) : Weave<Page>() {
    val calls = ConcurrentLinkedQueue<String>()

    private fun called(name: String) {
        calls.add(name)
    }

    @Do
    open suspend fun post(
        @Input id: Int,
    ): Post {
        called("post")
        yield()
        return Post(id)
    }

    @Do(retries = 1)
    open fun author(post: Post): Author {
        called("author")
        return Author("author of ${post.id}$suffix")
    }

    @Do
    open fun comments(
        post: Post,
        @Input limit: Int = 2,
    ): CompletableFuture<List<Comment>> {
        called("comments")
        return CompletableFuture.supplyAsync { List(limit) { Comment("$it".repeat(post.id)) } }
    }

    @Do(each = "comments", workers = 2)
    internal open suspend fun rating(comment: Comment): Rating {
        called("rating")
        delay(1)
        return Rating(comment.text.length)
    }

    @Do
    open fun ad(post: Post): String {
        called("ad")
        check(post.id < 100) { "no ad" }
        return "ad"
    }

    @Do
    internal open suspend fun page(
        post: Post,
        author: Author,
        @From("rating") ratings: List<Rating>,
        @Settled ad: Outcome<String>,
    ): Page {
        called("page")
        return Page(post, author, ratings, ad.orNull())
    }
}
