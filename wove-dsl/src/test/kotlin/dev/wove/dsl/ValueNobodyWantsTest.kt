package dev.wove.dsl

import dev.wove.Do
import dev.wove.Weave
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.concurrent.thread

/** Each of these is a form in which a lambda wants Unit and a weave has a value; that they compile is the point. */
class ValueNobodyWantsTest :
    FunSpec({
        val ran = CopyOnWriteArrayList<String>()

        beforeTest { ran.clear() }

        test("a launched weave") {
            coroutineScope {
                launch { weave { task { ran.add("launch") } } }
            }
            ran shouldBe listOf("launch")
        }

        test("a launched weave of several tasks, named and limited") {
            coroutineScope {
                launch {
                    weave("several", workers = 2) {
                        val a by task { 1 }
                        val b by task(a) { ran.add("b" + a()) }
                        b
                    }
                }
            }
            ran shouldBe listOf("b1")
        }

        test("a launched weave that maps") {
            coroutineScope {
                launch { weave { each(listOf("x", "y"), workers = 1) { ran.add(it) } } }
            }
            ran shouldBe listOf("x", "y")
        }

        test("a weave for each element of a list") {
            listOf("x", "y").forEach { x -> weave { task { ran.add(x) } } }
            ran shouldBe listOf("x", "y")
        }

        test("a blocking weave on a thread of its own") {
            thread { weaveBlocking { task { ran.add("thread") } } }.join()
            ran shouldBe listOf("thread")
        }

        test("a weave as the last line of a program") {
            fun main() = runBlocking<Unit> { weave { task { ran.add("main") } } }
            main()
            ran shouldBe listOf("main")
        }

        test("a weave of a value that may be there") {
            val name: String? = "name"
            name?.let { weave { task { ran.add(it) } } }
            ran shouldBe listOf("name")
        }

        test("a launched weave class, and a result that nobody reads") {
            class Page : Weave<Int>() {
                @Do fun page(): Int = 1.also { ran.add("page") }
            }
            coroutineScope { launch { weave(Page()) } }
            coroutineScope { launch { weaveResult { task { ran.add("result") } } } }
            ran shouldBe listOf("page", "result")
        }

        test("the wanted type still reaches the body") {
            suspend fun number(): Long = weave { task { 1 } }

            suspend fun names(): Map<String, List<Int>> = weave { task { mapOf("a" to emptyList()) } }
            number() shouldBe 1L
            names() shouldBe mapOf("a" to emptyList())
        }

        test("a block that returns early, or throws") {
            suspend fun early(now: Boolean): Int = weave {
                val a by task { 1 }
                if (now) return@weave a
                task { 2 }
            }
            early(true) + early(false) shouldBe 3
            runCatching { weave<Int> { error("no") } }.exceptionOrNull()!!.message shouldBe "no"
        }
    })
