package dev.wove.benchmarks.measure

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.shouldBe

class QuantilesTest :
    FunSpec({
        test("a quantile is one of the values, or lies between two of them") {
            val values = doubleArrayOf(5.0, 1.0, 3.0, 2.0, 4.0)
            Quantiles.of(values, 0.5) shouldBe 3.0
            Quantiles.of(values, 0.0) shouldBe 1.0
            Quantiles.of(values, 1.0) shouldBe 5.0
            Quantiles.of(values, 0.1) shouldBe (1.4 plusOrMinus 1e-9)
            Quantiles.of(doubleArrayOf(1.0, 2.0), 0.5) shouldBe 1.5
        }

        test("the values stay in their order") {
            val values = doubleArrayOf(2.0, 1.0)
            Quantiles.of(values, 0.5)
            values shouldBe doubleArrayOf(2.0, 1.0)
        }

        test("without values there is none") {
            shouldThrow<IllegalArgumentException> { Quantiles.of(doubleArrayOf(), 0.5) }
        }
    })
