package dev.wove.examples.simulate

import dev.wove.examples.Call
import dev.wove.examples.replay.Trace
import dev.wove.examples.replay.Trace.TracedTask
import dev.wove.examples.trace
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldStartWith
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.doubles.shouldBeLessThanOrEqual
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import tools.jackson.databind.json.JsonMapper

private fun task(id: String, seconds: Int, vararg parents: String) =
    TracedTask(id, parents.toList(), (seconds * Trace.MICROS_PER_SECOND).toLong())

class SimulateTest :
    FunSpec({
        context("two workers and a choice") {
            val short = listOf(task("w1", 1), task("w2", 1), task("w3", 1))
            val chain = listOf(task("a", 1), task("b", 1, "a"), task("c", 1, "b"))

            fun makespans(tasks: List<TracedTask>) =
                Simulator(listOf(2)).compare(Trace("choice", tasks), "choice").single().orders

            test("end sooner when the chain goes first") {
                makespans(short + task("w4", 1) + chain) shouldContainExactly
                    mapOf(
                        ReadyOrder.FIFO to 5.0, //     w1 w2, w3 w4, a, b, c
                        ReadyOrder.DECLARED to 5.0,
                        ReadyOrder.HOPS to 4.0, //     a w1, b w2, c w3, w4
                        ReadyOrder.BEHIND to 4.0,
                        ReadyOrder.KNOWN to 4.0,
                    )
            }

            test("end later when the chain goes before a task that takes long") {
                makespans(short + chain + task("d", 1, "c") + task("long", 4)) shouldContainExactly
                    mapOf(
                        ReadyOrder.FIFO to 6.0, //     w1 w2, w3 a, long b, c, d
                        ReadyOrder.DECLARED to 6.0,
                        ReadyOrder.HOPS to 7.0, //     a w1, b w2, c w3, long d: d has been ready for less
                        ReadyOrder.BEHIND to 7.0,
                        ReadyOrder.KNOWN to 6.0, //    a long, b, c, d; w1 w2, w3
                    )
            }
        }

        test("the longest path in hops goes first, the longest in time only where durations are known") {
            val trace =
                Trace("paths", listOf(task("s1", 1), task("s2", 1, "s1"), task("s3", 1, "s2"), task("long", 9)))
            val graph = TaskGraph(trace)
            ReadyOrder.HOPS.ranks(graph).toList() shouldContainExactly listOf(3L, 2L, 1L, 1L)
            ReadyOrder.KNOWN.ranks(graph).map { it / 1_000_000 } shouldContainExactly listOf(3L, 2L, 1L, 9L)
            ReadyOrder.BEHIND.ranks(graph).toList() shouldContainExactly listOf(2L, 1L, 0L, 0L)
            ReadyOrder.DECLARED.ranks(graph).toList() shouldContainExactly listOf(0L, -1L, -2L, -3L)
        }

        context("workflows of recorded shapes") {
            val traces = (1L..3L).flatMap { LookAlikes.of(it) }

            test("are the same for the same seed") {
                (1L..3L).flatMap { LookAlikes.of(it) } shouldBe traces
                traces.map { it.name } shouldStartWith
                    listOf("search-1", "mosaic-1", "lanes-1", "populations-1", "joint-calling-1", "pipeline-1")
            }

            for (trace in traces) {
                test("keep the bounds of list scheduling in every order: ${trace.name}") {
                    val path = Simulator(listOf(trace.tasks.size)).compare(trace, trace.name).single()
                    for (c in Simulator(listOf(1, 2, 5, 16)).compare(trace, trace.name)) {
                        val work = trace.totalWorkSeconds()
                        for ((_, seconds) in c.orders) {
                            seconds shouldBeGreaterThanOrEqual c.bound - 1e-6
                            seconds shouldBeLessThanOrEqual
                                work / c.workers + (1 - 1.0 / c.workers) * path.fifo() + 1e-6
                        }
                        if (c.workers == 1) c.orders.values.forEach { it shouldBe (work plusOrMinus 1e-6) }
                    }
                    path.orders.values
                        .distinct() shouldHaveSize 1
                }

                test("take the engine as long as first come, first served: ${trace.name}") {
                    for (c in Simulator(listOf(2, 3, 8)).compare(trace, trace.name)) {
                        c.engine shouldBe (c.fifo() plusOrMinus 1e-6)
                    }
                }
            }
        }

        context("the command") {
            test("prints a line for each workflow and number of workers, and what they come to") {
                val call = Call("simulate", "--workers", "1,2", trace("diamond.json"), trace("wide.json"))
                call.exitCode shouldBe 0
                call.err.shouldBeEmpty()
                call.out[0] shouldContain "bound     engine       fifo declared     hops   behind    known"
                call.out.drop(1).take(4).map { it.substring(0, 83).trim() } shouldContainExactly
                    listOf(
                        "diamond                                      4   1      3.750      3.750      3.750",
                        "diamond                                      4   2      3.500      3.500      3.500",
                        "wide                                         8   1     13.500     13.500     13.500",
                        "wide                                         8   2      6.750      9.000      9.000",
                    )
                call.out shouldContain "wherever there is a choice"
            }

            test("prints one JSON object a line with --json") {
                val call = Call("simulate", "--workers", "2", "--json", trace("wide.json"), "--generated", "1")
                val all = call.out.map { JsonMapper.shared().readTree(it) }
                all.map { it["name"].stringValue() } shouldStartWith listOf("wide.json", "search-1")
                all shouldHaveSize 7
                all[0]["orders"].propertyNames().toList() shouldContainExactly
                    listOf("FIFO", "DECLARED", "HOPS", "BEHIND", "KNOWN")
            }

            test("takes the traces in a folder, and says which it cannot run") {
                val call = Call("simulate", "--workers", "2", "--json", "src/test/resources/traces")
                call.exitCode shouldBe 2
                call.out.map { it.substringBefore(",") } shouldContain """{"name":"diamond.json""""
                call.err.map { it.substringBefore(": ") } shouldContain trace("cycle.json")
            }

            for (args in listOf("", "--generated -1", "--workers 0 x", "--workers many x")) {
                test("ends with 2: simulate $args") {
                    val call = Call("simulate", *args.split(" ").filter { it.isNotEmpty() }.toTypedArray())
                    call.exitCode shouldBe 2
                    call.out.shouldBeEmpty()
                }
            }
        }
    })
