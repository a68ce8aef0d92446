package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Ref
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.thrownBy
import dev.wove.dsl.getValue
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs

class ResultTest : FunSpec({
    everyCell {
        case("R01", "gives a value by name and by handle") {
            lateinit var a: Ref<String>
            val ended =
                result {
                    a = task("a") { "A" }
                    task("b", a) { a() + "B" }
                }
            ended["a"] shouldBe "A"
            ended[a] shouldBe "A"
            ended["b"] shouldBe "AB"
        }

        case("R02", "iterates over the values in the order declared") {
            result {
                val first = task("first", ref<Int>("last")) { 1 }
                val second = task("second") { 2 }
                task("last", second) { 3 }
                first
            }.values() shouldBe listOf(1, 2, 3)
        }

        case("R03", "has as its value that of the task that the block returned") {
            val ended =
                result {
                    val a = task("a") { 1 }
                    task("b", a) { 2 }
                    a
                }
            ended.value shouldBe 1
            ended.failure.shouldBeNull()
        }

        case("R04 R06 R11", "throws the failure of a task wherever its value is read, and gives it as an outcome") {
            val failure = IllegalStateException("x")
            lateinit var a: Ref<Int>
            val ended = result { task<Int>("a") { throw failure }.also { a = it } }
            thrownBy { ended.value } shouldBeSameInstanceAs failure
            thrownBy { ended["a"] } shouldBeSameInstanceAs failure
            thrownBy { ended[a] } shouldBeSameInstanceAs failure
            ended.outcome("a") shouldBe Outcome.Failed<Int>(failure)
            ended.outcome(a) shouldBe Outcome.Failed<Int>(failure)
            ended.outcome("a").cause() shouldBeSameInstanceAs failure
            ended.outcome("a").orNull().shouldBeNull()
            ended.failure shouldBeSameInstanceAs failure
        }

        case("R05 R12", "fails for an unknown name, and tells the nearest") {
            val ended =
                result {
                    val author = task("author") { 1 }
                    task("books", author) { 2 }
                }
            val text =
                "Weave 'w' has no task 'autor'.\n" +
                    "  Declared: author, books\n" +
                    "  Did you mean 'author'?"
            shouldThrow<NoSuchElementException> { ended["autor"] }.message shouldBe text
            shouldThrow<NoSuchElementException> { ended.outcome("autor") }.message shouldBe text
            shouldThrow<NoSuchElementException> { ended["zzzzzz"] }.message shouldBe
                "Weave 'w' has no task 'zzzzzz'.\n  Declared: author, books"
        }

        case("R05", "fails for a handle of another weave") {
            lateinit var foreign: Ref<Int>
            run("other") { task("theirs") { 1 }.also { foreign = it } }
            val ended = result { task("a") { 1 } }
            shouldThrow<NoSuchElementException> { ended[foreign] }
        }

        case("R07 R08 rule-9", "counts and iterates over the tasks that succeeded") {
            val ended =
                result(options = WeaveOptions.onFailure(OnFailure.CONTINUE)) {
                    val a = task("a") { 1 }
                    val bad = task<Int>("bad", a) { error("x") }
                    val never = task("never", bad) { 2 }
                    task("none") { null }
                    task("d", a) { 4 }
                    never
                }
            ended.names shouldBe listOf("a", "bad", "never", "none", "d")
            ended.size shouldBe 3
            ended.values() shouldBe listOf(1, null, 4)
            ended.outcome("none") shouldBe Outcome.Succeeded(null)
        }

        case("R10", "tells the name of its weave, and what ended it") {
            val ended = result("orders") { task("a") { 1 } }
            ended.result.weave() shouldBe "orders"
            ended.result.failures() shouldBe emptyList()
            ended.cancelled shouldBe emptySet()
            ended.skipped shouldBe emptySet()
            OnFailure.entries shouldBe listOf(OnFailure.CANCEL, OnFailure.CONTINUE)
        }
    }

    case("R01", "gives a value by a property of the task's name", once = "only Kotlin has delegates") {
        val result =
            weaveResult {
                val post by task { "P" }
                val author by blocking(post) { post() + "A" }
                author
            }
        val post: String by result
        val author: String by result
        post shouldBe "P"
        author shouldBe "PA"
    }
})
