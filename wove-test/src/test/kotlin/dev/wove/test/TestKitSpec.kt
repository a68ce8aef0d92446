package dev.wove.test

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class TestKitSpec : FunSpec({
    test("kotest runs here") {
        1 + 1 shouldBe 2
    }
})
