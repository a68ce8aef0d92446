package dev.wove.behaviour.remote

import dev.wove.Do
import dev.wove.Policy
import dev.wove.Weave
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.runBlocking
import java.nio.file.Path

class Sum : Weave<Int>() {
    @Do
    fun a(): Int = 1

    @Do(retries = 1)
    fun b(a: Int): Int = a + 1
}

/** A process in which nothing runs elsewhere. */
object LocalOnly {
    @JvmStatic
    fun main(args: Array<String>) {
        val kotlin =
            weaveBlocking {
                val a by task { 1 }
                val b by blocking(a, retries = 1) { a() + 1 }
                val c by each(listOf(1, 2)) { it }
                task(b, c) { b() + c().sum() }
            }
        val java: Int = Wove.weave<Int, RuntimeException>("java") { w -> w.with(Policy.retries(1)).task("a") { 1 } }
        println(kotlin + java + runBlocking { weave(Sum()) })
    }
}

class NothingLoadedTest : FunSpec({
    test("a process in which nothing runs elsewhere loads no class of environments") {
        val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val command =
            listOf(java, "-Xlog:class+load", "-cp", System.getProperty("java.class.path"), LocalOnly::class.java.name)
        val lines = ProcessBuilder(command).redirectErrorStream(true).start().inputStream.bufferedReader().readLines()
        lines.last { "class,load" !in it } shouldBe "8"
        val loaded = lines.map { it.substringAfter("] ").substringBefore(' ') }.filter { it.startsWith("dev.wove.") }
        loaded.shouldNotBeEmpty()
        loaded.filter { name -> ELSEWHERE.any { name.startsWith(it) } }.shouldBeEmpty()
    }
}) {
    private companion object {
        val ELSEWHERE =
            listOf(
                "dev.wove.environment.",
                "dev.wove.internal.delivery.",
                "dev.wove.internal.environment.",
                "dev.wove.internal.engine.remote.",
                "dev.wove.remote.",
            )
    }
}
