package dev.wove.behaviour.failure

import dev.wove.Policy
import dev.wove.TaskTimeoutException
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.inTime
import dev.wove.dsl.await
import dev.wove.dsl.policy
import dev.wove.dsl.taskScope
import dev.wove.dsl.weaveBlocking
import dev.wove.java.Wove
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import kotlinx.coroutines.runBlocking
import java.io.IOException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.milliseconds

class BlockingFallbackTest : FunSpec({
    context("a fallback that blocks, as it asks another database") {
        test("keeps no other task from running") {
            val gate = Gate()
            val slow = policy { fallback = { gate.awaitOpen() } }
            inTime {
                weaveBlocking {
                    val shaky by blocking(policy = slow) { throw IOException("down") }
                    val other by blocking { 1 }
                    val opens by task(other) { gate.open() } // on the thread of the engine
                    task(after = listOf(shaky, opens)) { }
                }
            }
        }

        test("keeps no other task from running where the body has returned a stage") {
            val gate = Gate()
            val slow = policy { fallback = { gate.awaitOpen() } }
            inTime {
                Wove.weave<Any?, Exception>("w") { w ->
                    val shaky = w
                        .with(
                            slow,
                        ).async("shaky") { CompletableFuture.failedFuture<Any?>(IOException("down")) }
                    val other = w.async("other") { CompletableFuture.completedFuture(1) }
                    val opens = w.run("opens", other) { gate.open() }
                    w.after(shaky, opens).task("all") { 1 }
                }
            }
        }

        test("runs for several items at once") {
            val both = CyclicBarrier(2)
            val slow = policy {
                fallback = {
                    both.await(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)
                    "from the other"
                }
            }
            val read = inTime {
                Wove.weave<List<String>, Exception>("w") { w ->
                    w.with(slow).each<Int, String>("items", listOf(1, 2)) { throw IOException("down") }
                }
            }
            read shouldBe listOf("from the other", "from the other")
        }

        test("is interrupted by a timeout of the weave") {
            val interrupted = Gate()
            val slow = policy {
                fallback = {
                    try {
                        Gate().future.get(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)
                    } catch (e: InterruptedException) {
                        interrupted.open()
                        throw e
                    }
                }
            }
            inTime {
                shouldThrow<TaskTimeoutException> {
                    weaveBlocking(timeout = 50.milliseconds) { blocking(policy = slow) { throw IOException("down") } }
                }
            }
            interrupted.isOpen shouldBe true
        }

        test("runs on a thread of the bodies in a scope, too") {
            val slow = Policy.fallback { Thread.currentThread() }
            runBlocking {
                val caller = Thread.currentThread()
                taskScope {
                    startBlocking<Any?>(policy = slow) { throw IOException("down") }.await() shouldNotBe caller
                }
            }
        }
    }

    test("a retryIf that blocks keeps no other task from running") {
        val gate = Gate()
        val slow = policy {
            retries = 1
            retryIf = {
                gate.awaitOpen()
                true
            }
        }
        inTime {
            weaveBlocking {
                var calls = 0
                val shaky by blocking(policy = slow) { if (++calls == 1) throw IOException("down") }
                val other by blocking { 1 }
                val opens by task(other) { gate.open() }
                task(after = listOf(shaky, opens)) { }
            }
        }
    }

    test("beside a suspending body both run where that does") {
        val here = policy {
            retries = 1
            retryIf = { Thread.currentThread().also { thread -> it.addSuppressed(IOException(thread.name)) }.isAlive }
            fallback = { Thread.currentThread() }
        }
        weaveBlocking<Any?> { task<Any?>(policy = here) { throw IOException("down") } } shouldBe Thread.currentThread()
    }
})
