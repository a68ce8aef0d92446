package dev.wove.benchmarks.shape

import dev.wove.benchmarks.measure.FirstRun
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.shouldBe

/** Small enough for every side, and for a test. */
private const val TASKS = 100

class ShapesTest :
    FunSpec({
        context("every side computes what its shape asks for") {
            for (shape in Shapes.ofSize(TASKS)) {
                for (side in shape.sides()) {
                    test("$shape: ${side.name()}").config(enabled = side.missing() == null) {
                        side.open().call().use { run ->
                            FirstRun.of(side, run)
                            side.expectation().check(run.once()) // and again, as it is measured
                        }
                    }
                }
            }
        }

        context("the list of shapes") {
            val shapes = Shapes.all()

            test("names each of them once, and each side of a shape once") {
                shapes.map { it.name() }.shouldBeUnique()
                shapes.forEach { shape -> shape.sides().map { it.name() }.shouldBeUnique() }
            }

            test("finds a shape by its name") {
                shapes.forEach { Shapes.named(it.name()).name() shouldBe it.name() }
            }

            test("sets the budgets of the design") {
                budget("chain 10000 on Default", "async") shouldBe 0.35
                budget("layered 10000 on Default", "async") shouldBe 0.4
                budget("in-tree 8191 on Default", "async") shouldBe 0.45
                budget("fan-in 1000 on Default", "async") shouldBe 0.35
                budget("fan-in 10000 on Default", "async") shouldBe 0.45
                budget("fan-out 10000 on Default", "async") shouldBe 0.35
                budget("wavefront 10000 on Default", "async") shouldBe 0.35
                budget("wavefront 10000 on Default", "ParSeq") shouldBe 0.35
                budget("wavefront 10000 on Default", "virtual threads") shouldBe 0.9
                budget("layered 10000 on runBlocking", "async") shouldBe
                    if (Runtime.version().feature() < 25) 0.55 else 0.75
                budget("layered 10000 on runTest", "async") shouldBe 0.2
                budget("layered 10000 suspending once on Default", "async") shouldBe 0.65
                budget("diamond of 4 on Default", "two async") shouldBe 0.8
                budget("diamond of 4 on Default", "one async") shouldBe 1.1
                budget("layered 10000 with trace, against without, on Default", "Wove, without") shouldBe 1.15
                budget("mapped 10000 on Default", "map async awaitAll") shouldBe 0.25
                budget("chain 100000 on Default", "Wove, 10000 tasks") shouldBe 2.0
                budget("layered 1000000, ParallelGC, on Default", "Wove, 10001 tasks") shouldBe 3.0
            }
        }
    })

private fun budget(shape: String, side: String): Double? = Shapes.named(shape).side(side).budget()?.ratio()
