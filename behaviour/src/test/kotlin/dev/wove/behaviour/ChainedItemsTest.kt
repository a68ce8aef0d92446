package dev.wove.behaviour

import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.behaviour.harness.Gate
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.AbstractList
import java.util.RandomAccess

class ChainedItemsTest : FunSpec({
    val items = (1..20).toList()

    // Each of these lost items: those that were done before the chained task had been told that they come.
    context("what is chained to a task mapped over a flow takes all its items") {
        test("that run in place") {
            inTime {
                runBlocking(Dispatchers.Unconfined) {
                    weave {
                        val a by each(items.asFlow()) { it }
                        val b by each(a) { it }
                        each(b) { it }
                    }
                }
            } shouldBe items
        }

        test("while the flow still has not left the thread that started it") {
            val first = Gate()
            inTime {
                runBlocking(Dispatchers.Default) {
                    weave {
                        val slow =
                            flow {
                                emit(1)
                                first.awaitOpen()
                                emit(2)
                            }
                        val a by each(slow) { it.also { first.open() } }
                        each(a) { it }
                    }
                }
            } shouldBe listOf(1, 2)
        }
    }

    context("a chained task that starts as its source ends") {
        test("takes all its items, again and again") {
            inTime {
                runBlocking(Dispatchers.Default) {
                    repeat(20_000) {
                        weave {
                            val a by each(listOf(1)) { it }
                            val b by each(a) { it }
                            each(a, b) { it }
                        } shouldBe listOf(1)
                    }
                }
            }
        }
    }

    context("a chained task that bounds how far its source runs ahead") {
        val bound = Policy.none().maxPending(1)
        val circles = mapOf<String, WeaveScope.() -> Unit>(
            "takes it as an input, too" to {
                val a = each(items, name = "a") { it }
                each(a, a, name = "c", policy = bound) { it + a().size }
            },
            "takes what is made of all of it" to {
                val a = each(items, name = "a") { it }
                val sum = task("sum", a) { a().sum() }
                each(a, sum, name = "c", policy = bound) { it }
            },
            "comes after what takes all of it" to {
                val a = each(items, name = "a") { it }
                val other = each(a, name = "other") { it }
                each(a, name = "c", after = listOf(other), policy = bound) { it }
            },
            "holds it up through a chained task" to {
                val a = each(items, name = "a") { it }
                val b = each(a, name = "b", policy = bound) { it }
                val sum = task("sum", a) { a().sum() }
                each(b, sum, name = "c", policy = bound) { it }
            },
        )
        for ((circle, declare) in circles) {
            test("must not wait for its end: it $circle") {
                shouldThrow<PlanException> {
                    plan("w") {
                        declare()
                        task("end") { }
                    }
                }.message shouldBe "Task 'c' in weave 'w' has the option maxPending = 1, but waits for the end of " +
                    "'a' before it takes its first item: 'a' would wait for room for ever.\n" +
                    "  Leave maxPending out, or do not wait for 'a'."
            }
        }

        test("may wait for anything else") {
            inTime {
                runBlocking(Dispatchers.Default) {
                    weave {
                        val one by task { 1 }
                        val a by each(items) { it }
                        val b by each(a, policy = bound) { it }
                        val c by each(b, one, policy = bound) { it + one() }
                        val sum by task(b) { b().sum() }
                        task(c, sum) { c().sum() - sum() }
                    }
                }
            } shouldBe items.size
        }
    }

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
