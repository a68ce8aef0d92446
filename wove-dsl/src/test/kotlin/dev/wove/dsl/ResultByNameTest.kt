package dev.wove.dsl

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class ResultByNameTest :
    FunSpec({
        val result =
            weaveResultBlocking("page") {
                val length by task { 7 }
                val ad by task { null }
                val name by task(length, ad) { "n" }
                name
            }

        test("a property reads the task of its name") {
            val length: Int by result
            val ad: String? by result
            val name: CharSequence by result
            listOf(length, ad, name) shouldBe listOf(7, null, "n")
        }

        test("a property of another type names the task and both types") {
            shouldThrow<ClassCastException> {
                val length: String by result
                length.trim()
            }.message shouldBe
                "Task 'length' in weave 'page' made an Integer, which is not of the type of 'val length: String'."
            shouldThrow<ClassCastException> {
                val ad: String by result
                ad.trim()
            }.message shouldBe "Task 'ad' in weave 'page' made null, which is not of the type of 'val ad: String'."
        }
    })
