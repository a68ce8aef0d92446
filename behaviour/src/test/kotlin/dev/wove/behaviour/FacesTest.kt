package dev.wove.behaviour

import dev.wove.Outcome
import dev.wove.WeaveCancelledException
import dev.wove.dsl.plan
import dev.wove.dsl.runForResult
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours

class FacesTest : FunSpec({
    context("a body that returns a minimal stage") {
        test("gives the value of the stage") {
            inTime {
                Wove.weave<String, Exception>("w") { w -> w.async("t") { CompletableFuture.completedStage("value") } }
            } shouldBe "value"
        }
    }

    context("an infinite timeout") {
        test("bounds nothing") {
            inTime {
                runBlocking { weave(timeout = Duration.INFINITE) { task(timeout = Duration.INFINITE) { "value" } } }
            } shouldBe "value"
            inTime { runTest { waitsForHours() } }
            inTime { weaveTest { waitsForHours() } }
        }
    }

    context("an interrupt of a blocking caller") {
        test("cancels bodies that keep the thread busy") {
            val running = CountDownLatch(1)
            val weaving = java.util.concurrent.FutureTask<Any?> {
                shouldThrow<WeaveCancelledException> {
                    weaveBlocking {
                        task {
                            running.countDown()
                            while (true) yield()
                        }
                    }
                }
            }
            val thread = kotlin.concurrent.thread(isDaemon = true) { weaving.run() }
            running.await()
            thread.interrupt()
            inTime { weaving.get() }
        }
    }

    context("a failure in the run of a plan") {
        test("notes the types of the inputs") {
            runTest {
                val result =
                    plan("p") {
                        val a = task("a") { "text" }
                        task<Unit>("b", a) { error("b") }
                    }.runForResult()
                result.failures().single().note() shouldContain "a: String"
            }
        }
    }

    context("a returned task that is named by a reference and also settled") {
        test("fails the weave when it fails") {
            runTest {
                shouldThrow<IllegalStateException> {
                    weave {
                        val a = task<String>("a") { error("a") }
                        task("b", settled(a)) { awaitCancellation() }
                        ref<String>("a")
                    }
                }.message shouldBe "a"
            }
        }
    }

    context("a task of an enclosing weave taken as settled") {
        test("reads as its outcome") {
            runTest {
                weave {
                    val outer = task("outer") { "value" }
                    task("nest", outer) { weave { task("inner", settled(outer)) { outer.outcome() } } }
                } shouldBe Outcome.Succeeded("value")
            }
        }
    }
})

private suspend fun waitsForHours() {
    weave(timeout = Duration.INFINITE) {
        task(timeout = Duration.INFINITE) {
            delay(5.hours)
            "value"
        }
    } shouldBe "value"
}
