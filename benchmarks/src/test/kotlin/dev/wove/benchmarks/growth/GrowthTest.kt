package dev.wove.benchmarks.growth

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.ints.shouldBeExactly
import io.kotest.matchers.shouldBe
import kotlin.coroutines.EmptyCoroutineContext

class GrowthTest :
    FunSpec({
        context("costs that are a sum of parts") {
            val costs =
                listOf(10, 100, 1_000).flatMap { tasks ->
                    listOf(0, 1, 4).flatMap { inputs ->
                        listOf(null, 8).map { workers ->
                            val edges = tasks * inputs
                            val nanos = 500.0 + 100 * tasks + 20 * edges + (if (workers == null) 0 else 200 * tasks)
                            Cost(tasks, inputs, edges, workers, nanos, 2 * nanos)
                        }
                    }
                }

            test("are found to be that sum") {
                val model = CostModel.of(costs, Cost::nanos)
                model.perWeave() shouldBe (500.0 plusOrMinus 1e-6)
                model.perTask() shouldBe (100.0 plusOrMinus 1e-6)
                model.perEdge() shouldBe (20.0 plusOrMinus 1e-6)
                model.perLimitedTask() shouldBe (200.0 plusOrMinus 1e-6)
                model.residuals(costs, Cost::nanos) shouldBe
                    "off by 0 % in the median, 0 % in the 95th percentile, 0 % at most"
                CostModel.of(costs, Cost::bytes).perEdge() shouldBe (40.0 plusOrMinus 1e-6)
            }
        }

        context("the weaves to be measured") {
            for (tasks in listOf(10, 25, 999, 1_000, 1_001)) {
                test("check their own values: $tasks tasks") {
                    val all =
                        listOf(Weaves.chain(tasks), Weaves.fanIn(tasks), Weaves.fanOut(tasks)) +
                            listOf(0, 1, 4, 8).flatMap { inputs ->
                                listOf(null, 1, 64).map { Weaves.layered(tasks, inputs, it) }
                            }
                    all.forEach { it.run(EmptyCoroutineContext, 2) }
                }
            }

            test("have edges from every layer to the one above") {
                Weaves.edgesOfLayered(10, 8) shouldBeExactly 9
                Weaves.edgesOfLayered(30, 8) shouldBeExactly 81
                Weaves.edgesOfLayered(1_000, 2) shouldBeExactly 1_800
            }
        }

        test("a chart has its dots where they belong") {
            val chart = Chart("title", "x")
            chart.add("one", listOf(Chart.Point(10.0, 50.0, 0.0), Chart.Point(1_000.0, 100.0, 100.0)))
            val svg = chart.svg().lines()
            svg.filter { it.startsWith("<circle") }.map { it.substringBefore(" r=") } shouldContainExactly
                listOf(
                    """<circle cx="66.0" cy="165.0"""",
                    """<circle cx="580.0" cy="40.0"""",
                    """<circle cx="610.0" cy="44.0"""",
                )
            svg.single { it.startsWith("<polyline") } shouldBe
                """<polyline stroke="#3b82f6" points="66.0,290.0 580.0,40.0"/>"""
        }
    })
