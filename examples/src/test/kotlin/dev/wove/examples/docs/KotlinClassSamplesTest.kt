package dev.wove.examples.docs

import dev.wove.examples.docs.KotlinClassSamples.Rating
import dev.wove.examples.docs.KotlinClassSamples.Row
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class KotlinClassSamplesTest : FunSpec({
    context("the Kotlin samples of weave classes") {
        test("do what they say") {
            val page = KotlinClassSamples.run()
            page.post shouldBe Post(7, 4)
            page.author shouldBe Author("Ursula 4")
            page.ratings shouldBe listOf(Rating(0), Rating(5))
            page.ad shouldBe null
            KotlinClassSamples.only() shouldBe Author("Ursula 4")
            KotlinClassSamples.override() shouldBe Author("x7")
            KotlinClassSamples.subclass().author shouldBe Author("anonymous")
            KotlinClassSamples.marks() shouldBe "Untitled, 8 letters, false"
        }
        test("make a weave from a table") {
            val rows = listOf(Row("c", 100, listOf("a", "b")), Row("a", 1, listOf()), Row("b", 10, listOf("a")))
            val result = KotlinClassSamples.table(rows)
            result["c"] shouldBe 112
            result.value() shouldBe 11
        }
    }
})
