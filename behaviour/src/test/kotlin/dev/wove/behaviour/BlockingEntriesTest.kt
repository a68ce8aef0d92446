package dev.wove.behaviour

import dev.wove.DelayedResult
import dev.wove.Do
import dev.wove.Exit
import dev.wove.Input
import dev.wove.NotAwaitedException
import dev.wove.OnFailure
import dev.wove.Weave
import dev.wove.WeaveCancelledException
import dev.wove.dsl.failure
import dev.wove.dsl.names
import dev.wove.dsl.plan
import dev.wove.dsl.runBlocking
import dev.wove.dsl.runForResultBlocking
import dev.wove.dsl.taskScope
import dev.wove.dsl.taskScopeBlocking
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.weaveResultBlocking
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import java.io.IOException
import java.util.concurrent.CountDownLatch

private class TextOfDouble : Weave<String>() {
    @Do fun doubled(
        @Input number: Int,
    ): Int = number * 2

    @Do fun text(doubled: Int): String = "is $doubled"
}

class BlockingEntriesTest : FunSpec({
    context("weaveResultBlocking") {
        test("gives what became of each task to a plain function") {
            val failure = IOException("x")
            val result =
                weaveResultBlocking("w") {
                    val a by task { 1 }
                    val b by blocking(a) { a() + 1 }
                    task<Int>("c", b) { throw failure }
                }
            result.get("b") shouldBe 2
            result.failure shouldBeSameInstanceAs failure
        }

        test("runs suspending bodies on the calling thread") {
            val caller = Thread.currentThread()
            weaveResultBlocking { task { Thread.currentThread() } }.value() shouldBe caller
        }

        test("runs weave classes, and parts of them") {
            weaveResultBlocking(TextOfDouble(), "number" to 4).value() shouldBe "is 8"
            weaveResultBlocking(
                TextOfDouble(),
                "number" to 4,
                only = listOf(TextOfDouble::doubled),
            ).names shouldContainExactly
                listOf("doubled")
        }

        test("is cancelled when its thread is interrupted, waits, and gives the interrupt back") {
            inTime {
                val caller = Thread.currentThread()
                var stopped = false
                shouldThrow<WeaveCancelledException> {
                    weaveResultBlocking {
                        val runs = CountDownLatch(1)
                        blocking {
                            runs.await()
                            caller.interrupt()
                        }
                        task {
                            try {
                                runs.countDown()
                                awaitCancellation()
                            } finally {
                                stopped = true
                            }
                        }
                    }
                }
                stopped shouldBe true
                Thread.interrupted() shouldBe true
            }
        }

        test("is refused inside a suspending body, and says what to use") {
            shouldThrow<IllegalStateException> {
                weave("w") { task("t") { weaveResultBlocking { task("inner") { } } } }
            }.message shouldBe
                "A blocking weave ('weave') was called inside the suspending body of task 't' in weave 'w'; this can " +
                "deadlock the dispatcher.\n" +
                "  Instead of   weaveResultBlocking { ... } or Wove.weaveResult(...)   // blocks the thread\n" +
                "  use          weaveResult { ... }                                    // suspends"
        }
    }

    context("a plan in a plain function") {
        test("runs to its value and to its result") {
            val plan = plan("w") { task("t") { 1 } }
            plan.runBlocking() shouldBe 1
            plan.runForResultBlocking().get("t") shouldBe 1
        }
    }

    context("taskScopeBlocking") {
        test("starts calls at once and returns what its block returns") {
            taskScopeBlocking("s") {
                val a = start { 1 }
                val b = startBlocking(a) { it + 1 }
                b.join()
            } shouldBe 2
        }

        test("waits for what still runs when the block has returned") {
            val mayEnd = CountDownLatch(1)
            val call =
                taskScopeBlocking {
                    startBlocking { mayEnd.await() }.also { mayEnd.countDown() }
                }
            call.isDone shouldBe true
        }

        test("throws what its block throws, with what failed besides suppressed") {
            val failure = IOException("x")
            val thrown =
                shouldThrow<IllegalStateException> {
                    taskScopeBlocking<Unit>("s", onFailure = OnFailure.CONTINUE) {
                        val failing = start<Int> { throw failure }
                        while (!failing.isDone) Thread.onSpinWait()
                        error("block")
                    }
                }
            thrown.message shouldBe "block"
            thrown.attached() shouldBe listOf(failure)
        }

        test("throws what ended the scope, and not what the block was told because of it") {
            val failure = IOException("x")
            shouldThrow<IOException> {
                taskScopeBlocking("s") {
                    val waits = start { awaitCancellation() }
                    start<Int> { throw failure }
                    waits.join()
                }
            } shouldBeSameInstanceAs failure
        }

        test("does not throw again what its block has taken") {
            val failure = IOException("x")
            taskScopeBlocking("s") {
                runCatching { start<Int> { throw failure }.join() }.exceptionOrNull()
            } shouldBe failure
        }

        test("is left as its exit says") {
            inTime {
                taskScopeBlocking<DelayedResult<*>>(
                    exit = Exit.CANCEL,
                ) { start { awaitCancellation() } }.isDone shouldBe
                    true
                shouldThrow<NotAwaitedException> {
                    taskScopeBlocking(exit = Exit.REQUIRE_AWAITED) { start { 1 } }
                }
            }
        }

        test("is cancelled when its thread is interrupted, waits, and gives the interrupt back") {
            inTime {
                val caller = Thread.currentThread()
                var stopped = false
                shouldThrow<WeaveCancelledException> {
                    taskScopeBlocking<Unit> {
                        start {
                            try {
                                caller.interrupt()
                                awaitCancellation()
                            } finally {
                                stopped = true
                            }
                        }.join()
                    }
                }
                stopped shouldBe true
                Thread.interrupted() shouldBe true
            }
        }

        test("is cancelled with the blocking body that it is in") {
            val began = CountDownLatch(1)
            val failure = IOException("x")
            inTime {
                shouldThrow<IOException> {
                    weaveBlocking("w") {
                        blocking {
                            began.await()
                            throw failure
                        }
                        blocking {
                            taskScopeBlocking {
                                start {
                                    began.countDown()
                                    awaitCancellation()
                                }.join()
                            }
                        }
                    }
                } shouldBeSameInstanceAs failure
            }
        }

        test("is refused in suspending code, and says what to use") {
            shouldThrow<IllegalStateException> {
                taskScope("s") { taskScopeBlocking { } }
            }.message shouldBe
                "A blocking scope was opened inside the block of scope 's'; this can deadlock the dispatcher.\n" +
                "  Instead of   taskScopeBlocking { ... } or Wove.taskScope(...)   // blocks the thread\n" +
                "  use          taskScope { ... }                                  // suspends"
        }
    }
})
