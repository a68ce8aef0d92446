package dev.wove.behaviour.failure

import dev.wove.TaskFailedException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.UNDECLARED
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.notRemote
import dev.wove.behaviour.harness.thrownBy
import dev.wove.dsl.await
import dev.wove.dsl.launchWeave
import dev.wove.dsl.taskScope
import dev.wove.dsl.weave
import dev.wove.java.Wove
import dev.wove.trace.WeaveListener
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit

private class NoEquals : RuntimeException("x") {
    override fun equals(other: Any?): Boolean = throw AssertionError("equals")

    override fun hashCode(): Int = throw AssertionError("hashCode")
}

private class NoText : RuntimeException("x") {
    override fun toString(): String = throw AssertionError("toString")
}

private class NoMessage : RuntimeException() {
    override val message: String get() = throw AssertionError("getMessage")
}

private class NoLocalizedMessage : RuntimeException("x") {
    override fun getLocalizedMessage(): String = throw AssertionError("getLocalizedMessage")
}

private class NothingElse : RuntimeException("x") {
    override val cause: Throwable get() = throw AssertionError("getCause")

    override fun getStackTrace(): Array<StackTraceElement> = throw AssertionError("getStackTrace")

    override fun initCause(cause: Throwable?): Throwable = throw AssertionError("initCause")

    override fun setStackTrace(trace: Array<out StackTraceElement>?): Unit = throw AssertionError("setStackTrace")
}

private val hostile: Map<String, () -> Throwable> =
    mapOf(
        "equals and hashCode" to ::NoEquals,
        "toString" to ::NoText,
        "getMessage" to ::NoMessage,
        "getLocalizedMessage" to ::NoLocalizedMessage,
        "getCause, getStackTrace, initCause and setStackTrace" to ::NothingElse,
    )

/** [failure], or a stand-in for it. */
private fun shouldTell(thrown: Throwable?, failure: Throwable) {
    val told = generateSequence(thrown) { (it as? TaskFailedException)?.cause }
    told.any { it === failure } shouldBe true
}

/** Runs [call] on a thread of its own, which must come back. */
private fun comesBack(call: () -> Unit) {
    val ended = CompletableFuture<Throwable?>()
    val thread =
        Thread {
            try {
                call()
                ended.complete(null)
            } catch (e: Throwable) {
                ended.complete(e)
            }
        }
    thread.isDaemon = true
    thread.start()
    ended.get(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)?.let { throw it }
}

class HostileFailureTest : FunSpec({
    everyCell {
        for ((what, make) in hostile) {
            case(
                "rule-5 rule-7",
                "ends with an exception that throws from $what, and loses no other",
                unless = notRemote(UNDECLARED),
            ) {
                val failure = make()
                val other = IllegalStateException("other")
                val runs = Gate()
                val ended =
                    result<Int>(options = WeaveOptions.listener(WeaveListener { })) {
                        task<Int>("b") {
                            runs.open()
                            try {
                                untilStopped()
                            } catch (_: Throwable) {
                                throw other
                            }
                        }
                        task("a") {
                            runs.pass()
                            throw failure
                        }
                    }
                shouldTell(ended.failure, failure)
                ended.failures.map { it.task() } shouldBe listOf("a", "b")
                ended.failures.last().cause() shouldBeSameInstanceAs other
            }
        }
    }

    for ((what, make) in hostile) {
        context("an exception that throws from $what") {
            test("comes out of runBlocking") {
                comesBack {
                    val failure = make()
                    val thrown =
                        runCatching {
                            runBlocking { weave<Int> { task<Int>("a") { throw failure } } }
                        }.exceptionOrNull()
                    shouldTell(thrown, failure)
                }
            }

            test("comes out of a live weave, whose scope ends") {
                comesBack {
                    val failure = make()
                    val done = CompletableDeferred<Throwable?>()
                    runBlocking(Dispatchers.Default) {
                        supervisorScope {
                            val live =
                                launchWeave<Int>(onDone = { done.complete(it.failure()) }) {
                                    task<Int>("a") { throw failure }
                                }
                            shouldTell(thrownBy { live.await() }, failure)
                            // Where assertions are on, kotlinx throws a copy here.
                            thrownBy { live["a"].await() }
                            live.join()
                        }
                        shouldTell(done.await(), failure)
                    }
                }
            }

            test("comes out of a future, and stops it") {
                comesBack {
                    val failure = make()
                    val future = Wove.weaveAsync<Int>("w") { w -> w.task<Int>("a") { throw failure } }
                    future.stopped().get(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS)
                    val thrown = runCatching { future.get(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS) }.exceptionOrNull()
                    thrown.shouldBeInstanceOf<ExecutionException>()
                    shouldTell(thrown.cause, failure)
                }
            }

            test("comes out of the future of a task") {
                comesBack {
                    val failure = make()
                    val open = Gate()
                    val live =
                        Wove.launchWeave<Int>("w") { w ->
                            w.task<Int>("a") {
                                open.awaitOpen()
                                throw failure
                            }
                        }
                    val task = live.future("a")
                    val told = task.handle { _, thrown -> thrown }
                    open.open()
                    shouldTell(told.get(Gate.PATIENCE_SECONDS, TimeUnit.SECONDS), failure)
                    shouldTell(runCatching { live.join() }.exceptionOrNull(), failure)
                }
            }

            test("comes out of a scope") {
                comesBack {
                    val failure = make()
                    runBlocking(SupervisorJob() + Dispatchers.Default) {
                        shouldTell(thrownBy { taskScope { start<Int> { throw failure } } }, failure)
                        shouldTell(thrownBy { taskScope { start<Int> { throw failure }.await() } }, failure)
                        val future = taskScope { start<Int> { throw failure }.toCompletableFuture() }
                        shouldTell(future.handle { _, thrown -> thrown }.get(20, TimeUnit.SECONDS), failure)
                    }
                }
            }

            test("does not harm the weave when listeners and onDone throw it") {
                comesBack {
                    val listens = WeaveOptions.listener(WeaveListener { throw make() })
                    val toldToo = Gate()
                    runBlocking(Dispatchers.Default) {
                        launchWeave(options = listens, onDone = { throw make() }) { task("a") { 1 } }.await() shouldBe 1
                    }
                    val live = Wove.with(listens).launchWeave<Int>("w") { w -> w.task("a") { 1 } }
                    live.onDone { throw make() }.onDone { toldToo.open() }
                    live.join() shouldBe 1
                    toldToo.awaitOpen()
                }
            }
        }
    }
})
