package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.AbstractList
import java.util.RandomAccess

class ChainedItemsTest : FunSpec({
    val items = (1..20).toList()

    context("a mapped task whose items nobody takes any more") {
        test("ends when the task that took them is skipped") {
            inTime {
                runBlocking {
                    val result =
                        weaveResult(onFailure = OnFailure.CONTINUE) {
                            val broken = task<Unit>("broken") { error("broken") }
                            val a = each(items, name = "a") { it }
                            each(a, broken, name = "b", policy = Policy.none().maxPending(1)) { it }
                        }
                    result.outcome("a") shouldBe Outcome.Succeeded(items)
                    result.outcome("b").shouldBeInstanceOf<Outcome.Skipped<*>>()
                }
            }
        }

        test("ends when the task that took them has failed") {
            inTime {
                runBlocking {
                    val result =
                        weaveResult(onFailure = OnFailure.CONTINUE) {
                            val a = each(items, name = "a") { it }
                            each(a, name = "b", policy = Policy.none().maxPending(1)) {
                                if (it ==
                                    3
                                ) {
                                    error("three")
                                } else {
                                    it
                                }
                            }
                        }
                    result.outcome("a") shouldBe Outcome.Succeeded(items)
                    result.outcome("b").shouldBeInstanceOf<Outcome.Failed<*>>()
                }
            }
        }
    }

    context("a mapped task whose chained source fails while items wait") {
        test("ends") {
            inTime {
                runBlocking {
                    val taken = CompletableDeferred<Unit>()
                    val result =
                        weaveResult(onFailure = OnFailure.CONTINUE) {
                            val a =
                                each(items, workers = 1, name = "a") {
                                    if (it == 20) {
                                        taken.await()
                                        error("twenty")
                                    }
                                    it
                                }
                            each(a, workers = 1, name = "b") {
                                taken.complete(Unit)
                                awaitCancellation()
                            }
                        }
                    result.outcome("a").shouldBeInstanceOf<Outcome.Failed<*>>()
                    result.outcome("b").shouldBeInstanceOf<Outcome.Cancelled<*>>()
                }
            }
        }
    }

    context("three chained mapped tasks of which the last one is slow") {
        test("wait without a loop, in place") {
            inTime {
                runBlocking {
                    val gate = CompletableDeferred<Unit>()
                    launch {
                        repeat(10) { yield() }
                        gate.complete(Unit)
                    }
                    withContext(Dispatchers.Unconfined) {
                        weave {
                            val a = each(items) { it }
                            val b = each(a) { it }
                            each(b, policy = Policy.none().maxPending(1)) {
                                gate.await()
                                it
                            }
                        }
                    } shouldBe items
                }
            }
        }
    }

    context("a chained mapped task with little room") {
        test("gets every item, however the threads meet") {
            repeat(3_000) {
                inTime {
                    runBlocking(Dispatchers.Default) {
                        weave {
                            val a = each(items, workers = 1) { it }
                            each(a, workers = 1, policy = Policy.none().maxPending(1)) { it }
                        }
                    }
                } shouldBe items
            }
        }
    }

    context("a list that fails to give an item") {
        class Broken :
            AbstractList<Int>(),
            RandomAccess {
            override val size = 10

            override fun get(index: Int) = if (index == 3) throw IllegalStateException("no item") else index
        }

        test("fails the task after the items under way have ended") {
            inTime {
                runBlocking {
                    var underWay = 0
                    shouldThrow<IllegalStateException> {
                        weave {
                            each(Broken()) {
                                underWay++
                                try {
                                    kotlinx.coroutines.awaitCancellation()
                                } finally {
                                    underWay--
                                }
                            }
                        }
                    }.message shouldBe "no item"
                    underWay shouldBe 0
                }
            }
        }

        test("fails the task from a later slot") {
            inTime {
                runBlocking {
                    shouldThrow<IllegalStateException> {
                        weave {
                            each(Broken(), workers = 1) { yield() }
                        }
                    }.message shouldBe "no item"
                }
            }
        }
    }
})
