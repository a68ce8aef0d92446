package dev.wove.behaviour.reuse

import dev.wove.Do
import dev.wove.Input
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.Weave
import dev.wove.dsl.get
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResult
import dev.wove.java.Given.given
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.test.runTest

open class ProxiedPage : Weave<String>() {
    @Do
    open fun title(
        @Input id: Int,
    ): String = "title $id"

    @Do
    open suspend fun page(title: String): Name = Name(title)

    @Do
    open fun shown(page: Name): String = page.text
}

open class ProxiedLimits : Weave<String>() {
    @JvmField
    val limits: Policy? = null

    @Do(policy = "limits")
    open fun title(): String = "title"
}

/** As CGLIB makes it: the methods of the target, without annotations. */
@Suppress("ClassName", "ktlint:standard:class-naming")
class `ProxiedPage$$SpringCGLIB$$0`(private val target: ProxiedPage) : ProxiedPage() {
    val called = mutableListOf<String>()

    override fun title(id: Int): String = target.title(id).also { called += "title" }

    override suspend fun page(title: String): Name = target.page(title).also { called += "page" }
}

@Suppress("ClassName", "ktlint:standard:class-naming")
class `ProxiedLimits$ByteBuddy$x0` : ProxiedLimits()

/** Not a proxy, whatever it is called: it has a task of its own. */
@Suppress("ClassName", "ktlint:standard:class-naming")
class `ProxiedPage$$More` : ProxiedPage() {
    @Do
    fun more(shown: String): String = "$shown more"
}

class ProxiedClassTest : FunSpec({
    test("a proxy of a weave class is called in every way, under the name of the class that somebody wrote") {
        val page = `ProxiedPage$$SpringCGLIB$$0`(ProxiedPage())
        runTest {
            weave(page, "id" to 7) shouldBe "title 7"
            val result = weaveResult(page, "id" to 7)
            result[ProxiedPage::page] shouldBe Name("title 7")
            weave(page, "id" to 7, only = ProxiedPage::title) shouldBe "title 7"
            weave(page, "id" to 7) { override(ProxiedPage::title) with { "over" } } shouldBe "over"
        }
        weaveBlocking(page, "id" to 7) shouldBe "title 7"
        Wove.weave<String, Exception>(page, given("id", 7)) shouldBe "title 7"
        Wove.weaveAsync(page, given("id", 7)).join() shouldBe "title 7"
        page.called.toSet() shouldBe setOf("title", "page")
        plan(page, "id" to 7).name() shouldBe "ProxiedPage"
        shouldThrow<PlanException> { plan(page, "ip" to 7) }.message!!.lines().first() shouldBe
            "Weave 'ProxiedPage' was given the input 'ip', which it does not have."
    }

    test("a policy in a field, which a proxy does not have, is not left out silently") {
        shouldThrow<PlanException> { weaveBlocking(`ProxiedLimits$ByteBuddy$x0`()) }.message shouldBe
            "The policy of task 'title' in ProxiedLimits cannot be read: it is a field, and a proxy of ProxiedLimits" +
            " has none of its values.\n  Make it a method, or a static field."
        weaveBlocking(ProxiedLimits()) shouldBe "title"
    }

    test("a class with a task of its own is no proxy") {
        val more = `ProxiedPage$$More`()
        plan(more, "id" to 7).tasks().map { it.name() } shouldContainExactly listOf("title", "page", "shown", "more")
        weaveBlocking(more, "id" to 7) shouldBe "title 7 more"
    }
})
