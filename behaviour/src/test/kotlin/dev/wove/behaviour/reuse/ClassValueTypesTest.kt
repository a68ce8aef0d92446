package dev.wove.behaviour.reuse

import dev.wove.Do
import dev.wove.From
import dev.wove.Input
import dev.wove.OrNull
import dev.wove.Outcome
import dev.wove.PlanException
import dev.wove.Settled
import dev.wove.Weave
import dev.wove.dsl.each
import dev.wove.dsl.get
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.java.Given.given
import dev.wove.java.Tasks.taskNamed
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.yield
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

@JvmInline
value class Name(val text: String)

@JvmInline
value class Id(val number: Int)

@JvmInline
value class Maybe(val text: String?)

@JvmInline
value class Holding<T>(val value: T)

interface Makes<T> {
    suspend fun made(): T

    @Do
    suspend fun passed(made: T): T = made

    fun kept(passed: T): T
}

@Suppress("unused", "UNUSED_PARAMETER", "ktlint:standard:function-naming")
class ClassValueTypesTest : FunSpec({
    context("a value class") {
        test("is what suspending functions make and take, whether they suspend or not") {
            class Names : Weave<String>() {
                @Do
                suspend fun atOnce(): Name = Name("a")

                @Do
                suspend fun later(): Name {
                    yield()
                    return Name("b")
                }

                @Do
                suspend fun number(): Id = Id(1)

                @Do
                suspend fun numberLater(): Id {
                    yield()
                    return Id(2)
                }

                @Do
                suspend fun wait(): Duration = 3.seconds

                @Do
                fun blocking(): Name = Name("c")

                @Do
                fun all(atOnce: Name, later: Name, number: Id, numberLater: Id, wait: Duration, blocking: Name) =
                    "$atOnce $later $number $numberLater $wait $blocking"
            }
            runTest {
                weave(Names()) shouldBe
                    "Name(text=a) Name(text=b) Id(number=1) Id(number=2) 3s Name(text=c)"
                val result = weaveResult(Names())
                result[Names::atOnce] shouldBe Name("a")
                result[Names::numberLater] shouldBe Id(2)
                result[Names::blocking] shouldBe Name("c")
            }
        }

        test("is the value of the weave, of a suspending last task and of one that blocks") {
            class Suspending : Weave<Name>() {
                @Do
                suspend fun name(): Name = Name("a")
            }

            class Later : Weave<Name>() {
                @Do
                suspend fun name(): Name {
                    yield()
                    return Name("b")
                }
            }

            class Blocking : Weave<Id>() {
                @Do
                fun id(): Id = Id(1)
            }
            runTest {
                val name: Name = weave(Suspending())
                val later: Name = weave(Later())
                val id: Id = weave(Blocking())
                "$name $later $id" shouldBe "Name(text=a) Name(text=b) Id(number=1)"
                weave(Suspending(), only = Suspending::name).text shouldBe "a"
            }
            weaveBlocking(Later()).text shouldBe "b"
            Wove.weave<Name, Exception>(Suspending()) shouldBe Name("a")
        }

        test("is what lists are of that tasks are mapped over, and what mapped tasks make") {
            class Ids : Weave<List<Name>>() {
                @Do
                fun ids(): List<Id> = listOf(Id(1), Id(2))

                @Do(each = "ids")
                fun next(id: Id): Id = Id(id.number + 1)

                @Do
                fun unsigned(): List<UInt> = listOf(4u)

                @Do(each = "unsigned")
                suspend fun doubled(word: UInt): UInt = word * 2u

                @Do(each = "next")
                suspend fun names(id: Id, doubled: List<UInt>): Name = Name("$id$doubled")
            }
            runTest {
                weave(Ids()) shouldBe listOf(Name("Id(number=2)[8]"), Name("Id(number=3)[8]"))
                weaveResult(Ids()).each(Ids::next) shouldBe listOf(Id(2), Id(3))
            }
        }

        test("may be missing, null, or an outcome") {
            class Perhaps : Weave<String>() {
                @Do
                fun failing(): Name = throw PlanException("no name")

                @Do
                fun failingId(): Id = throw PlanException("no id")

                @Do
                suspend fun none(): Name? = null

                @Do
                fun noId(): Id? = null

                @Do
                fun id(): Id = Id(1)

                @Do
                suspend fun maybe(): Maybe = Maybe(null)

                @Do
                fun all(
                    @OrNull none: Name?,
                    noId: Id?,
                    @Settled id: Outcome<Id>,
                    maybe: Maybe,
                    @OrNull @From("id") sure: Id?,
                ) = "$none $noId ${id.orNull()} $maybe $sure"

                @Do
                fun recovered(
                    @OrNull failing: Name?,
                    @OrNull failingId: Id?,
                    all: String,
                ) = "$failing $failingId $all"
            }
            runTest {
                val result = weaveResult(Perhaps(), onFailure = dev.wove.OnFailure.CONTINUE)
                result[Perhaps::recovered] shouldBe
                    "null null null null Id(number=1) Maybe(text=null) Id(number=1)"
                result[Perhaps::maybe] shouldBe Maybe(null)
                result[Perhaps::none].shouldBeNull()
            }
        }

        test("that cannot be null is not marked @OrNull") {
            class Wrong : Weave<String>() {
                @Do
                fun id(): Id = Id(1)

                @Do
                fun all(
                    @OrNull id: Id,
                ) = "$id"
            }
            shouldThrow<PlanException> { plan(Wrong()) }.message shouldBe
                "Parameter 'id' of task 'all' in Wrong has the type Id, which cannot be null, but is marked " +
                "@OrNull.\n  Use Id?."
        }

        test("is told by its name where types do not agree") {
            class Wrong : Weave<String>() {
                @Do
                fun id(): Id = Id(1)

                @Do
                fun all(
                    @From("id") name: Name,
                ) = "$name"
            }
            shouldThrow<PlanException> { plan(Wrong()) }.message shouldBe
                "Parameter 'name' of task 'all' in Wrong has the type Name, but task 'id' makes Id.\n" +
                "  Make the types agree, or name another task with @From."
        }

        test("is an input, and may be left out where there is a default value") {
            class Inputs : Weave<String>() {
                @Do
                fun first(
                    @Input id: Id,
                    @Input name: Name = Name("default"),
                    @Input limit: Id = Id(9),
                ): Id = Id(id.number + limit.number + name.text.length)

                @Do
                suspend fun second(id: Id, name: Name?, first: Id) = "$id $name $first"
            }

            class Taking : Weave<String>() {
                @Do
                suspend fun all(
                    @Input id: Id,
                    @Input name: Name,
                ) = "$id $name"
            }
            runTest {
                weave(Taking(), "id" to Id(7), "name" to Name("n")) shouldBe "Id(number=7) Name(text=n)"
                weave(Inputs(), "id" to Id(7), "name" to Name("n"), "limit" to Id(1)) shouldBe
                    "Id(number=7) Name(text=n) Id(number=9)"
                val result = weaveResult(Inputs(), "id" to Id(7), only = listOf(Inputs::first))
                result[Inputs::first] shouldBe Id(23)
                result.get("id") shouldBe Id(7)
            }
            Wove.weave<String, Exception>(Taking(), given("id", 7).and("name", "n")) shouldBe
                "Id(number=7) Name(text=n)"
            shouldThrow<PlanException> { plan(Taking(), "id" to null, "name" to Name("n")) }.message shouldBe
                "Input 'id' of weave 'Taking' has the type Id, but was given null.\n  Give it an Id."
        }

        test("is overridden and referred to") {
            class Names : Weave<Name>() {
                @Do
                fun id(): Id = Id(1)

                @Do
                suspend fun first(id: Id): Name = Name("$id")

                @Do
                fun last(first: Name, id: Id): Name = Name(first.text + id.number)
            }
            runTest {
                weave(Names()) {
                    val id = ref(Names::id)
                    override(Names::first, id) with { Name("over ${id().number}") }
                } shouldBe Name("over 11")
                weave(Names()) { override<Id>("id") with { Id(5) } } shouldBe Name("Id(number=5)5")
            }
            Wove.weave<Name, Exception>(Names(), given(mapOf<String, Any>())) {
                it.override(taskNamed<Id>("id")).with { Id(3) }
            } shouldBe Name("Id(number=3)3")
        }

        test("is what a type parameter stands for") {
            class Page : Weave<Name>(), Makes<Name> {
                @Do
                override suspend fun made(): Name = Name("a")

                @Do
                override fun kept(passed: Name): Name = Name(passed.text + "!")
            }
            runTest {
                weave(Page()) shouldBe Name("a!")
                plan(Page()).tasks().map { it.name() }.toSet() shouldBe setOf("passed", "made", "kept")
            }
        }

        test("of Kotlin's own passes a result from task to task, also one that failed") {
            class Results : Weave<Result<Result<Int>>>() {
                @Do
                suspend fun good(): Result<Int> = Result.success(1)

                @Do
                fun bad(): Result<Int> = Result.failure(PlanException("expected"))

                @Do
                fun held(good: Result<Int>, bad: Result<Int>): Holding<Int> =
                    Holding(good.getOrThrow() + (if (bad.isFailure) 1 else 0))

                @Do
                suspend fun nested(held: Holding<Int>): Result<Result<Int>> = Result.success(Result.success(held.value))

                @Do
                fun last(nested: Result<Result<Int>>): Result<Result<Int>> = nested
            }
            runTest {
                weave(Results()).getOrThrow().getOrThrow() shouldBe 2
                weaveResult(Results())[Results::bad].isFailure shouldBe true
            }
        }
    }

    context("the name of a task") {
        test("is the one in the source, whatever is in it") {
            class Steps : Weave<Int>() {
                @Do
                fun `step-1`() = 1

                @Do
                fun `step-2`(
                    @From("step-1") one: Int,
                ) = one + 1

                @Do
                fun `step-1234567`(
                    @From("step-2") two: Int,
                ): Id = Id(two)

                @Do
                fun `a$b`(
                    @From("step-1234567") id: Id,
                ) = id.number

                @Do
                internal fun `a$c`(
                    @From("a\$b") b: Int,
                ) = b

                @Do
                internal suspend fun `a-c`(
                    @From("a\$c") b: Int,
                ): Id = Id(b)

                @Do
                @JvmName("other")
                internal fun last(
                    @From("a-c") c: Id,
                ) = c.number
            }
            plan(Steps()).tasks().map { it.name() } shouldContainExactly
                listOf("step-1", "step-2", "step-1234567", "a\$b", "a\$c", "a-c", "last")
            weaveBlocking(Steps()) shouldBe 2
            weaveBlocking(Steps()) { override(Steps::`step-2`) with { 5 } } shouldBe 5
        }
    }

    context("Unit") {
        test("is what a function takes of one that returns nothing, at once or suspended") {
            class Units : Weave<Unit>() {
                @Do
                fun log() {
                }

                @Do
                suspend fun suspended() = yield()

                @Do
                fun both(
                    log: Unit,
                    suspended: Unit,
                    @Settled @From("log") outcome: Outcome<Unit>,
                ) = "$log $suspended ${outcome.orNull()}"

                @Do
                fun last(both: String) {
                    both shouldBe "kotlin.Unit kotlin.Unit kotlin.Unit"
                }
            }
            val nothing: Any? = weaveBlocking(Units())
            nothing shouldBe Unit
            weaveBlocking(Units()) { override<Unit>("log") with { } }
        }
    }
})
