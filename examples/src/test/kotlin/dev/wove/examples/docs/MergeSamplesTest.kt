package dev.wove.examples.docs

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.io.path.createTempDirectory

class MergeSamplesTest : FunSpec({
    context("the samples on merging, background weaves and detached runs") {
        test("merge what they say") {
            MergeSamples().lengths() shouldBe listOf(16, 6)
            MergeSamples().mixed().distinct() shouldBe listOf("Post")
            MergeSamples().batches() shouldBe listOf(listOf(1, 2, 3, 4), listOf(5, 6, 7, 8), listOf(9, 10))
        }
        test("tell when they are done, and drain") {
            BackgroundSamples().onDone() shouldBe listOf("Author(name=Ursula 4)")
            BackgroundSamples().drained() shouldBe "0 lost"
        }
        test("run in a process of their own") {
            DetachedSamples(createTempDirectory("runs")).report() shouldBe Counted(7, 42)
        }
    }
})
