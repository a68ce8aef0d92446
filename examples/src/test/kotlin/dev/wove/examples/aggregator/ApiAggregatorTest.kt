package dev.wove.examples.aggregator

import dev.wove.examples.Call
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import java.time.Duration

private val aggregators =
    mapOf(
        "Kotlin" to Aggregator { yarns, warehouse, workers -> summarise(yarns, warehouse, workers) },
        "Java" to Aggregator(AggregatorInJava::summarise),
    )

class ApiAggregatorTest : FunSpec({
    for ((language, aggregator) in aggregators) {
        context("the aggregator in $language") {
            test("counts what failed, and sums up the rest") {
                WarehouseService(Duration.ZERO).use { service ->
                    val summary = aggregator.summarise((1..100).toList(), Warehouse(service.address()), 10).value()
                    summary.answered shouldBe 89
                    summary.failed shouldBe mapOf("status 404" to 10, "status 500" to 1)
                    val known = (1..100).filter { it % 10 != 7 && it != 33 }
                    summary.cones shouldBe known.sumOf { it * 13 % 50 }
                    summary.largest shouldBe Stock(23, 49)
                }
            }

            test("asks for no more than its workers at once") {
                WarehouseService(Duration.ofMillis(5)).use { service ->
                    aggregator.summarise((1..40).toList(), Warehouse(service.address()), 3)
                    service.mostAtOnce() shouldBeLessThanOrEqual 3
                }
            }

            test("sums up nothing where every request fails") {
                val gone = WarehouseService(Duration.ZERO).use { Warehouse(it.address()) }
                val result = aggregator.summarise(listOf(1, 2), gone, 2)
                result.value().failed shouldBe mapOf("ConnectException" to 2)
                result.value().text() shouldBe "0 of 2 yarns answered (failed: 2 with ConnectException)\n" +
                    "0 cones in all, the most of yarn 0: 0"
            }
        }
    }

    context("the command") {
        test("prints both summaries") {
            val call = Call("api-aggregator")
            call.exitCode shouldBe 0
            call.err.shouldBeEmpty()
            call.out.filter { it.startsWith("----") } shouldContainExactly listOf("---- Kotlin ----", "---- Java ----")
            call.out.filter {
                it == "89 of 100 yarns answered (failed: 10 with status 404, 1 with status 500)"
            } shouldHaveSize 2
        }

        for (args in listOf("--ids 0", "--workers 0", "--ids many")) {
            test("refuses $args") {
                val call = Call("api-aggregator", *args.split(" ").toTypedArray())
                call.exitCode shouldBe 2
                call.out.shouldBeEmpty()
                call.err.shouldNotBeEmpty()
            }
        }
    }
})
