package dev.wove.processor

import dev.wove.PlanException
import dev.wove.Weave
import dev.wove.dsl.weave
import dev.wove.internal.reuse.reflect.WovenClass
import dev.wove.java.Given.given
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import java.io.File
import javax.annotation.processing.AbstractProcessor
import javax.annotation.processing.RoundEnvironment
import javax.lang.model.SourceVersion
import javax.lang.model.element.TypeElement
import io.kotest.matchers.string.shouldContain as shouldContainText

/** Classes in `resources/working`, all compiled without parameter names unless a test says otherwise. */
class WorkingClassesTest : FunSpec({
    val folder = File(WorkingClassesTest::class.java.getResource("/working")!!.toURI())
    val shop = listOf(folder.resolve("java/Shop.java"))
    val inputs = given("names", arrayOf("x")).and("cents", 5).and("bonus", longArrayOf(2)).and("gift", true)
    val order = listOf("zGreeting", "user", "yMany", "xPrice", "wLength", "vAudit", "uAudit", "all")
    val value = "hello ann, [3], true, Price[cents=7]"

    context("a Java class with the processor") {
        val compiled by lazy {
            compileJava(tempdir().toPath(), shop, withProcessor = true, listOf("-Xlint:all", "-Werror"))
        }

        test("compiles without warnings") {
            compiled.errors.shouldBeEmpty()
            compiled.notes.shouldBeEmpty()
        }

        test("is called by generated code, except where only reflection can") {
            Ran.bodies.clear()
            Wove.weave<Any?, Exception>(compiled.weave("working.Shop"), inputs) shouldBe value
            Ran.bodies shouldContainExactlyInAnyOrder order.map { if (it == "vAudit") it else "$it directly" }
        }

        test("has its tasks in the order of the source, superclasses first") {
            tasksOf(compiled.weave("working.Shop")) shouldContainExactly order
        }

        test("runs by reflection where it is private, still without parameter names") {
            Ran.bodies.clear()
            Wove.weave<Any?, Exception>(compiled.weave("working.Outer\$Hidden"), given("cents", 5)) shouldBe 6
            Ran.bodies shouldContainExactly listOf("price", "all")
        }

        test("is not generated again where a compiler before this one did so") {
            val generated = compiled.classes.toFile().walk().filter { it.extension == "java" }.toList()
            generated.map { it.name } shouldContain "Shop_Weaving.java"
            compileJava(tempdir().toPath(), shop + generated, withProcessor = true).errors.shouldBeEmpty()
        }

        test("gives its parameter names to the compilation of a subclass") {
            val bigger = listOf(folder.resolve("java/BiggerShop.java"))
            val library = listOf(compiled.classes.toFile())
            compileJava(tempdir().toPath(), bigger, withProcessor = true, path = library).errors shouldBe
                listOf(
                    Said(
                        "BiggerShop.java",
                        12,
                        "Parameter 'yMore' of task 'more' in BiggerShop is the name of neither a task nor an input.\n" +
                            "  Tasks: ${order.joinToString()}, more. Inputs: names, cents, bonus, gift.\n" +
                            "  If it is an input, declare it with @Input.",
                    ),
                )
        }
    }

    context("the same class without the processor") {
        test("gives the same by reflection") {
            val compiled = compileJava(tempdir().toPath(), shop, withProcessor = false, listOf("-parameters"))
            Ran.bodies.clear()
            Wove.weave<Any?, Exception>(compiled.weave("working.Shop"), inputs) shouldBe value
            Ran.bodies shouldContainExactlyInAnyOrder order
            tasksOf(compiled.weave("working.Shop")) shouldContainExactly order
        }

        test("fails without parameter names and says how to get them") {
            val compiled = compileJava(tempdir().toPath(), shop, withProcessor = false)
            shouldThrow<PlanException> {
                Wove.weave<Any?, Exception>(compiled.weave("working.Outer\$Hidden"), given("cents", 5))
            }.message shouldContainText "Compile with -parameters (javac) or -java-parameters (Kotlin;"
        }
    }

    test("a class that waits for another processor is checked when that has run") {
        val generating = listOf(folder.resolve("java/Generating.java"))
        val both = listOf(WeaveProcessor(), Generator())
        compileJava(tempdir().toPath(), generating, withProcessor = true, processors = both).errors shouldBe
            listOf(
                Said(
                    "Generating.java",
                    13,
                    "Parameter 'made' of task 'all' in Generating has the type Integer, but task 'made' makes" +
                        " Generated.\n  Make the types agree, or name another task with @From.",
                ),
            )
    }

    for ((how, withProcessor) in listOf("through kapt" to true, "by reflection" to false)) {
        context("values of Kotlin's own kinds $how") {
            val compiled by lazy {
                val values = listOf("Shops", "Values").map { folder.resolve("kotlin/$it.kt") }
                compileKotlin(tempdir().toPath(), values, withProcessor, listOf("-java-parameters"))
            }

            fun shown(value: Any?) = "$value"

            test("compile without warnings") {
                compiled.errors.shouldBeEmpty()
            }

            test("are value classes in every place") {
                val values = compiled.weave("working.Values")
                val type = values.javaClass.classLoader.loadClass("working.Id")
                val id = type.getDeclaredMethod("box-impl", Int::class.java).invoke(null, 7)
                weave(values, "id" to id).let(::shown) shouldBe
                    "UserId(id=u7 3s [Id(number=2), Id(number=3)] null UserId(id=u7))"
                Wove.weave<Any?, Exception>(compiled.weave("working.Values"), given("id", 7)).let(::shown) shouldBe
                    "UserId(id=u7 3s [Id(number=2), Id(number=3)] null UserId(id=u7))"
            }

            test("are Unit, and what is in a list") {
                Ran.bodies.clear()
                weave(compiled.weave("working.Generic")).let(::shown) shouldBe "[Id(number=1), Id(number=2)]"
                val directly = if (withProcessor) " directly" else ""
                Ran.bodies shouldContainExactlyInAnyOrder listOf("ids", "log", "pause", "all").map { it + directly }
            }

            test("are results") {
                weave(compiled.weave("working.Results")).let(::shown) shouldBe "Success(1)"
            }

            test("leave the names of tasks alone") {
                weave(compiled.weave("working.Steps")) shouldBe 3
                tasksOf(compiled.weave("working.Steps")) shouldContainExactly listOf("step-1", "step-2", "a\$b")
            }
        }
    }

    context("Kotlin classes through kapt") {
        val shops = listOf(folder.resolve("kotlin/Shops.kt"))
        val compiled by lazy { compileKotlin(tempdir().toPath(), shops, withProcessor = true) }

        test("compile without warnings") {
            compiled.errors.shouldBeEmpty()
        }

        test("are called by generated code, their suspending and internal functions included") {
            Ran.bodies.clear()
            weave(compiled.weave("working.Shop"), "name" to "ann", "in" to 3) shouldBe "hello ann3!, [5]"
            Ran.bodies.toList() shouldContainExactlyInAnyOrder
                listOf("user directly", "zGreeting directly", "user names", "length directly", "all directly")
        }

        test("have their tasks in the order of the source") {
            tasksOf(compiled.weave("working.Shop")) shouldContainExactly
                listOf("zGreeting", "user", "length", "user names", "all")
        }

        test("know which inputs have default values") {
            weave(compiled.weave("working.Shop"), "name" to "ann") shouldBe "hello ann7!, [5]"
        }

        test("run where they are private in another class") {
            weave(compiled.weave("working.Shop\$Hidden"), "name" to "ann") shouldBe "ann"
        }

        test("run by reflection where value classes are in the way, which the compiler notes") {
            Ran.bodies.clear()
            weave(compiled.weave("working.ShopWithIds"), "name" to "ann") shouldBe "3 UserId(id=ann)"
            Ran.bodies.toList() shouldContainExactly listOf("zId", "yLength", "all")
            tasksOf(compiled.weave("working.ShopWithIds")) shouldContainExactly listOf("zId", "yLength", "all")
            compiled.notes.map { it.text }.filter { "ShopWithIds" in it } shouldBe
                listOf(
                    "ShopWithIds is checked when it first runs, not while it is compiled: kapt leaves out" +
                        " zId, yLength, all, since Java cannot name them.",
                )
        }
    }
})

private fun tasksOf(weave: Weave<*>): List<String> {
    val woven = WovenClass.of(weave)
    return List(woven.size()) { woven.task(it).name }
}

/** Makes the class that `Generating` names. */
private class Generator : AbstractProcessor() {
    private var done = false

    override fun getSupportedAnnotationTypes() = setOf("*")

    override fun getSupportedSourceVersion(): SourceVersion = SourceVersion.latest()

    override fun process(annotations: Set<TypeElement>, round: RoundEnvironment): Boolean {
        if (!done) {
            done = true
            val file = processingEnv.filer.createSourceFile("working.Generated")
            file.openWriter().use { it.write("package working;\nclass Generated {}\n") }
        }
        return false
    }
}
