package dev.wove.examples.etl

import dev.wove.examples.Call
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.comparables.shouldBeGreaterThanOrEqualTo
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.time.Duration

class EtlPipelineTest : FunSpec({
    for (pipeline in listOf(Pipeline.KOTLIN, Pipeline.JAVA)) {
        context("the pipeline in ${pipeline.language()}") {
            test("does every step once, as soon as its inputs are there") {
                val records = Records(Duration.ofMillis(40))
                pipeline.plain().apply(records) shouldBe "uploaded abcd, cd, ef"
                val steps = records.steps().associateBy { it.what() }
                records.steps().map { it.what() } shouldContainExactlyInAnyOrder
                    (1..6).map { "fetch $it" } + listOf("ab", "cd", "ef", "abcd").map { "concat $it" } +
                    "upload abcd, cd, ef"
                val inputs =
                    mapOf(
                        "concat ab" to listOf("fetch 1", "fetch 2"),
                        "concat cd" to listOf("fetch 3", "fetch 4"),
                        "concat ef" to listOf("fetch 5", "fetch 6"),
                        "concat abcd" to listOf("concat ab", "concat cd"),
                        "upload abcd, cd, ef" to listOf("concat abcd", "concat cd", "concat ef"),
                    )
                for ((step, needs) in inputs) {
                    for (need in needs) {
                        steps.getValue(step).from() shouldBeGreaterThanOrEqualTo
                            steps.getValue(need).to().minusMillis(1)
                    }
                }
                // The slowest record holds up only those that need it.
                steps.getValue("concat ab").to() shouldBeLessThan steps.getValue("fetch 4").to()
                steps.getValue("concat ef").to() shouldBeLessThan steps.getValue("fetch 4").to()
            }

            test("waits with the upload for what it only comes after") {
                val records = Records(Duration.ofMillis(5))
                pipeline.ordered().apply(records) shouldBe "uploaded abcd, cd, ef"
                records.steps().map { it.what() }.takeLast(2) shouldBe listOf("lock", "upload abcd, cd, ef")
            }

            test("uploads what there is though one record cannot be read") {
                pipeline.tolerant().apply(Records(Duration.ofNanos(1))) shouldBe "uploaded (nothing), cd, ef"
            }
        }
    }

    context("the command") {
        test("shows three pipelines in both languages") {
            val call = Call("etl-pipeline", "--unit", "1ms")
            call.exitCode shouldBe 0
            call.err.shouldBeEmpty()
            call.out.filter { it == "As it is: uploaded abcd, cd, ef" } shouldHaveSize 2
            call.out.filter { it == "One record cannot be read: uploaded (nothing), cd, ef" } shouldHaveSize 2
        }

        test("refuses --unit 0s") { Call("etl-pipeline", "--unit", "0s").exitCode shouldBe 2 }
    }
})
