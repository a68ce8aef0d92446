package dev.wove.environment

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.io.IOException
import java.util.UUID

class RemoteMethodTest : FunSpec({
    fun methodOf(owner: Class<*>, name: String) =
        RemoteMethod.of(owner, owner.methods.single { it.name.substringBefore('-') == name })

    context("a suspending function") {
        val outline = methodOf(Reports::class.java, "outline")

        test("is told as its source says it, without the continuation") {
            outline.isSuspending shouldBe true
            outline.parameterTypes().map { it.typeName } shouldContainExactly
                listOf(UUID::class.java.typeName, "java.util.List<java.lang.String>")
            outline.parameterNames() shouldContainExactly listOf("post", "locales")
            outline.resultType().typeName shouldBe "java.util.Map<java.lang.String, java.lang.Integer>"
        }

        test("tells the exceptions that it declares") {
            outline.exceptions() shouldContainExactly listOf(IOException::class.java)
        }

        test("without a value has none") {
            methodOf(Reports::class.java, "drop").resultType() shouldBe Void.TYPE
        }
    }

    context("the name on the wire") {
        test("is that of the interface and that of the method") {
            methodOf(Reports::class.java, "outline").handler() shouldBe "reports.outline"
        }

        test("is what the method is annotated with") {
            methodOf(Reports::class.java, "render").handler() shouldBe "reports.pdf"
        }

        test("is the qualified name of a type that has no other") {
            methodOf(Outer.Ratings::class.java, "rate").handler() shouldBe
                "dev.wove.environment.RemoteMethodTest.Outer.Ratings.rate"
        }

        test("is that of the source where a value class lengthens it") {
            methodOf(Outer.Ratings::class.java, "count").handler() shouldBe
                "dev.wove.environment.RemoteMethodTest.Outer.Ratings.count"
        }

        test("is that of the type it is called on, which inherits the method") {
            methodOf(BetterReports::class.java, "drop").handler() shouldBe
                "dev.wove.environment.RemoteMethodTest.BetterReports.drop"
        }
    }

    test("a plain function blocks, and has its types") {
        val render = methodOf(Reports::class.java, "render")
        render.isSuspending shouldBe false
        render.parameterTypes() shouldContainExactly listOf(Int::class.javaPrimitiveType)
        render.resultType() shouldBe String::class.java
    }

    test("a handler of another language is known by its name") {
        val render = RemoteMethod.named("pyhandlers.render", String::class.java)
        render.handler() shouldBe "pyhandlers.render"
        render.method() shouldBe null
        render.exceptions().shouldBeEmpty()
    }
}) {
    @Remote("reports")
    interface Reports {
        @Throws(IOException::class)
        suspend fun outline(post: UUID, locales: List<String>): Map<String, Int>

        suspend fun drop(post: UUID)

        @Remote("pdf")
        fun render(post: Int): String
    }

    interface BetterReports : Reports

    class Outer {
        interface Ratings {
            fun rate(text: String): Int

            fun count(of: Id): Int
        }
    }

    @JvmInline
    value class Id(
        val number: Int,
    )
}
