@file:OptIn(KotestInternal::class)

package dev.wove.test.kotest

import dev.wove.dsl.weave
import dev.wove.test.FailureReports
import io.kotest.common.KotestInternal
import io.kotest.core.spec.SpecRef
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.TestEngineLauncher
import io.kotest.engine.concurrency.TestExecutionMode
import io.kotest.engine.listener.CollectingTestEngineListener
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSingleElement
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.delay
import java.io.File
import kotlin.reflect.KClass
import kotlin.time.Duration.Companion.hours

private val folder = File("target/reports-of-failing-tests")

class ReportsTest : FunSpec({
    beforeTest { folder.deleteRecursively() }

    test("a test that fails writes the page of its weave and says where") {
        val failure = failures(Pages::class).getValue("fails")

        val page = files().single { "offers" in it.name }
        page.name shouldMatch "dev\\.wove\\.test\\.kotest\\.Pages\\.fails-[0-9a-f]{8}-offers\\.html"
        page.readText() shouldContain "inside offers"
        failure.message shouldContain "another page"
        val said = failure.suppressed.single().toString()
        said shouldMatch "Weaves of the test:\n\t\tweave 'offers' succeeded after [^:]*: .*"
        said shouldEndWith page.absolutePath
    }

    test("each test that fails after a weave has its own page, told once; others write nothing") {
        val failures = failures(Pages::class)

        failures.mapValues { it.value.suppressed.size } shouldBe
            mapOf("fails" to 1, "fails without a weave" to 0, "fails in virtual time" to 1, "fails inside" to 1)
        files().map { it.name.substringAfterLast('-') }.toSet() shouldBe
            setOf("offers.html", "virtual.html", "nested.html")
    }

    test("nothing is written unless asked for") {
        failures(Unasked::class).getValue("fails").suppressed.toList().shouldBeEmpty()
    }

    test("tests that run at the same time do not see each other's weaves") {
        val failures = failures(Parallel::class)

        files() shouldHaveSize 2
        for ((side, other) in listOf("left" to "right", "right" to "left")) {
            val text = files().single { ".$side-" in it.name }.readText()
            text shouldContain "Weave '$side again'"
            text shouldNotContain other
            failures.getValue(side).message shouldBe side
        }
    }
})

private suspend fun page(name: String): String = weave(name) {
    val post by task { weave("inside $name") { task("deep") { "a post" } } }
    val page by task(post) { "a page" }
    page
}

private class Pages : FunSpec({
    extension(WoveExtension(reports = FailureReports.HTML, folder = folder.path))

    test("passes") { page("passing") }
    test("fails") { page("offers") shouldBe "another page" }
    test("fails without a weave") { error("of itself") }
    test("fails in virtual time").config(
        extensions = listOf(WoveExtension(virtualTime = true, reports = FailureReports.HTML, folder = folder.path)),
    ) {
        delay(1.hours)
        page("virtual")
        error("in virtual time")
    }
    context("a container") {
        test("fails inside") {
            page("nested")
            error("in a container")
        }
    }
})

private class Unasked : FunSpec({
    extension(WoveExtension())

    test("fails") {
        page("unasked")
        error("unasked")
    }
})

/** Two tests that are under way at the same time, each of which fails after its weaves. */
private class Parallel : FunSpec({
    extension(WoveExtension(reports = FailureReports.TEXT, folder = folder.path))
    testExecutionMode = TestExecutionMode.Concurrent

    val here = mapOf("left" to CompletableDeferred<Unit>(), "right" to CompletableDeferred())
    for (side in here.keys) {
        test(side) {
            page(side)
            here.getValue(side).complete(Unit)
            here.values.forEach { it.await() }
            page("$side again")
            recordedRuns.toString() shouldBe "RecordedRuns($side, inside $side, $side again, inside $side again)"
            throw AssertionError(side)
        }
    }
})

private fun files(): List<File> = folder.listFiles().orEmpty().sortedBy { it.name }

private suspend fun failures(spec: KClass<out FunSpec>): Map<String, Throwable> {
    val listener = CollectingTestEngineListener()
    TestEngineLauncher().withListener(listener).withSpecRefs(SpecRef.Reference(spec, spec.java.name)).execute()
    return listener.tests
        .filterValues { it.isErrorOrFailure }
        .map { (test, result) -> test.name.name to result.errorOrNull.shouldNotBeNull() }
        .filter { (name, _) -> name != "a container" }
        .toMap()
}
