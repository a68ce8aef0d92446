package dev.wove.codec

import com.fasterxml.jackson.annotation.JsonTypeInfo
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

@JvmInline
value class Id(val value: Int)

@JvmInline
value class Name(val text: String)

data class Book(val id: Id, val title: Name, val tags: List<String> = listOf("new"), val pages: Int?)

data class Shelf<T>(val of: T, val ids: List<Id>)

@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
sealed interface Answer {
    data class Yes(val why: String) : Answer

    data object No : Answer
}

data class Thing(val action: () -> Unit)

private interface Books {
    fun books(): List<Book>

    fun shelf(): Shelf<Name>

    fun ids(): List<Id>

    fun answers(): Map<String, Answer>

    fun things(): List<Thing>
}

private fun type(method: String) = Books::class.java.getDeclaredMethod(method).genericReturnType

private fun passed(method: String, value: Any): Any? = Codecs.standard().of(type(method)).run { decode(encode(value)) }

class KotlinCodecsTest : FunSpec({
    context("a type of Kotlin") {
        test("passes as a data class, with value classes in it") {
            val books = listOf(Book(Id(7), Name("Warp"), emptyList(), null))
            passed("books", books) shouldBe books
            passed("shelf", Shelf(Name("x"), listOf(Id(1)))) shouldBe Shelf(Name("x"), listOf(Id(1)))
        }

        test("passes as a value class in a list") {
            passed("ids", listOf(Id(1), Id(2))) shouldBe listOf(Id(1), Id(2))
        }

        test("passes as a sealed type, with objects among its cases") {
            val answers = mapOf("a" to Answer.Yes("x"), "b" to Answer.No)
            passed("answers", answers) shouldBe answers
        }

        test("gets its defaults for what is missing") {
            Codecs.standard().of(type("books")).decode("""[{"id":1,"title":"Weft"}]""") shouldBe
                listOf(Book(Id(1), Name("Weft"), listOf("new"), null))
        }

        test("is refused with its place if it holds what is not data") {
            shouldThrow<CodecException> { Codecs.standard().of(type("things")) }.message shouldContain
                "List<Thing>[].action is a kotlin.jvm.functions.Function0"
        }

        test("names a parameter that must not be null and is missing") {
            shouldThrow<CodecException> {
                Codecs.standard().of(type("books")).decode("""[{"id":1}]""")
            }.message shouldContain "[0].title"
        }
    }
})
