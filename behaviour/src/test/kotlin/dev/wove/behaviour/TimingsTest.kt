package dev.wove.behaviour

import dev.wove.Backoff
import dev.wove.Policy
import dev.wove.TaskTiming
import dev.wove.WeaveOptions
import dev.wove.behaviour.harness.Ended
import dev.wove.behaviour.harness.Kind
import dev.wove.behaviour.harness.NotExpressible
import dev.wove.behaviour.harness.ONLY_ITEM_KINDS
import dev.wove.behaviour.harness.case
import dev.wove.behaviour.harness.each
import dev.wove.behaviour.harness.everyCell
import dev.wove.behaviour.harness.inVirtualTime
import dev.wove.behaviour.harness.itemKinds
import dev.wove.dsl.plan
import dev.wove.dsl.weaveResult
import dev.wove.test.weaveTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import java.io.IOException
import java.time.Duration
import java.time.Duration.ZERO
import java.time.Duration.ofMillis

private fun Ended<*>.timing(task: String): TaskTiming = result.timings().getValue(task)

class TimingsTest : FunSpec({
    everyCell {
        case("rule-18 rule-19", "tell when a task was ready, started and ended") {
            inVirtualTime {
                val ended =
                    result {
                        val a = task("a") { sleep(100) }
                        task("b", a) { sleep(50) }
                    }
                ended.timing("a").let { listOf(it.ready(), it.started(), it.ended()) } shouldBe
                    listOf(ZERO, ZERO, ofMillis(100))
                ended.timing("b").let { listOf(it.ready(), it.started(), it.ended()) } shouldBe
                    listOf(ofMillis(100), ofMillis(100), ofMillis(150))
                ended.timing("b").ran() shouldBe ofMillis(50)
                ended.result.timings().keys.toList() shouldBe listOf("a", "b")
            }
        }

        case("rule-18 rule-19", "tell how long a task waited for a slot") {
            inVirtualTime {
                val ended =
                    result(options = WeaveOptions.workers(1)) {
                        val a = task("a") { sleep(100) }
                        val b = task("b") { sleep(50) }
                        task("end", after = listOf(a, b)) { }
                    }
                if (cell.kind ==
                    Kind.ITEM
                ) {
                    throw NotExpressible("a mapped task starts with its first item, which waits")
                }
                ended.timing("b").waited() shouldBe ofMillis(100)
                ended.timing("b").ran() shouldBe ofMillis(50)
            }
        }

        case("rule-18 rule-19", "tell how long each attempt took, and the whole") {
            if (cell.kind == Kind.ITEM) throw NotExpressible("a mapped task has statistics of its items instead")
            inVirtualTime {
                val policy = Policy.retries(2).timeout(ofMillis(30)).backoff(Backoff.constant(ofMillis(1_000)))
                val ended =
                    result {
                        task("a", policy = policy) {
                            when (note()) {
                                0 -> {
                                    sleep(10)
                                    throw IOException("x")
                                }

                                1 -> {
                                    sleep(9_999)
                                }

                                else -> {
                                    sleep(20)
                                }
                            }
                        }
                    }
                ended.timing("a").attempts() shouldBe listOf(ofMillis(10), ofMillis(30), ofMillis(20))
                ended.timing("a").ran() shouldBe ofMillis(10 + 1_000 + 30 + 1_000 + 20)
                ended.timing("a").waited() shouldBe ZERO
            }
        }

        case("rule-19", "tell of a single attempt, too, and of none for a task that never started") {
            if (cell.kind == Kind.ITEM) throw NotExpressible("a mapped task has statistics of its items instead")
            inVirtualTime {
                val ended =
                    result {
                        val a =
                            task<Int>("a") {
                                sleep(10)
                                throw IOException("x")
                            }
                        task("b", a) { a() }
                    }
                ended.timing("a").attempts() shouldBe listOf(ofMillis(10))
                ended.timing("b").attempts() shouldBe emptyList()
                ended.timing("b").ran() shouldBe ZERO
            }
        }
    }

    everyCell(kinds = itemKinds, leftOut = ONLY_ITEM_KINDS) {
        case("rule-18 rule-19", "tell count, shortest, median, p95 and longest of the items") {
            inVirtualTime {
                val ended = result { each<Int, Unit>("items", List(100) { it + 1 }) { sleep(it * 10L) } }
                val items = ended.timing("items").items()!!
                items.count() shouldBe 100
                items.min() shouldBe ofMillis(10)
                items.max() shouldBe ofMillis(1_000)
                items.median().toMillis() shouldBeInRange (480L..530L)
                items.p95().toMillis() shouldBeInRange (912L..998L)
                ended.timing("items").ran() shouldBe ofMillis(1_000)
            }
        }

        case("rule-19", "of a mapped task without items are those of none") {
            val ended = result { each<Int, Int>("items", emptyList<Int>()) { it } }
            ended.timing("items").items()!!.count() shouldBe 0
        }

        case("rule-18 rule-19", "of items do not count the wait for a slot") {
            inVirtualTime {
                val ended =
                    result(options = WeaveOptions.workers(1)) {
                        each<Int, Unit>("items", List(5) { it }) { sleep(100) }
                    }
                val items = ended.timing("items").items()!!
                items.min() shouldBe ofMillis(100)
                items.max() shouldBe ofMillis(100)
            }
        }
    }

    context("reading") {
        case("rule-19", "a plan or a result twice gives the same", once = "values are read, not made") {
            val plan =
                plan("p") {
                    val a by task { 1 }
                    val b by each(listOf(1, 2), a) { it }
                    b
                }
            val before = plan.toString()
            plan.tasks() shouldBe plan.tasks()
            plan.toString() shouldBe before
            runTest {
                val result = weaveResult { task("a") { delay(10) } }
                result.timings() shouldBe result.timings()
                result.failures() shouldBe result.failures()
                result.toString() shouldBe result.toString()
            }
        }

        case("rule-18", "timings are real where there is no test scheduler", once = "one clock seam below all faces") {
            val result = weaveResult { blocking("a") { (1..1_000).sum() } }
            result.timings().getValue("a").ended() shouldNotBe Duration.ZERO
        }

        case("rule-18", "virtual time passes for a weave in a plain runTest", once = "one clock seam below all faces") {
            runTest {
                val result = weaveResult { task("a", retries = 1) { delay(250) } }
                result.timings().getValue("a").ran() shouldBe ofMillis(250)
            }
            weaveTest {
                val result = weaveResult { task("a", retries = 1) { delay(250) } }
                result.timings().getValue("a").ran() shouldBe ofMillis(250)
            }
        }
    }
})
