package dev.wove.behaviour.reuse

import dev.wove.Do
import dev.wove.From
import dev.wove.Input
import dev.wove.OrNull
import dev.wove.PlanException
import dev.wove.Weave
import dev.wove.behaviour.harness.case
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.test.runTest

private const val FOR_CLASSES = "only classes have inputs"

class Sum : Weave<Int>() {
    @Do
    fun sum(
        @Input a: Int,
        @Input b: Int,
    ): Int = a + b
}

class All : Weave<String>() {
    @Do
    fun all(
        @Input data: Int,
        @From(INPUTS) all: Map<String, Any?>,
    ): String = "$data of $all"

    @Do(each = INPUTS)
    fun entries(entry: Map.Entry<String, Any?>): String = "${entry.key}=${entry.value}"

    @Do
    suspend fun last(all: String, entries: List<String>): String = "$all: $entries"
}

@JvmInline
value class UserId(val number: Int)

class Users : Weave<String>() {
    @Do
    fun next(
        @Input user: UserId,
    ): UserId = UserId(user.number + 1)

    @Do
    internal suspend fun greeting(next: UserId, word: String = "Hello"): String = "$word ${next.number}"
}

class Defaults : Weave<String>() {
    @Do
    fun first(
        @Input a: Long = 1L,
        @Input b: String,
        @Input c: Double = 2.5,
        @Input d: List<Int> = listOf(1),
        @OrNull @Input e: String?,
    ): String = "$a $b $c $d $e"

    @Do
    suspend fun second(
        first: String,
        @Input f: Boolean = true,
    ): String = "$first $f"
}

class ClassInputsTest : FunSpec({
    context("inputs") {
        case("D01 D02", "are given by name", FOR_CLASSES) {
            runTest { weave(Sum(), "a" to 10, "b" to 20) shouldBe 30 }
        }

        case("D03 D04 G11 G12 M17", "are all in one map, under an own name; an input may be called data", FOR_CLASSES) {
            runTest { weave(All(), "data" to 5) shouldBe "5 of {data=5}: [data=5]" }
        }

        case("G11", "may have the name of a member of results", FOR_CLASSES) {
            class Named : Weave<Int>() {
                @Do
                fun value(
                    @Input size: Int,
                    @Input timings: Int,
                ): Int = size + timings
            }
            runTest { weaveResult(Named(), "size" to 1, "timings" to 2)["size"] shouldBe 1 }
        }

        case("D07", "that are missing are found before anything starts", FOR_CLASSES) {
            shouldThrow<PlanException> { weaveBlocking(Sum(), "a" to 1) }.message shouldBe
                "Task 'sum' in weave 'Sum' takes the input 'b', which was not given.\n" +
                "  Given: a. Give 'b', an Integer, too."
        }

        test("that are unknown are refused, with the nearest name") {
            shouldThrow<PlanException> { weaveBlocking(PostPage(), "id" to 1, "limits" to 1) }.message shouldBe
                "Weave 'PostPage' was given the input 'limits', which it does not have.\n" +
                "  Inputs: id, limit.\n  Did you mean 'limit'?"
            shouldThrow<PlanException> { weaveBlocking(PostPage(), "id" to 1, "author" to 1) }.message shouldBe
                "Weave 'PostPage' was given the input 'author', which it does not have.\n" +
                "  Inputs: id, limit. To give a task another value, override it."
        }

        test("of a wrong type are refused") {
            shouldThrow<PlanException> { weaveBlocking(Sum(), "a" to 1, "b" to "2") }.message shouldBe
                "Input 'b' of weave 'Sum' has the type int, but was given a String.\n  Give it an int."
            shouldThrow<PlanException> { weaveBlocking(Sum(), "a" to 1, "b" to null) }.message shouldBe
                "Input 'b' of weave 'Sum' has the type int, but was given null.\n  Give it an int."
            shouldThrow<PlanException> {
                plan(PostPage(), "id" to 1) { task("x", ref<String>("id")) { 1 } }
            }.message shouldBe
                "Input 'id' of weave 'PostPage' was referred to as String, but was given an Integer.\n" +
                "  Refer to it as Integer instead."
        }

        case("D09", "are no tasks: no thread, no place in the plan", FOR_CLASSES) {
            plan(Sum(), "a" to 1, "b" to 2).tasks().map { it.name() } shouldBe listOf("sum")
            plan(Sum(), "a" to 1, "b" to 2).task("sum").inputs() shouldBe listOf()
        }

        case("D08", "that are called like a task are the task's for everyone else", FOR_CLASSES) {
            class Twice : Weave<Int>() {
                @Do
                fun number(
                    @Input number: Int,
                ): Int = number * 2

                @Do
                fun last(number: Int): Int = number
            }
            runTest { weave(Twice(), "number" to 4) shouldBe 8 }
        }

        case("M16", "can be mapped over", FOR_CLASSES) {
            class Mapped : Weave<List<Int>>() {
                @Do(each = "numbers")
                fun doubled(
                    @Input numbers: IntArray,
                    number: Int,
                ): Int = number * 2
            }
            runTest { weave(Mapped(), "numbers" to intArrayOf(1, 2)) shouldBe listOf(2, 4) }
        }

        case("M24", "can be mapped over and taken as a whole", FOR_CLASSES) {
            class Shares : Weave<List<Double>>() {
                @Do(each = "numbers")
                fun shares(
                    @Input numbers: List<Int>,
                    number: Int,
                ): Double = number.toDouble() / numbers.sum()
            }
            runTest { weave(Shares(), "numbers" to listOf(1, 3)) shouldBe listOf(0.25, 0.75) }
        }
    }

    context("default values of Kotlin") {
        case("G13", "are used for what is not given", FOR_CLASSES) {
            runTest {
                weave(Defaults(), "b" to "b") shouldBe "1 b 2.5 [1] null true"
                weave(Defaults(), "a" to 2L, "b" to "b", "e" to "e", "f" to false) shouldBe "2 b 2.5 [1] e false"
            }
            shouldThrow<PlanException> { plan(Defaults()) }.message shouldBe
                "Task 'first' in weave 'Defaults' takes the input 'b', which was not given.\n" +
                "  Given: none. Give 'b', a String, too."
        }
    }

    context("value classes") {
        test("are inputs and values, and leave the names of tasks alone") {
            runTest {
                weave(Users(), "user" to UserId(1)) shouldBe "Hello 2"
                plan(Users(), "user" to UserId(1)).tasks().map { it.name() } shouldBe listOf("next", "greeting")
            }
        }
    }
})
