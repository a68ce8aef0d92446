@file:JvmName("PostPageInKotlin")

package dev.wove.examples.postpage

import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.dsl.weaveResult
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

/** The page in Kotlin. PostPageInJava.java is its twin. */
fun page(id: Int, blog: Blog, partner: Partner, options: WeaveOptions): WeaveResult<Page> = runBlocking {
    // tag::post-page-kotlin
    weaveResult("post-page", options = options) {
        val post by blocking { blog.post(id) }
        val ad by task { partner.ad().await() }
        val author by blocking(post) { blog.author(post().authorId) }
        val comments by blocking(post) { blog.commentsOf(post().id) }
        val related by task(post) { partner.related(post().id).await() }
        val ratings by each(comments, workers = 4, perMinute = 30_000, policy = Partner.PATIENTLY) { comment ->
            partner.rating(comment.id).await()
        }
        val page by task(post, author, comments, ratings, related, orNull(ad)) {
            Page(post(), author(), comments(), ratings(), related(), ad.orNull())
        }
        page
    }
    // end::post-page-kotlin
}
