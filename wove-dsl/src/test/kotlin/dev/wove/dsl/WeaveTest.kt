package dev.wove.dsl

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class WeaveTest : FunSpec({
    context("a weave of three tasks") {
        test("returns the value of the task that its block returns") {
            val page =
                weave("page") {
                    val author by task { "Ursula" }
                    val books by blocking { listOf("The Dispossessed") }
                    val page by task(author, books) { author() + ": " + books().joinToString() }
                    page
                }
            page shouldBe "Ursula: The Dispossessed"
        }
    }
})
