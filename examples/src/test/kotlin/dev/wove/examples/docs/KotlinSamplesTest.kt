package dev.wove.examples.docs

import dev.wove.Outcome
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.asFlow

class KotlinSamplesTest : FunSpec({
    val page = Page(Author("Ursula 4"), listOf(Book("The Dispossessed"), Book("Book 4")))

    context("the Kotlin samples of the documentation") {
        test("do what they say") {
            val samples = KotlinSamples()
            samples.firstWeave(4) shouldBe page
            samples.names() shouldBe 8
            samples.discovered() shouldBe "good morning"
            samples.orderOnly(ArrayList()) shouldBe "receipt"
            samples.result().value() shouldBe page
            samples.planned() shouldBe (page to page)
            samples.fromBlockingCode() shouldBe Author("Ursula 4")
            samples.live() shouldBe "Author(name=Ursula 4) $page"
        }
        test("map items in order") {
            KotlinSamples().twoValues() shouldBe "Ursula 4 wrote 2"
            KotlinSamples().lists() shouldBe 2200
            KotlinSamples().functions().map { it.cents } shouldContainExactly listOf(1600, 600)
            KotlinSamples().mapped().map { it.cents } shouldContainExactly listOf(1600, 600)
            KotlinSamples().chained() shouldContainExactly listOf(1600, 600)
            KotlinSamples().settledItems().size shouldBe 1
            KotlinSamples().missingItems(Library().byAuthor(4)).isNotEmpty() shouldBe true
            KotlinSamples().endless((1..100).asFlow()) {} shouldBe 100
        }
        test("hold to their policies") {
            KotlinSamples().policies().cents shouldBe 1600
            KotlinSamples().offers(listOf(Book("a"), Book("bc"))).map { it.cents } shouldContainExactly listOf(100, 200)
        }
        test("take failures as data") {
            KotlinSamples().handled() shouldBe "Ursula 4, no ad today"
            KotlinSamples().orNull() shouldBe "no ad today"
            val result = KotlinSamples().continues()
            result.outcome("page") shouldBe Outcome.Succeeded("Ursula 4")
            result.skipped() shouldBe setOf("banner", "task-5")
            result.outcome("ad").shouldBeInstanceOf<Outcome.Failed<*>>()
        }
    }
})
