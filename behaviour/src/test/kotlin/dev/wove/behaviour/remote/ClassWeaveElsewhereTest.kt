package dev.wove.behaviour.remote

import dev.wove.Do
import dev.wove.Input
import dev.wove.Outcome
import dev.wove.PlanException
import dev.wove.Weave
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.remote.InMemoryEnvironment.inMemory
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.runBlocking
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage

data class Author(
    val name: String,
    val posts: Int,
)

class NoSuchAuthor(
    message: String,
) : RuntimeException(message)

open class AuthorPage(
    private val where: String = "here",
) : Weave<String>() {
    @Do
    fun author(
        @Input id: Int,
    ): Author = Author("$where-$id", id)

    @Do(environment = "there")
    suspend fun title(author: Author): String = "${author.name} on $where"

    @Do(environment = "there", each = "numbers")
    fun doubled(number: Int): Int = if (where == "there") 2 * number else -1

    @Do(environment = "local")
    fun numbers(): List<Int> = listOf(1, 2, 3)

    @Do
    fun page(title: String, doubled: List<Int>): String = "$title $doubled by $where"
}

class Staged : Weave<Int>() {
    @Do(environment = "there")
    fun rate(): CompletionStage<Int> = CompletableFuture.completedFuture(1)
}

class Settles : Weave<Int>() {
    @Do
    fun rate(): Int = 1

    @Do(environment = "there")
    fun sum(rate: Outcome<Int>): Int = rate.orNull() ?: 0
}

class ClassWeaveElsewhereTest : FunSpec({
    val worker = inMemory().weave(AuthorPage::class.java) { AuthorPage("there") }.weave(Staged::class.java) { Staged() }
    val configured = WeaveOptions.config(WoveConfiguration.of { it.environment("there", worker) })

    test("runs each task where it says, on an object of the worker's") {
        runBlocking { weave(AuthorPage(), "id" to 7, options = configured) } shouldBe
            "here-7 on there [2, 4, 6] by here"
    }

    test("runs all tasks that do not say otherwise where the weave says") {
        runBlocking {
            weave(AuthorPage(), "id" to 7, environment = "there", options = configured)
        } shouldBe "there-7 on there [2, 4, 6] by there"
    }

    test("says where each task runs before it does") {
        val plan = runBlocking { plan(AuthorPage(), "id" to 7, options = configured) }
        plan.tasks().associate { it.name() to it.runsOn() } shouldBe
            mapOf(
                "author" to "own thread",
                "numbers" to "environment 'local'",
                "title" to "environment 'there'",
                "doubled" to "environment 'there'",
                "page" to "own thread",
            )
    }

    test("runs the body of an override here") {
        runBlocking {
            weave(AuthorPage(), "id" to 7, options = configured) {
                override(AuthorPage::title) with { "my title" }
            }
        } shouldBe "my title [2, 4, 6] by here"
    }

    test("refuses a method that cannot leave when it is planned") {
        shouldThrow<PlanException> { runBlocking { plan(Settles(), options = configured) } }.message shouldContain
            "Outcome"
    }

    test("waits for the stage of a method there") {
        runBlocking { weave(Staged(), options = configured) } shouldBe 1
    }

    test("tells where it ran") {
        val trace = runBlocking { weaveResult(AuthorPage(), "id" to 7, options = configured) }.trace()
        val attempt = trace.task("title").attempts().single()
        attempt.remote()!!.environment() shouldBe "there"
        (attempt.remote()!!.bytesOut() > 0) shouldBe true
        trace.task("author").attempts().single().remote() shouldBe null
    }
})
