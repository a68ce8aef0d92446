package dev.wove.test

import dev.wove.Do
import dev.wove.Input
import dev.wove.PlanException
import dev.wove.Weave
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.currentTime
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration.Companion.hours

class ClassWeavesTest : FunSpec({
    context("a task of a weave class") {
        test("is replaced by a value, and what only fed it does not run") {
            val totals = Totals()
            val result = replacing("Totals", "discount" to 10) { weaveResult(totals, "id" to 7) }
            result.value() shouldBe 10 + 3
            result shouldNotHaveStarted "customer"
            totals.started shouldContainExactly listOf("lines", "total")
        }

        test("is replaced in a blocking weave, too") {
            replacingBlocking("Totals", "discount" to 10) { weaveBlocking(Totals(), "id" to 7) } shouldBe 13
        }

        test("is replaced by a body that reads inputs of the task and of the weave") {
            val discount = body("customer", "id") { input<String>("customer").length * input<Int>("id") }
            replacing("Totals", "discount" to discount) { weave(Totals(), "id" to 10) } shouldBe 10 * 11 + 3
        }

        test("is replaced item by item") {
            replacing("Totals", "prices" to items { line: String -> line.length * 100 }) {
                weave(Totals(), "id" to 7)
            } shouldBe 600 + 7
        }

        test("is replaced though the weave overrides others") {
            replacing("Totals", "discount" to 10) {
                weave(Totals(), "id" to 7) { override(Totals::lines) with { listOf("a") } }
            } shouldBe 11
        }

        test("takes virtual time") {
            weaveTest {
                replacing("Totals", "discount" to value(1).after(1.hours)) { weave(Totals(), "id" to 7) } shouldBe 4
                currentTime shouldBe 1.hours.inWholeMilliseconds
            }
        }

        test("has a known type, whatever its body") {
            val totals = Totals()
            shouldThrow<PlanException> {
                replacing("Totals", "customer" to 5) { weave(totals, "id" to 7) }
            }.message shouldBe
                "A test replaces task 'customer' in weave 'Totals' by a value of type Integer, " +
                "but the task makes String.\n" +
                "  Give a value of that type."
            shouldThrow<PlanException> {
                replacing("Totals", "prices" to 5) { weave(totals, "id" to 7) }
            }.message shouldBe
                "A test replaces task 'prices' in weave 'Totals' by a value of type Integer, " +
                "but the task makes List.\n" +
                "  Give the list of what all items make, or a body per item, with items."
            totals.started shouldContainExactly emptyList()
        }
    }

    context("verifying a weave class") {
        test("finds nothing wrong with one that works, and runs nothing") {
            verifyWeave(Totals::class)
        }

        test("tells all that is wrong with one that does not") {
            val thrown = shouldThrow<PlanException> { verifyWeave(Broken::class) }
            thrown.message shouldBe shouldThrow<PlanException> { weave(Broken()) }.message
            thrown.message!!.lines().filterNot { it.startsWith(" ") }.size shouldBe 2
        }
    }
})

private open class Totals : Weave<Int>() {
    val started = ConcurrentLinkedQueue<String>()

    @Do
    open fun customer(
        @Input id: Int,
    ): String {
        started += "customer"
        return "customer $id"
    }

    @Do
    open suspend fun discount(customer: String, id: Int): Int {
        started += "discount"
        delay(1)
        return if (customer.isEmpty()) 0 else id
    }

    @Do
    open fun lines(): List<String> {
        started += "lines"
        return listOf("a", "bb", "ccc")
    }

    @Do(each = "lines", workers = 2)
    open fun prices(line: String): Int = if (line.isEmpty()) 0 else 1

    @Do
    open fun total(prices: List<Int>, discount: Int): Int {
        started += "total"
        return prices.sum() + discount
    }
}

private class Broken : Weave<Int>() {
    @Do
    fun first(frist: Int): Int = frist

    @Do(timeout = "soon")
    fun second(first: Int): Int = first
}
