package dev.wove.apicheck

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import org.objectweb.asm.ClassReader
import org.objectweb.asm.tree.ClassNode
import org.objectweb.asm.tree.MethodInsnNode
import java.io.File
import java.util.jar.JarEntry
import java.util.jar.JarOutputStream
import kotlin.io.path.createTempDirectory

private const val PACKAGE = "dev/wove/apicheck/consumer"
private val programs = listOf("JavaConsumer", "KotlinConsumer").map { "dev.wove.apicheck.consumer.$it" }

/**
 * Two programs of users, `JavaConsumer` and `KotlinConsumer`, which use the options, call every function with default
 * arguments and read results, traces and events. What they tell is the same with whatever Wove they run.
 */
class BinaryCompatibilityTest : FunSpec({
    val root = Modules.root()
    val compiled = root.resolve("api-check/target/test-classes")
    val kept = root.resolve("api-check/src/test/baseline/consumers.jar")
    val today = Modules.classes(root)
    val told = programs.associateWith { WoveLoader(listOf(compiled) + today).run(it) }

    test("the programs call every function of the DSL that has default arguments") {
        val calls = classesOf(compiled).flatMap(::defaultsCalled).toSet()
        val all =
            root
                .resolve("api/wove-dsl.txt")
                .readLines()
                .filter { " synthetic fun " in it && "\$default " in it }
                .map { it.substringAfter(" fun ").substringBefore("\$default").substringBefore('-') }
                .toSet()
        (all - calls).shouldBeEmpty()
    }

    test("programs that were compiled before run with today's Wove") {
        if (Modules.update) keep(compiled, kept)
        for (program in programs) WoveLoader(listOf(kept) + today).run(program) shouldBe told[program]
    }

    context("with an option, a parameter, an event, a fact and a constant more") {
        val folder = createTempDirectory("wove-variant").toFile()
        val variant = Variant(root, folder)
        variant.make()
        afterSpec { folder.deleteRecursively() }

        test("programs that were compiled before do what they did") {
            val loader = WoveLoader(listOf(compiled, variant.classes) + today)
            for (program in programs) loader.run(program) shouldBe told[program]
            val consumer = loader.loadClass("dev.wove.apicheck.consumer.KotlinConsumer")
            (consumer.getMethod("unknownEvents").invoke(null) as Int) shouldBeGreaterThan 0
            loader
                .loadClass(
                    "dev.wove.dsl.PolicyBuilder",
                ).methods
                .count { it.name.startsWith("setHedgeAfter") } shouldBe
                1
        }

        test("their sources compile as they are") {
            val sources = root.resolve("api-check/src/test")
            variant.compileUser(
                listOf(sources.resolve("java/$PACKAGE/JavaConsumer.java")),
                listOf(sources.resolve("kotlin/$PACKAGE/KotlinConsumer.kt")),
            )
            for (program in programs) {
                WoveLoader(listOf(variant.classes) + today).run(program) shouldBe told[program]
            }
        }
    }
})

private fun classesOf(folder: File): List<File> =
    folder.resolve(PACKAGE).listFiles().orEmpty().filter { it.extension == "class" }.sortedBy { it.name }

/** The names of the functions of Wove that are called with some argument left out, as they were written. */
private fun defaultsCalled(file: File): List<String> {
    val node = ClassNode()
    file.inputStream().use { ClassReader(it).accept(node, 0) }
    return node.methods
        .flatMap { method -> method.instructions.filterIsInstance<MethodInsnNode>() }
        .filter { it.owner.startsWith("dev/wove/dsl/") && it.name.endsWith("\$default") }
        .map { it.name.removeSuffix("\$default").substringBefore('-') }
}

/** Keeps the programs as they are compiled now, for the Woves to come. */
private fun keep(compiled: File, jar: File) {
    jar.parentFile.mkdirs()
    JarOutputStream(jar.outputStream()).use { out ->
        for (file in classesOf(compiled)) {
            out.putNextEntry(JarEntry("$PACKAGE/${file.name}").apply { time = 0 })
            out.write(file.readBytes())
            out.closeEntry()
        }
    }
}
