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
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.test.runTest
import net.bytebuddy.ByteBuddy
import net.bytebuddy.description.method.MethodDescription
import net.bytebuddy.implementation.SuperMethodCall
import net.bytebuddy.matcher.ElementMatchers.isDeclaredBy
import org.aopalliance.intercept.MethodInterceptor
import org.springframework.aop.framework.ProxyFactory
import java.util.Queue
import java.util.concurrent.ConcurrentLinkedQueue

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

/** Not a proxy, whatever it is called: it has a task of its own. */
@Suppress("ClassName", "ktlint:standard:class-naming")
class `ProxiedPage$$More` : ProxiedPage() {
    @Do
    fun more(shown: String): String = "$shown more"
}

/** A CGLIB proxy, as Spring puts before a bean with an aspect: its own fields are empty. */
private inline fun <reified T : Any> bySpring(target: T, called: Queue<String>): T {
    val factory = ProxyFactory(target)
    factory.isProxyTargetClass = true
    factory.addAdvice(
        MethodInterceptor { call ->
            call.proceed().also { called += call.method.name.substringBefore('-') }
        },
    )
    return factory.proxy as T
}

private inline fun <reified T : Any> byByteBuddy(): T = ByteBuddy()
    .subclass(T::class.java)
    .method(isDeclaredBy<MethodDescription>(T::class.java))
    .intercept(SuperMethodCall.INSTANCE)
    .make()
    .load(T::class.java.classLoader)
    .loaded
    .getDeclaredConstructor()
    .newInstance()

class ProxiedClassTest : FunSpec({
    test("a proxy of a weave class is called in every way, under the name of the class that somebody wrote") {
        val called = ConcurrentLinkedQueue<String>()
        val page = bySpring(ProxiedPage(), called)
        page.javaClass.name shouldContain "SpringCGLIB"
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
        called.toSet() shouldBe setOf("title", "page", "shown")
        plan(page, "id" to 7).name() shouldBe "ProxiedPage"
        shouldThrow<PlanException> { plan(page, "ip" to 7) }.message!!.lines().first() shouldBe
            "Weave 'ProxiedPage' was given the input 'ip', which it does not have."
    }

    test("a policy in a field, which a proxy does not have, is not left out silently") {
        shouldThrow<PlanException> { weaveBlocking(byByteBuddy<ProxiedLimits>()) }.message shouldBe
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
