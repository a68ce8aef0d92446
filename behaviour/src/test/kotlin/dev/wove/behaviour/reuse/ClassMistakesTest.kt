package dev.wove.behaviour.reuse

import dev.wove.Do
import dev.wove.From
import dev.wove.Input
import dev.wove.Item
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.Weave
import dev.wove.behaviour.harness.case
import dev.wove.dsl.weaveBlocking
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.CompletableFuture

private const val FOR_CLASSES = "only classes have it"

private fun refusal(weave: Weave<*>) = shouldThrow<PlanException> { weaveBlocking(weave) }.message

@Suppress("unused", "UNUSED_PARAMETER")
class ClassMistakesTest : FunSpec({
    context("a mapped task") {
        case("G06", "needs a parameter for the item", FOR_CLASSES) {
            class NoItem : Weave<List<Int>>() {
                @Do
                fun numbers(): List<Int> = error("started")

                @Do(each = "numbers")
                fun doubled(numbers: List<Int>): Int = numbers.size
            }
            refusal(NoItem()) shouldBe
                "Mapped task 'doubled' in NoItem needs exactly one parameter for the item, but each of its " +
                "parameters names a task or an input.\n  Add a parameter with another name, or mark one with @Item."
        }

        case("G07", "has one such parameter", FOR_CLASSES) {
            class TwoItems : Weave<List<Int>>() {
                @Do
                fun numbers(): List<Int> = error("started")

                @Do(each = "numbers")
                fun doubled(number: Int, factor: Int): Int = number * factor
            }
            refusal(TwoItems()) shouldBe
                "Mapped task 'doubled' in TwoItems needs exactly one parameter for the item, but 'number', 'factor' " +
                "name neither a task nor an input.\n" +
                "  Mark the one that gets the item with @Item, and name the others after what they take."
        }

        test("takes items of the type that there are") {
            class Wrong : Weave<List<Int>>() {
                @Do
                fun words(): List<String> = error("started")

                @Do(each = "words")
                fun lengths(word: Int): Int = word
            }
            refusal(Wrong()) shouldBe
                "The item of mapped task 'lengths' in Wrong has the type int, but the items of 'words' are String.\n" +
                "  Make the types agree."
        }

        test("is mapped over something with items") {
            class One : Weave<List<Int>>() {
                @Do
                fun word(): String = error("started")

                @Do(each = "word")
                fun lengths(letter: Char): Int = 1
            }
            refusal(One()) shouldBe
                "Task 'lengths' in One is mapped over 'word', which makes String and has no items.\n" +
                "  Map over an Iterable, an array, a Map, a Sequence, a Stream or a Flow."
        }
    }

    context("names") {
        test("that name nothing are told with the nearest") {
            class Typo : Weave<String>() {
                @Do
                fun author(
                    @Input id: Int,
                ): String = error("started")

                @Do(after = ["autor"])
                fun page(
                    autor: String,
                    @From("aid") x: Int,
                ): String = autor
            }
            refusal(Typo()) shouldBe
                "Parameter 'autor' of task 'page' in Typo is the name of neither a task nor an input.\n" +
                "  Tasks: author, page. Inputs: id.\n  Did you mean 'author'?\n" +
                "A parameter of task 'page' in Typo is taken from 'aid', which is neither a task nor an input.\n" +
                "  Tasks: author, page. Inputs: id.\n  Did you mean 'id'?\n" +
                "Task 'page' in Typo comes after 'autor', which is not a task.\n" +
                "  Tasks: author, page.\n  Did you mean 'author'?"
        }

        test("are unique") {
            class Overloaded : Weave<Int>() {
                @Do
                fun a(): Int = error("started")

                @Do
                fun a(
                    @Input x: Int,
                ): Int = x
            }
            refusal(Overloaded()) shouldBe
                "Two tasks in Overloaded have the name 'a'.\n  Give one of the methods another name."
        }
    }

    context("a cycle") {
        test("is told from the task that is declared first") {
            class Circle : Weave<Int>() {
                @Do
                fun start(c: Int): Int = error("started")

                @Do
                fun a(b: Int): Int = b

                @Do
                suspend fun b(c: Int): Int = c

                @Do
                fun c(a: Int): Int = a
            }
            refusal(Circle()) shouldBe
                "Circle has a dependency cycle: a -> b -> c -> a (each needs the next).\n" +
                "  Break it by removing one of these parameters, or compute the values in one task."
        }
    }

    context("options") {
        case("L02 L10", "that cannot be are told with their task", FOR_CLASSES) {
            class Bad : Weave<Int>() {
                @Do(retries = -1, timeout = "2 sec", workers = 3)
                fun a(): Int = error("started")

                @Do(deadline = "0s", perMinute = 0, policy = "nothing")
                fun b(
                    @Item a: Int,
                ): Int = a
            }
            refusal(Bad()) shouldBe
                "Task 'a' in Bad: option retries must be at least 0, but is -1.\n  Use 0 for a single attempt.\n" +
                "Task 'a' in Bad has the option timeout = \"2 sec\", which is not a duration.\n" +
                "  Write a whole number and ns, us, ms, s, m, h or d, several in a row (\"1m30s\"), or ISO-8601 " +
                "(\"PT1M30S\").\n" +
                "Task 'a' in Bad has the option workers = 3, but is not mapped over items.\n" +
                "  Leave it out, or say with each what the task is mapped over.\n" +
                "Task 'b' in Bad: option deadline must be longer than zero, but is 0 ms.\n" +
                "  Leave it out for no limit.\n" +
                "Task 'b' in Bad: option perMinute must be at least 1, but is 0.\n  Leave it out for no limit.\n" +
                "Task 'b' in Bad has the option policy = \"nothing\", but Bad has no such field, and no such " +
                "method without parameters.\n" +
                "  Declare it with the type Policy, and not private; in a companion object with @JvmField.\n" +
                "A parameter of task 'b' in Bad is marked @Item, but the task is not mapped over items.\n" +
                "  Leave it out, or say with each what the task is mapped over."
        }
    }

    test("a policy that is private is told where it is") {
        open class Ads : Weave<Int>() {
            private val partner = Policy.retries(1)

            @Do(policy = "partner")
            fun ad(): Int = partner.retries()!!
        }

        class Others : Ads()
        refusal(Ads()) shouldBe
            "Task 'ad' in Ads has the option policy = \"partner\", but Ads has a private property 'partner'.\n" +
            "  Drop 'private'."
        refusal(Others()) shouldBe
            "Task 'ad' in Others has the option policy = \"partner\", but Ads has a private property 'partner'.\n" +
            "  Drop 'private'."
    }

    context("types") {
        test("of a task and a parameter agree, generics included") {
            class Wrong : Weave<Int>() {
                @Do
                fun numbers(): List<Int> = error("started")

                @Do
                fun sum(numbers: List<String>): Int = numbers.size
            }
            refusal(Wrong()) shouldBe
                "Parameter 'numbers' of task 'sum' in Wrong has the type List<String>, but task 'numbers' makes " +
                "List<Integer>.\n  Make the types agree, or name another task with @From."
        }

        test("are those of values and not of stages") {
            class Stages : Weave<Int>() {
                @Do
                fun one(): CompletableFuture<Int> = error("started")

                @Do
                suspend fun two(one: CompletableFuture<Int>): CompletableFuture<Int> = one
            }
            refusal(Stages()) shouldBe
                "Task 'two' in Stages suspends and returns a CompletableFuture<Integer>, which nobody would wait " +
                "for.\n" +
                "  Await it and return its value, or drop 'suspend'.\n" +
                "Parameter 'one' of task 'two' in Stages has the type CompletableFuture<Integer>, but task 'one' " +
                "makes Integer.\n  A stage that a task returns is waited for: take its value.\n" +
                "Stages is a Weave<Integer>, but its last task 'two' makes CompletableFuture<Integer>.\n" +
                "  The last declared task makes the value of the weave: declare that one last, or make the types " +
                "agree."
        }
    }

    context("a class without tasks") {
        test("is refused") {
            refusal(object : Weave<Int>() {}) shouldBe "weave declares no task.\n  Mark at least one method with @Do."
        }
    }
})
