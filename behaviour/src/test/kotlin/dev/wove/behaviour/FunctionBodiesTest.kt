package dev.wove.behaviour

import dev.wove.Do
import dev.wove.OnFailure
import dev.wove.Outcome
import dev.wove.PlanException
import dev.wove.TaskKind
import dev.wove.Weave
import dev.wove.dsl.blocking
import dev.wove.dsl.each
import dev.wove.dsl.eachBlocking
import dev.wove.dsl.eachSettled
import dev.wove.dsl.eachUnit
import dev.wove.dsl.kind
import dev.wove.dsl.mapped
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.dsl.task
import dev.wove.dsl.tasks
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.currentTime
import java.io.IOException
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.milliseconds

private val failure = IOException("x")

private suspend fun slowOne(): Int = 1.also { delay(10) }

private fun two(): Int = 2

private fun fails(): Int = throw failure

private suspend fun next(number: Int): Int = number + 1.also { delay(10) }

private fun half(number: Int): Int = number / 2

private fun reciprocal(number: Int): Int = 1 / number

private class Shop(
    val sold: MutableList<Int>,
) {
    suspend fun sell(item: Int) {
        delay(10)
        sold += item
    }

    fun stock(): List<Int> = listOf(1, 2)
}

private class Sum : Weave<Int>() {
    @Do fun first(): Int = 1

    @Do fun sum(first: Int): Int = first
}

class FunctionBodiesTest : FunSpec({
    context("a function from anywhere as the body of a task") {
        test("may suspend or not, in a task that may be named") {
            weave {
                val one by task(body = ::slowOne)
                val two = task("two", body = ::two)
                task(one, two) { one() + two() }
            } shouldBe 3
        }

        test("may block, on a thread of the pool") {
            weave { blocking(body = Thread::currentThread) } shouldNotBe Thread.currentThread()
        }

        test("is a function of an object, or in a variable, too") {
            val stock: suspend () -> List<Int> = Shop(ArrayList())::stock
            weave { blocking(body = Shop(ArrayList())::stock) } shouldBe listOf(1, 2)
            weave { task(body = stock) } shouldBe listOf(1, 2)
        }

        test("has the options of others, and fails like others") {
            val attempts = CopyOnWriteArrayList<Int>()

            fun attempt(): Int = attempts.size.also { attempts += it }.takeIf { it == 2 } ?: throw failure
            weave { task(retries = 2, timeout = 500.milliseconds, body = ::attempt) } shouldBe 2
            val thrown = shouldThrow<IOException> { weave("w") { task("t", body = ::fails) } }
            thrown shouldBeSameInstanceAs failure
            thrown.notes().single()!! shouldContain "Task 't' in weave 'w' failed"
        }

        test("runs in each run of a plan, which tells its kind") {
            val plan =
                plan("w") {
                    val one by task(body = ::slowOne)
                    val two by blocking(after = listOf(one), body = ::two)
                    val items by each(listOf(1), body = ::next)
                    task(one, two, items) { one() + two() + items().sum() }
                }
            repeat(2) { plan.run() shouldBe 5 }
            plan.tasks.map { it.kind }.take(3) shouldBe
                listOf(TaskKind.SUSPENDING, TaskKind.BLOCKING, TaskKind.SUSPENDING)
            plan.tasks.map { it.mapped } shouldBe listOf(false, false, true, false)
        }
    }

    context("a function from anywhere as the body of items") {
        test("gets each item, given or made by a task, in every way to map") {
            val sold = CopyOnWriteArrayList<Int>()
            weave { each(listOf(1, 2), body = ::next) } shouldBe listOf(2, 3)
            weave { each(listOf(1, 2), body = ::half) } shouldBe listOf(0, 1)
            weave { eachBlocking(listOf(4), body = ::half) } shouldBe listOf(2)
            weave { eachUnit(listOf(1), body = Shop(sold)::sell) } shouldBe 1L
            weave {
                val items by task { listOf(1, 0) }
                eachSettled(items, body = ::reciprocal)
            }.map { it.shouldBeInstanceOf<Outcome<Int>>() is Outcome.Succeeded } shouldBe listOf(true, false)
            weave {
                val items by task { listOf(2) }
                val more by each(items, body = ::next)
                val halves by eachBlocking(more, body = ::half)
                eachUnit(halves, body = Shop(sold)::sell)
            } shouldBe 1L
            sold shouldBe listOf(1, 1)
        }

        test("runs for as many items at once as its workers") {
            weaveTest {
                weave { each(listOf(1, 2, 3, 4), workers = 2, body = ::next) } shouldBe listOf(2, 3, 4, 5)
                currentTime shouldBe 20
            }
        }
    }

    context("a list among the inputs") {
        test("stands for all that are in it, beside others") {
            weave {
                val ones = List(3) { task { 1 } }
                val two by task { 2 }
                val both by task(two, all(ones)) { two() + ones.sumOf { it() } }
                val items by each(listOf(10), all(ones)) { n -> n + ones.sumOf { it() } }
                blocking("all", all(listOf(two, all(listOf(both, items))))) { two() + both() + items().sum() }
            } shouldBe 20
        }

        test("may be empty, and may hold tasks that are taken as data") {
            weaveResult("w", onFailure = OnFailure.CONTINUE) {
                val fails by task(body = ::fails)
                val nothing by task(all(emptyList())) { 0 }
                task("t", all(listOf(settled(fails), orNull(nothing)))) {
                    (fails.outcome() is Outcome.Failed) to nothing.orNull()
                }
            }.get("t") shouldBe (true to 0)
        }

        test("is the same for a task of a weave class that is overridden") {
            weave(Sum()) {
                val parts = List(2) { task { it + 1 } }
                override(Sum::sum, all(parts)) with { parts.sumOf { it() } }
            } shouldBe 3
        }

        test("makes no reading of what is not in it") {
            shouldThrow<IllegalStateException> {
                weave("w") {
                    val a by task { 1 }
                    val b by task { 2 }
                    task("t", all(listOf(a))) { a() + b() }
                }
            }.message shouldBe
                "Task 't' in weave 'w' read 'b', which it did not declare (declared: a). Add b to its inputs."
        }

        test("may not have tasks of another weave") {
            shouldThrow<PlanException> {
                weave("outer") {
                    val a by task { 1 }
                    task("t") { weave("inner") { task("u", all(listOf(a))) { 1 } } }
                }
            }
        }
    }
})
