package dev.wove.examples

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class ExamplesSpec : FunSpec({
    test("kotest runs here") {
        1 + 1 shouldBe 2
    }
})
