package dev.wove.processor

import dev.wove.PlanException
import dev.wove.Weave
import dev.wove.dsl.weave
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveAtLeastSize
import io.kotest.matchers.shouldBe
import java.io.File

/**
 * Classes that cannot work, in `resources/broken`. Each says at the line where the compiler has to point what it has to
 * say: `// error: what happened`, and in comments below the lines that follow, indented.
 */
class BrokenClassesTest : FunSpec({
    val folder = File(BrokenClassesTest::class.java.getResource("/broken")!!.toURI())
    val java = folder.resolve("java").listFiles()!!.sorted()
    val kotlin = folder.resolve("kotlin").listFiles()!!.sorted()
    val kotlinWithProcessor by lazy { compileKotlin(tempdir().toPath(), kotlin, withProcessor = true) }
    val kotlinWithout by lazy {
        compileKotlin(tempdir().toPath(), kotlin, withProcessor = false, listOf("-java-parameters"))
    }

    test("there are thirty of them") {
        (java + kotlin) shouldHaveAtLeastSize 30
    }

    context("in Java") {
        for (file in java) {
            test("${file.nameWithoutExtension} is an error at its line") {
                val compiled = compileJava(tempdir().toPath(), listOf(file), withProcessor = true)
                compiled.errors shouldBe listOf(expectedIn(file))
            }

            test("${file.nameWithoutExtension} fails with the same text when it is first used") {
                val compiled =
                    compileJava(tempdir().toPath(), listOf(file), withProcessor = false, listOf("-parameters"))
                compiled.errors.shouldBeEmpty()
                firstUse(
                    compiled.weave("broken.${file.nameWithoutExtension}"),
                ) { Wove.weave<Any?, Exception>(it) } shouldBe
                    expectedIn(file).text
            }
        }
    }

    context("in Kotlin") {
        for (file in kotlin) {
            test("${file.nameWithoutExtension} is an error at its line") {
                kotlinWithProcessor.errors.filter { it.file == file.name } shouldBe listOf(expectedIn(file))
            }

            test("${file.nameWithoutExtension} fails with the same text when it is first used") {
                kotlinWithout.errors.shouldBeEmpty()
                val name = file.nameWithoutExtension
                firstUse(kotlinWithout.weave("broken.${name.lowercase()}.$name")) { weave(it) } shouldBe
                    expectedIn(file).text
            }
        }

        test("nothing else is an error") {
            kotlinWithProcessor.errors.filter { it.file !in kotlin.map(File::getName) }.shouldBeEmpty()
        }
    }
})

/** The text with which [run] fails; nothing may have run by then. */
private inline fun firstUse(weave: Weave<Any?>, run: (Weave<Any?>) -> Unit): String? {
    Ran.bodies.clear()
    val text = shouldThrow<PlanException> { run(weave) }.message
    withClue("bodies that ran") { Ran.bodies.shouldBeEmpty() }
    return text
}

private val MARK = Regex("""// error: (.*)$""")
private val MORE = Regex("""^\s*// (  \S.*)$""")

private fun expectedIn(file: File): Said {
    val lines = file.readLines()
    val at = lines.indices.single { MARK in lines[it] }
    val first = MARK.find(lines[at])!!.groupValues[1]
    val more = lines.drop(at + 1).map { MORE.find(it)?.groupValues?.get(1) }.takeWhile { it != null }
    return Said(file.name, at + 1, (listOf(first) + more).joinToString("\n"))
}
