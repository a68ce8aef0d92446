package dev.wove.benchmarks.measure

import dev.wove.benchmarks.measure.Samples.Sample
import dev.wove.benchmarks.shape.Budget
import dev.wove.benchmarks.shape.Expectation
import dev.wove.benchmarks.shape.Shape
import dev.wove.benchmarks.shape.Side
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.shouldBe
import tools.jackson.databind.json.JsonMapper
import java.io.PrintWriter
import java.io.StringWriter

class ReportTest :
    FunSpec({
        val ours = measured("Wove", null, 60.0 to 200.0, 40.0 to 210.0, 50.0 to 220.0)
        val result =
            ShapeResult(
                Shape("chain 3 on Default", "task", ours.side(), listOf(), listOf()),
                ours,
                listOf(
                    measured("async", Budget(0.35, null), 200.0 to 500.0),
                    measured("tight", Budget(0.6, 100), 100.0 to 80.0),
                    measured("CompletableFuture", null, 40.0 to 90.0),
                    Measured(side("ParSeq", Budget(0.35, null)), Samples(), "StackOverflowError"),
                ),
            )

        test("the table has a line for each side, with the verdict on its budget") {
            val text = StringWriter()
            val table = Table(PrintWriter(text))
            table.print(listOf(result))
            text.toString().lines().map { it.trimEnd() } shouldBe
                """
                |  ns: median; p10; bytes allocated           ns        p10     bytes   ratio  budget
                |
                |chain 3 on Default, per task
                |  Wove                                     50.0       42.0       210
                |  async                                     200        200       500    0.25    0.35  met
                |  tight                                     100        100        80    0.50    0.60  NOT MET (and at most 100 bytes)
                |  CompletableFuture                        40.0       40.0        90    1.25
                |  ParSeq                             n/a: StackOverflowError
                |
                |Budgets met: 1 of 2
                |
                """.trimMargin().lines()
            table.missed() shouldBe 1
        }

        test("the JSON has an object for each peer that ran, with these keys and no other") {
            val file = tempfile().toPath()
            JsonFile.write(result.comparisons(), file)
            val list = JsonMapper().readTree(file.toFile()).values().toList()
            list.map { it.propertyNames().toList() }.toSet() shouldBe
                setOf(listOf("shape", "oursNs", "oursBytes", "peer", "peerNs", "peerBytes", "ratio", "budget"))
            list.map { it["peer"].stringValue() } shouldBe listOf("async", "tight", "CompletableFuture")
            list[0].toString() shouldBe
                """{"shape":"chain 3 on Default","oursNs":50.0,"oursBytes":210.0,"peer":"async","peerNs":200.0,""" +
                """"peerBytes":500.0,"ratio":0.25,"budget":0.35}"""
            list[2]["budget"].isNull shouldBe true
        }
    })

private fun side(name: String, budget: Budget?) =
    Side(name, 1, Expectation.of(1), { throw AssertionError("not run") }, budget, null)

private fun measured(name: String, budget: Budget?, vararg samples: Pair<Double, Double>) =
    Measured(side(name, budget), Samples().apply { add(samples.map { Sample(it.first, it.second) }) }, null)
