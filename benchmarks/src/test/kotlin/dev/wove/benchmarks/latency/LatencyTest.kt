package dev.wove.benchmarks.latency

import dev.wove.benchmarks.shape.PageDag
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import java.io.PrintWriter
import java.io.StringWriter

private const val MILLI = 1_000_000L

class LatencyTest :
    FunSpec({
        context("arrivals") {
            test("come at the rate asked for, and at the same times for the same seed") {
                val times = PoissonArrivals(1_000.0, 7).let { arrivals -> List(10_000) { arrivals.next() } }
                val again = PoissonArrivals(1_000.0, 7).let { arrivals -> List(10_000) { arrivals.next() } }
                times shouldBe again
                times.last() / 1e9 shouldBe (10.0 plusOrMinus 0.5)
            }
        }

        context("a request") {
            test("has 20 tasks, of which ten wait") {
                PageDag.DAG.size() shouldBe 20
                (0..<20).count { PageDag.fetches(it) } shouldBe 10
            }

            for (side in Requests.entries) {
                test("is answered by ${side.label}, every one that arrives, and takes as long as it waits") {
                    val expected =
                        PoissonArrivals(500.0, 1).let { arrivals ->
                            generateSequence {
                                arrivals.next()
                            }.takeWhile { it < 280 * MILLI }.count { it >= 80 * MILLI }
                        }
                    val times = OpenLoop.measure(side, PoissonArrivals(500.0, 1), 200)
                    times.totalCount shouldBe expected
                    times.minValue shouldBeGreaterThanOrEqual 3 * MILLI // three fetches, one after the other
                }

                test("is answered by ${side.label} again and again") {
                    ClosedLoop.requestsPerSecond(side, 50) shouldBeGreaterThan 0.0
                }
            }
        }

        test("the table has a line for each side and rate") {
            val text = StringWriter()
            LatencyTable.print(PrintWriter(text, true), listOf(Latency("Wove", 1_000.0, 5_000, 3.4, 5.6, 7.8, 9.1)))
            text.toString() shouldBe
                """
                |  requests/s  us                     requests        p50        p99      p99.9        max
                |        1000  Wove                       5000          3          6          8          9
                |
                """.trimMargin()
        }
    })
