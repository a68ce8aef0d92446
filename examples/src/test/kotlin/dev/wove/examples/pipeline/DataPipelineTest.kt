package dev.wove.examples.pipeline

import dev.wove.WeaveResult
import dev.wove.examples.Call
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch

private val languages: Map<String, Pair<(Int) -> WeaveResult<Report>, (Int) -> WeaveResult<Report>>> =
    mapOf(
        "Kotlin" to (::report to ::reportWithoutCovers),
        "Java" to (PipelineInJava::report to PipelineInJava::reportWithoutCovers),
    )

class DataPipelineTest :
    FunSpec({
        for ((language, pipelines) in languages) {
            context("the pipeline in $language") {
                test("tells most fabrics right by both features") {
                    val result = pipelines.first(24)
                    result.value().right.values.sum() shouldBe 21
                    result.value().all shouldBe mapOf("canvas" to 8L, "muslin" to 8L, "poplin" to 8L)
                    result.timings()["covers"]!!.items()!!.count() shouldBe 24
                    result.names() shouldBe listOf("fabrics", "weights", "covers", "samples", "report")
                }

                test("tells fewer right with one feature overridden") {
                    val result = pipelines.second(24)
                    result.value().right.values.sum() shouldBe 17
                    result["covers"] shouldBe List(24) { 0.0 }
                }

                test("takes as many fabrics as it is given") {
                    pipelines.first(8).value().all shouldBe mapOf("muslin" to 8L)
                }
            }
        }

        test("both languages print the same report") {
            val call = Call("data-pipeline")
            call.exitCode shouldBe 0
            val reports = call.out.filter { it.startsWith("With ") }
            reports.size shouldBe 4
            reports.take(2) shouldBe reports.drop(2)
            reports[0] shouldMatch
                "With weight and cover: 21 of 24 fabrics told right: canvas 7 of 8, muslin 8 of 8, poplin 6 of 8"
        }
    })
