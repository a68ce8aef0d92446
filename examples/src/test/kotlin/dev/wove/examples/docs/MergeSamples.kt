package dev.wove.examples.docs

import dev.wove.dsl.batch
import dev.wove.dsl.merge
import dev.wove.dsl.mergeBlocking
import dev.wove.dsl.mergeSuspending
import dev.wove.dsl.onBlockingPool
import dev.wove.dsl.suspending
import dev.wove.dsl.weave

/** The samples of the guide on merging, compiled and run. */
class MergeSamples(
    private val posts: Posts = Posts(),
    private val library: Library = Library(),
) {
    suspend fun lengths(): List<Int> = // tag::merge[]
        weave("lengths") {
            val books by blocking { library.byAuthor(4) }
            val lengths by task(books) {
                if (books().size == 1) {
                    listOf(lengthOf(books().single()))
                } else {
                    merge(books(), workers = 4, retries = 2, body = ::lengthOf) // decided while it runs
                }
            }
            lengths
        }

    suspend fun lengthOf(book: Book): Int = merge("title") { book.title }.length // deeper still
    // end::merge[]

    suspend fun mixed(): List<String> = // tag::merge-mixed[]
        weave("mixed") {
            val comments by task {
                val commentsOf = suspending(posts::comments) // blocks, so it runs on the pool
                merge(listOf(1, 2), body = commentsOf).flatten() + onBlockingPool { posts.comments(3) }
            }
            val all by blocking(comments) {
                val short = mergeBlocking(comments()) { it.take(5) } // this body blocks, and so does that one
                mergeSuspending(short) { posts.find(it.length).toString().take(4) } // that one suspends
            }
            all
        }
    // end::merge-mixed[]

    fun batches(): List<List<Int>> = // tag::batch[]
        (1..10).toList().batch(3) // [1, 2, 3, 4], [5, 6, 7, 8], [9, 10]
    // end::batch[]
}
