package dev.wove.behaviour.remote

import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import dev.wove.environment.Delivery
import dev.wove.remote.InMemoryEnvironment.inMemory
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.LocalDate
import java.util.UUID

enum class Urgency { LOW, HIGH }

data class Letter(
    val id: Int,
    val to: Recipient,
    val urgency: Urgency,
    val day: LocalDate,
    val uuid: UUID,
)

data class Recipient(
    val name: String,
    val tags: List<String>,
)

interface Letters {
    fun post(letter: Letter): String

    fun tell(name: String): String

    fun count(all: List<String>): Int
}

private object RealLetters : Letters {
    override fun post(letter: Letter): String = "posted"

    override fun tell(name: String): String = "told"

    override fun count(all: List<String>): Int = all.size
}

class IdempotencyKeyTest : FunSpec({
    val worker = RecordedWorker(inMemory().serve(Letters::class.java, RealLetters))
    val handler = Letters::class.java.name
    val letter =
        Letter(7, Recipient("ada", listOf("a")), Urgency.HIGH, LocalDate.of(2026, 12, 1), UUID(0, 1))

    fun options(of: (WoveConfiguration.Builder) -> Unit = {}) =
        WeaveOptions.config(WoveConfiguration.of { of(it.environment("post", worker).defaultEnvironment("post")) })

    beforeTest { worker.calls.clear() }

    fun key(template: String) = Policy.delivery(Delivery.idempotencyKey(template))

    test("X19 is the text of a template with what its paths lead to, by name or by position") {
        weave(options = options()) {
            remote(
                Letters::post,
                given(letter),
                policy = key("job:{letter.id}/{0.to.name}/{0.urgency}/{0.day}/{0.uuid}"),
            )
        }
        worker.calls.map { it.idempotencyKey() } shouldContainExactly
            listOf("$handler.post:job:7/ada/HIGH/2026-12-01/00000000-0000-0000-0000-000000000001")
    }

    test("X19 of a task is refused when the task is declared if the method has no argument of that name") {
        shouldThrow<PlanException> {
            plan("mail", options = options()) {
                remote(Letters::tell, given("ada"), name = "told", policy = key("{letter.id}"))
            }
        }.message shouldBe
            "The idempotency key \"{letter.id}\" of task 'told' in weave 'mail' names 'letter', and " +
            "$handler.tell takes name.\n" +
            "  It may name text, numbers, enums, dates and UUIDs, and paths to them in arguments: {post.id}, {0}."
    }

    for ((template, what) in mapOf(
        "{letter}" to "leads to a ${Letter::class.java.name}, which is not the same text everywhere",
        "{letter.to.tags}" to "leads to a java.util.List, which is not the same text everywhere",
        "{0.to.age}" to
            "asks for 'age' of a ${Recipient::class.java.name}, which has neither age() nor a getter for it",
    )) {
        test("X19 of a task is refused when the task is declared if it $what") {
            shouldThrow<PlanException> {
                plan("mail", options = options()) {
                    remote(Letters::post, given(letter), name = "posted", policy = key(template))
                }
            }.message!!.lines().first() shouldBe
                "The idempotency key \"$template\" of task 'posted' in weave 'mail' $what."
        }
    }

    test("X19 of an environment does not count for tasks that lack what it names") {
        val options = options { it.environment("post", worker.delivery(Delivery.idempotencyKey("{letter.id}"))) }
        weave(options = options) {
            val posted by remote(Letters::post, given(letter))
            val told by remote(Letters::tell, given("ada"), after = listOf(posted))
            told
        }
        worker.calls.map { it.idempotencyKey() } shouldContainExactly listOf("$handler.post:7", null)
    }

    test("X19 of all environments does not count for those that lack what it names") {
        val options = options { it.delivery(Delivery.idempotencyKey("{letter.id}")) }
        weave(options = options) { remote(Letters::tell, given("ada")) } shouldBe "told"
        worker.calls.single().idempotencyKey() shouldBe null
    }

    test("X19 of an environment that leads to no text fails the weave before anything runs") {
        val options = options { it.environment("post", worker.delivery(Delivery.idempotencyKey("{all}"))) }
        var ran = false
        shouldThrow<PlanException> {
            weave("mail", options = options) {
                val all by task {
                    ran = true
                    listOf("a")
                }
                remote(Letters::count, all, name = "counted")
            }
        }.message!!.lines().first() shouldBe
            "The idempotency key \"{all}\" of task 'counted' in weave 'mail' leads to a java.util.List, which is not" +
            " the same text everywhere."
        ran shouldBe false
    }
})
