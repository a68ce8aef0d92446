@file:JvmName("WovenTests")

package dev.wove.test.kotest

import dev.wove.WeaveOptions
import dev.wove.test.FailureReports
import dev.wove.test.RecordedRuns
import dev.wove.test.VirtualTime
import dev.wove.test.configured
import dev.wove.test.internal.FailureFiles
import dev.wove.test.virtualTime
import dev.wove.test.weaveTest
import io.kotest.core.extensions.TestCaseExtension
import io.kotest.core.test.TestCase
import io.kotest.core.test.TestScope
import io.kotest.core.test.TestType
import io.kotest.engine.test.TestResult
import kotlinx.coroutines.withContext
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration

/**
 * Gives tests the runs of their weaves and virtual time, and on demand a report of what the weaves of a failed test did.
 *
 * ```kotlin
 * class OfferTest : FunSpec({
 *     extension(WoveExtension(virtualTime = true, reports = FailureReports.HTML))
 *
 *     test("an author that takes an hour is given up after two seconds") {
 *         service.offers(7)
 *
 *         recordedRuns.only("offers") shouldHaveAttempts ("author", 1)
 *         virtualTime.elapsed() shouldBe ofSeconds(2)
 *     }
 * })
 * ```
 *
 * For a spec, for one test (`test("...").config(extensions = listOf(...))`) or for a project, in its configuration.
 * Containers are left alone, their tests are not.
 *
 * ## Runs
 * [recordedRuns] has those of the weaves that start in the coroutine of the test, in coroutines that it launches, on its
 * thread, and in bodies of weaves in it; those of its `beforeTest` and `afterTest` as well. Tests that run at the same time
 * do not see each other's. What a server or an executor of the code under test starts is not among them; give it a
 * `RecordedRuns()` as an observer.
 *
 * ## Reports
 * Written when a test fails, of the last 20 runs that are in no other. The failure tells where: see its suppressed exceptions.
 *
 * @param virtualTime whether each test runs in the time of [weaveTest]; what Kotest itself waits for (`timeout`,
 *     `invocationTimeout`) stays real
 * @param reports what is written about the weaves of a test that fails; nothing unless asked for
 * @param folder where to; unless given, `wove-reports` in `build` with Gradle, else in `target`
 */
public class WoveExtension(
    private val virtualTime: Boolean = false,
    private val reports: FailureReports = FailureReports.OFF,
    private val folder: String = "",
) : TestCaseExtension {
    override suspend fun intercept(testCase: TestCase, execute: suspend (TestCase) -> TestResult): TestResult {
        if (testCase.type == TestType.Container) return execute(testCase)
        val runs = RecordedRuns()
        val result =
            if (virtualTime) {
                inVirtualTime { time -> recorded(OfTest(runs, time), testCase, execute) }
            } else {
                recorded(OfTest(runs, time = null), testCase, execute)
            }
        result.errorOrNull?.let { files(testCase).write(runs, it) }
        return result
    }

    private suspend fun recorded(
        ofTest: OfTest,
        testCase: TestCase,
        execute: suspend (TestCase) -> TestResult,
    ): TestResult = configured({
        observer(ofTest.runs)
        // The traces of weaves inside are wanted by pages only.
        if (reports == FailureReports.HTML) weave(WeaveOptions.trace())
    }) {
        withContext(ofTest) { execute(testCase) }
    }

    private fun files(testCase: TestCase): FailureFiles {
        val id = testCase.descriptor.path().value
        return FailureFiles(reports, folder, "${testCase.spec::class.java.name}.${testCase.name.name}", id)
    }

    private fun inVirtualTime(test: suspend (VirtualTime) -> TestResult): TestResult {
        lateinit var result: TestResult
        weaveTest(timeout = Duration.INFINITE) { result = test(virtualTime) }
        return result
    }
}

/** The runs of the weaves of this test; it needs a [WoveExtension]. */
public val TestScope.recordedRuns: RecordedRuns
    get() =
        checkNotNull(coroutineContext[OfTest]) {
            "This test has no WoveExtension.\n  Add extension(WoveExtension()) to its spec."
        }.runs

/** The time of this test; it needs a [WoveExtension] with `virtualTime = true`. */
public val TestScope.virtualTime: VirtualTime
    get() =
        checkNotNull(coroutineContext[OfTest]?.time) {
            "This test does not run in virtual time.\n  Add extension(WoveExtension(virtualTime = true)) to its spec."
        }

private class OfTest(
    val runs: RecordedRuns,
    val time: VirtualTime?,
) : AbstractCoroutineContextElement(OfTest) {
    companion object Key : CoroutineContext.Key<OfTest>
}
