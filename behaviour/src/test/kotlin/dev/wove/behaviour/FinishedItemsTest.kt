package dev.wove.behaviour

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskTimeoutException
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Gate
import dev.wove.behaviour.harness.ONLY_ITEM_KINDS
import dev.wove.behaviour.harness.Ref
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.each
import dev.wove.behaviour.harness.eachSettled
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.harness.itemKinds
import dev.wove.dsl.WeaveScope
import dev.wove.dsl.launchWeave
import dev.wove.dsl.missing
import dev.wove.dsl.plan
import dev.wove.dsl.runForResult
import dev.wove.dsl.values
import dev.wove.dsl.weaveResult
import dev.wove.test.replacing
import dev.wove.test.weaveTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.withContext
import java.io.IOException
import java.time.Duration.ofMillis

private const val SOURCES = "each kind of source is drawn from in one place of the engine"
private const val READING = "reading a result is the same for every face"

/** What items have made is there, although their task has no value. */
class FinishedItemsTest : FunSpec({
    everyCell(kinds = itemKinds, leftOut = ONLY_ITEM_KINDS) {
        case("rule-6 rule-13", "gives the items that had ended when the weave timed out, and says which are missing") {
            inVirtualTime {
                lateinit var items: Ref<List<Int?>>
                val ended =
                    result(options = WeaveOptions.timeout(ofMillis(100))) {
                        items =
                            each<Int, Int?>("items", List(5) { it }) {
                                sleep(if (it % 2 == 0) 10 else 1_000)
                                if (it == 2) null else it * 10
                            }
                        items
                    }
                ended.failure.shouldBeInstanceOf<TaskTimeoutException>()
                ended.items(items).values shouldBe mapOf(0 to 0, 2 to null, 4 to 40)
                ended.items(items).missing shouldBe listOf(1, 3)
                ended.result.items("items") shouldBe ended.items(items)
            }
        }

        case("rule-6 rule-11", "gives the outcomes that were known when the task passed its deadline") {
            inVirtualTime {
                lateinit var items: Ref<List<Outcome<Int>>>
                val down = IOException("x")
                val ended =
                    result {
                        items =
                            eachSettled("items", List(6) { it }, Policy.workers(2).deadline(ofMillis(100))) {
                                sleep(60)
                                if (it == 0) throw down
                                it * 10
                            }
                        items
                    }
                ended.outcome(items).shouldBeInstanceOf<Outcome.Failed<*>>()
                ended.items(items).values shouldBe
                    mapOf(0 to Outcome.Failed<Int>(down), 1 to Outcome.Succeeded(10))
                ended.items(items).missing shouldBe listOf(2, 3, 4, 5)
            }
        }

        case("rule-6 rule-13", "gives the items that had ended when another failed") {
            inVirtualTime {
                lateinit var items: Ref<List<Int>>
                val ended =
                    result {
                        items =
                            each<Int, Int>("items", List(4) { it }) {
                                sleep(10L * it)
                                if (it == 2) throw IOException("x")
                                it * 10
                            }
                        items
                    }
                ended.failure.shouldBeInstanceOf<IOException>()
                ended.items(items).values shouldBe mapOf(0 to 0, 1 to 10)
                ended.items(items).missing shouldBe listOf(2, 3)
            }
        }

        case("M05 rule-13", "gives all items of a task that succeeded, in their order, and none of nothing") {
            lateinit var items: Ref<List<Int?>>
            lateinit var none: Ref<List<Int>>
            val ended =
                result {
                    none = each<Int, Int>("none", emptyList<Int>()) { it }
                    items = each<Int, Int?>("items", listOf(1, 2, 3)) { if (it == 2) null else it }
                    items
                }
            ended.items(items).values.toList() shouldBe listOf(0 to 1, 1 to null, 2 to 3)
            ended.items(items).missing.shouldBeEmpty()
            ended.items(none).values.shouldBeEmpty()
            ended.items(none).missing.shouldBeEmpty()
        }

        case("rule-6 rule-9", "misses all items of a task that never started, if it is known how many there are") {
            lateinit var given: Ref<List<Int>>
            lateinit var made: Ref<List<Int>>
            lateinit var unknown: Ref<List<Int>>
            val ended =
                result {
                    val numbers = task("numbers") { listOf(1, 2) }
                    val fails = task<List<Int>>("fails", numbers) { throw IOException("x") }
                    given = each<Int, Int>("given", listOf(1, 2, 3), fails) { it }
                    made = each<Int, Int>("made", numbers, fails) { it }
                    unknown = each<Int, Int>("unknown", fails) { it }
                    given
                }
            for (task in listOf(given, made, unknown)) {
                ended.outcome(task).shouldBeInstanceOf<Outcome.Skipped<*>>()
                ended.items(task).values.shouldBeEmpty()
            }
            ended.items(given).missing shouldBe listOf(0, 1, 2)
            ended.items(made).missing shouldBe listOf(0, 1)
            ended.items(unknown).missing.shouldBeEmpty()
        }
    }

    context("of a source that does not know its size") {
        val sources = mapOf<String, WeaveScope.(suspend (Int) -> Int) -> Task<List<Int>>>(
            "a sequence" to { body -> each(generateSequence(0) { it + 1 }, workers = 2) { body(it) } },
            "a flow" to { body -> each(generateSequence(0) { it + 1 }.asFlow(), workers = 2) { body(it) } },
            "another mapped task" to { body ->
                val first = each(generateSequence(0) { it + 1 }, workers = 2, name = "first") { it }
                each(first, policy = Policy.workers(2).maxPending(2)) { body(it) }
            },
        )
        for ((what, each) in sources) {
            case("M18 rule-6", "as $what, only what it had given can be missing", once = SOURCES) {
                weaveTest {
                    lateinit var items: Task<List<Int>>
                    val result =
                        weaveResult(options = WeaveOptions.timeout(ofMillis(100))) {
                            items =
                                each {
                                    delay(if (it < 40) 10 else 1_000)
                                    it * 10
                                }
                            items
                        }
                    val finished = result.items(items)
                    finished.values.keys.toList() shouldBe List(18) { it }
                    finished.values[17] shouldBe 170
                    finished.missing.first() shouldBe 18
                    finished.missing shouldBe List(finished.missing.size) { 18 + it }
                }
            }
        }
    }

    case("M10 rule-6", "of a task that takes the items of another, what that has made is missing", once = SOURCES) {
        weaveTest {
            lateinit var offers: Task<List<Int>>
            lateinit var prices: Task<List<Int>>
            val result =
                weaveResult(options = WeaveOptions.timeout(ofMillis(100))) {
                    offers =
                        each(listOf(1, 2, 3, 4), name = "offers") {
                            delay(it * 40L)
                            it
                        }
                    prices =
                        each(offers) {
                            delay(50)
                            it * 10
                        }
                    prices
                }
            result.items(offers).values shouldBe mapOf(0 to 1, 1 to 2)
            result.items(offers).missing shouldBe listOf(2, 3)
            result.items(prices).values shouldBe mapOf(0 to 10)
            result.items(prices).missing shouldBe listOf(1, 2, 3)
        }
    }

    case("rule-6 rule-9", "misses an item that returns although it was cancelled", once = READING) {
        withContext(Dispatchers.IO) {
            val runs = Gate()
            val cancelled = Gate()
            lateinit var items: Task<List<Int>>
            val live =
                launchWeave {
                    items =
                        each(List(3) { it }, workers = 1) {
                            if (it == 2) {
                                runs.open()
                                cancelled.awaitOpen()
                            }
                            it * 10
                        }
                    items
                }
            runs.awaitOpen()
            live[items].cancel()
            cancelled.open()
            val result = live.result()
            result.outcome(items).shouldBeInstanceOf<Outcome.Cancelled<*>>()
            result.items(items).values shouldBe mapOf(0 to 0, 1 to 10)
            result.items(items).missing shouldBe listOf(2)
        }
    }

    case("rule-6", "of two runs of a plan, each has its own", once = READING) {
        weaveTest {
            var wait = 10L
            lateinit var items: Task<List<Int>>
            val plan =
                plan(options = WeaveOptions.timeout(ofMillis(100))) {
                    items =
                        each(List(2) { it }) {
                            delay(wait * (it + 1))
                            it
                        }
                    items
                }
            val fast = plan.runForResult()
            wait = 60
            val slow = plan.runForResult()
            fast.items(items).values shouldBe mapOf(0 to 0, 1 to 1)
            slow.items(items).values shouldBe mapOf(0 to 0)
            slow.items(items).missing shouldBe listOf(1)
        }
    }

    case("rule-6", "gives the items of a list that a test has put in the place of a mapped task", once = READING) {
        replacing("w", "items" to listOf(7, null)) {
            val result = weaveResult("w") { each(listOf(1, 2, 3), name = "items") { it.takeIf { it > 0 } } }
            result.items("items").values shouldBe mapOf(0 to 7, 1 to null)
            result.items("items").missing.shouldBeEmpty()
        }
    }

    case("rule-6", "are refused of tasks that have none", once = READING) {
        lateinit var plain: Task<List<Int>>
        val result =
            weaveResult("w") {
                plain = task("plain") { listOf(1) }
                eachUnit(listOf(1), name = "counted") { }
            }
        shouldThrow<IllegalArgumentException> { result.items(plain) }.message shouldBe
            "Task 'plain' in weave 'w' is not mapped, so it has no items.\n  Ask for its value or its outcome."
        shouldThrow<IllegalArgumentException> { result.items("counted") }.message shouldBe
            "Task 'counted' in weave 'w' keeps only the number of its items.\n" +
            "  Declare it with each or eachSettled where what they make is wanted."
        shouldThrow<NoSuchElementException> { result.items("countd") }.message shouldBe
            "Weave 'w' has no task 'countd'.\n  Declared: plain, counted\n  Did you mean 'counted'?"
    }
})
