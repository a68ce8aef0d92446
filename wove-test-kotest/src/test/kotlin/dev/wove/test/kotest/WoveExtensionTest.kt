package dev.wove.test.kotest

import dev.wove.TaskTimeoutException
import dev.wove.dsl.weave
import dev.wove.test.shouldHaveRunInOrder
import dev.wove.test.sleep
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import java.time.Duration.ofHours
import java.time.Duration.ofMinutes
import java.time.Duration.ofSeconds
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The extension, as a test of a user has it. */
class WoveExtensionTest : FunSpec({
    extension(WoveExtension(virtualTime = true))

    beforeTest {
        if (it.name.name.startsWith("a weave before")) weave("before") { task("one") { } }
    }

    test("a test runs in virtual time") {
        shouldThrow<TaskTimeoutException> {
            weave("slow") { blocking(timeout = 2.seconds) { virtualTime.sleep(1.hours) } }
        }
        virtualTime.elapsed() shouldBe ofSeconds(2)
        delay(1.hours)
        virtualTime.elapsed() shouldBe ofHours(1) + ofSeconds(2)
    }

    test("what Kotest waits for stays real").config(timeout = 5.minutes, invocationTimeout = 4.minutes) {
        delay(10.minutes)
        virtualTime.elapsed() shouldBe ofMinutes(10)
    }

    test("runs are those of the test, of its coroutines and of weaves inside") {
        launch { weave("launched") { task("one") { } } }.join()
        weave("page") {
            val post by task { delay(1.hours) }
            val page by task(post) { weave("inside") { task("one") { } } }
            page
        }
        recordedRuns.only("page").shouldHaveRunInOrder("post", "page")
        recordedRuns.toString() shouldBe "RecordedRuns(launched, page, inside)"
    }

    test("a weave before the test is among its runs") {
        recordedRuns.toString() shouldBe "RecordedRuns(before)"
    }

    context("a container") {
        test("has tests with their own time and runs") {
            delay(1.hours)
            virtualTime.elapsed() shouldBe ofHours(1)
            recordedRuns.all().shouldBeEmpty()
        }

        test("has another one") {
            virtualTime.elapsed() shouldBe ofSeconds(0)
        }
    }

    test("each invocation adds to the runs of its test").config(invocations = 2) {
        weave("page") { task("one") { } }
        (recordedRuns.all().size in 1..2) shouldBe true
    }
})

class WithoutVirtualTimeTest : FunSpec({
    extension(WoveExtension())

    test("runs are recorded in real time") {
        weave("page") { task("one") { } }
        recordedRuns.only("page")
        shouldThrow<IllegalStateException> { virtualTime }.message shouldBe
            "This test does not run in virtual time.\n" +
            "  Add extension(WoveExtension(virtualTime = true)) to its spec."
    }

    test("one test can be in virtual time").config(extensions = listOf(WoveExtension(virtualTime = true))) {
        delay(1.hours)
        virtualTime.elapsed() shouldBe ofHours(1)
    }
})

class WithoutExtensionTest : FunSpec({
    test("a test without the extension is told so") {
        shouldThrow<IllegalStateException> { recordedRuns }.message shouldBe
            "This test has no WoveExtension.\n  Add extension(WoveExtension()) to its spec."
    }
})
