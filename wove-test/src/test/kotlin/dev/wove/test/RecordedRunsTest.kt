package dev.wove.test

import dev.wove.dsl.launchWeave
import dev.wove.dsl.weave
import dev.wove.trace.Ended
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.delay
import java.io.IOException

class RecordedRunsTest : FunSpec({
    suspend fun page(): String = weave("page") {
        val post by task { delay(300) }
        val ads by task { weave("ads") { task("ad") { "an ad" } } }
        val page by task(post, ads) { "a page with ${ads()}" }
        page
    }

    test("runs of code that returns no result are recorded, those inside others as well") {
        weaveTest {
            val runs = RecordedRuns()
            configured({ observer(runs) }) { page() } shouldBe "a page with an ad"

            runs.all().map { it.weave() } shouldBe listOf("page", "ads")
            runs.outermost().map { it.weave() } shouldBe listOf("page")
            runs.of("nothing").shouldBeEmpty()
            runs.running().shouldBeEmpty()
            runs
                .only("page")
                .shouldHaveRunInOrder("post", "page")
                .shouldHaveOverlapped("post", "post")
                .shouldHaveAttempts("ads", 1)
                .shouldHaveStarted("page")
        }
    }

    test("assertions on a recorded run show the times of its tasks") {
        weaveTest {
            val runs = RecordedRuns()
            configured({ observer(runs) }) { page() }

            shouldThrow<AssertionError> { runs.only("page") shouldNotHaveStarted "ads" }.message shouldBe
                """
                Task 'ads' was expected not to start, but did.
                Weave 'page':
                  task  started  ended   attempts  outcome
                  post  0 ms     300 ms  1         succeeded
                  ads   0 ms     0 ms    1         succeeded
                  page  300 ms   300 ms  1         succeeded
                """.trimIndent()
        }
    }

    test("a run that failed is recorded, before its caller goes on") {
        val runs = RecordedRuns()
        shouldThrow<IOException> {
            configured({ observer(runs) }) { weave("page") { task("post") { throw IOException("down") } } }
        }
        runs.only("page").ended() shouldBe Ended.FAILED
    }

    test("the only run that did not happen, or not alone, is told with what was recorded") {
        val runs = RecordedRuns()
        configured({ observer(runs) }) { repeat(2) { page() } }

        shouldThrow<AssertionError> { runs.only("pages") }.message shouldBe
            "Weave 'pages' was expected to have run once, but has not.\n  Recorded: page, ads, page, ads"
        shouldThrow<AssertionError> { runs.only("page") }.message shouldBe
            "Weave 'page' was expected to have run once, but has run 2 times.\n  Recorded: page, ads, page, ads"
        shouldThrow<AssertionError> { RecordedRuns().only("page") }.message shouldBe
            "Weave 'page' was expected to have run once, but has not.\n  Recorded: nothing"
    }

    test("a run that has not ended is among those that run") {
        weaveTest {
            val runs = RecordedRuns()
            val started = CompletableDeferred<Unit>()
            val gate = CompletableDeferred<Unit>()
            configured({ observer(runs) }) {
                val live =
                    launchWeave("page") {
                        task("post") {
                            started.complete(Unit)
                            gate.await()
                        }
                    }
                started.await()
                val running = runs.running().map { it.weave() } to runs.toString()
                gate.complete(Unit)
                live.await()
                running shouldBe (listOf("page") to "RecordedRuns(page (running))")
            }
            runs.toString() shouldBe "RecordedRuns(page)"
        }
    }
})
