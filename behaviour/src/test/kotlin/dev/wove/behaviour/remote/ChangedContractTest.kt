package dev.wove.behaviour.remote

import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.weave
import dev.wove.environment.EnvironmentSource
import dev.wove.environment.ErrorSource
import dev.wove.environment.Remote
import dev.wove.environment.RemoteTaskException
import dev.wove.remote.InMemoryEnvironment.inMemory
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

@Remote("press")
interface Before {
    fun print(text: String): String

    suspend fun proof(text: String): String
}

@Remote("press")
interface After {
    fun print(text: String, copies: Int = 1, colour: String = "black"): String

    suspend fun proof(text: String, copies: Long = 2, colour: String? = "grey"): String
}

@Remote("press")
interface WithoutDefault {
    fun print(text: String, copies: Int, colour: String = "black"): String
}

private object BeforePress : Before {
    override fun print(text: String) = "old $text"

    override suspend fun proof(text: String) = "old proof of $text"
}

private object AfterPress : After {
    override fun print(text: String, copies: Int, colour: String) = "$copies $colour $text"

    override suspend fun proof(text: String, copies: Long, colour: String?) = "$copies $colour proofs of $text"
}

/** Either side of a contract may be the newer one while both are deployed. */
class ChangedContractTest : FunSpec({
    fun at(worker: EnvironmentSource): WeaveOptions =
        WeaveOptions.config(WoveConfiguration.of { it.environment("press", worker).defaultEnvironment("press") })

    val newer = at(inMemory().serve(After::class.java, AfterPress))
    val older = at(inMemory().serve(Before::class.java, BeforePress))

    test("a newer worker takes the default values of what an older weave does not send") {
        weave(options = newer) { remote(Before::print, given("page")) } shouldBe "1 black page"
        weave(options = newer) { remote(Before::proof, given("page")) } shouldBe "2 grey proofs of page"
        weave(options = newer) {
            remote(After::print, given("page"), given(3), given("red"))
        } shouldBe "3 red page"
    }

    test("an older worker leaves out what a newer weave sends") {
        weave(options = older) {
            remote(After::print, given("page"), given(3), given("red"))
        } shouldBe "old page"
        weave(options = older) {
            remote(After::proof, given("page"), given(3L), given(null))
        } shouldBe "old proof of page"
    }

    test("a missing number without a default value is an error of the configuration that names it") {
        val worker = inMemory().serve(
            WithoutDefault::class.java,
            object : WithoutDefault {
                override fun print(text: String, copies: Int, colour: String) = "$copies $colour $text"
            },
        )
        val failure = shouldThrow<RemoteTaskException> {
            weave(options = at(worker)) { remote(Before::print, given("page")) }
        }
        failure.source() shouldBe ErrorSource.CONFIG
        failure.retryable() shouldBe false
        failure.message shouldContain "Argument 'copies' of press.print is missing or null"
    }

    test("in Java a parameter that may be null can be added, on either side first, and a number cannot") {
        val after = at(
            inMemory().serve(
                JavaContracts.After::class.java,
                JavaContracts.After {
                    text,
                    colour,
                    ->
                    "$colour $text"
                },
            ),
        )
        val before = at(
            inMemory().serve(
                JavaContracts.Before::class.java,
                JavaContracts.Before { text ->
                    "old $text"
                },
            ),
        )
        JavaContracts.askBefore(after) shouldBe "null page"
        JavaContracts.askAfter(before) shouldBe "old page"
        val counted = at(
            inMemory().serve(
                JavaContracts.Counted::class.java,
                JavaContracts.Counted {
                    text,
                    copies,
                    ->
                    "$copies $text"
                },
            ),
        )
        val failure = shouldThrow<RemoteTaskException> { JavaContracts.askBefore(counted) }
        failure.source() shouldBe ErrorSource.CONFIG
        failure.message shouldContain "of java-press.print is missing or null"
    }
})
