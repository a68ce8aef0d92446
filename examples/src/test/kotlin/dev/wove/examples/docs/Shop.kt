package dev.wove.examples.docs

import kotlinx.coroutines.delay
import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger

/** What the samples of the documentation call: slow things of a service. */
data class Post(
    val id: Int,
    val authorId: Int,
)

data class Author(
    val name: String,
)

data class Book(
    val title: String,
)

data class Ad(
    val text: String,
)

data class Page(
    val author: Author,
    val books: List<Book>,
)

data class Offer(
    val book: Book,
    val cents: Int,
)

class Posts {
    suspend fun find(id: Int): Post {
        delay(1)
        return Post(id, authorId = 4)
    }

    fun comments(id: Int): List<String> = listOf("first!", "second to $id")
}

class Authors {
    suspend fun find(id: Int): Author {
        delay(1)
        return Author("Ursula $id")
    }
}

class Library {
    fun byAuthor(id: Int): List<Book> = listOf(Book("The Dispossessed"), Book("Book $id"))
}

class Shop {
    private val calls = AtomicInteger()

    suspend fun offer(book: Book): Offer {
        delay(1)
        if (calls.incrementAndGet() == 1) throw IOException("connection reset")
        return Offer(book, 100 * book.title.length)
    }
}

class Ads {
    suspend fun pick(): Ad {
        delay(1)
        throw IOException("the ad server is down")
    }
}
