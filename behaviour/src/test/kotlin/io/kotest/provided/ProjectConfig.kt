package io.kotest.provided

import dev.wove.behaviour.harness.Conformance
import dev.wove.behaviour.harness.HangWatch
import io.kotest.core.config.AbstractProjectConfig
import io.kotest.core.extensions.Extension
import io.kotest.core.listeners.AfterTestListener
import io.kotest.core.test.TestCase
import io.kotest.engine.test.TestResult

/** Notes which tests have passed, and watches for one that hangs. */
class ProjectConfig : AbstractProjectConfig() {
    override val extensions: List<Extension> =
        listOf(
            object : AfterTestListener {
                override suspend fun afterTest(testCase: TestCase, result: TestResult) {
                    HangWatch.testEnded()
                    if (result.isSuccess) Conformance.passed(testCase.name.name, Conformance.Language.KOTLIN)
                }
            },
        )

    override suspend fun beforeProject() = HangWatch.start()
}
