package io.kotest.provided

import dev.wove.behaviour.harness.Coverage
import dev.wove.behaviour.harness.HangWatch
import io.kotest.core.config.AbstractProjectConfig
import io.kotest.core.extensions.Extension
import io.kotest.core.listeners.AfterTestListener
import io.kotest.core.test.TestCase
import io.kotest.engine.test.TestResult

/** Prints the table of cases when all specs have run, and fails the build if it has a gap. */
class ProjectConfig : AbstractProjectConfig() {
    override val extensions: List<Extension> =
        listOf(
            object : AfterTestListener {
                override suspend fun afterTest(testCase: TestCase, result: TestResult) = HangWatch.testEnded()
            },
        )

    override suspend fun beforeProject() = HangWatch.start()

    override suspend fun afterProject() {
        val (table, wrong) = Coverage.report()
        println(table)
        // Set by surefire when only some specs run.
        val isPart = System.getProperty("test") != null
        if (isPart || wrong.isEmpty()) return
        throw AssertionError("The behaviour suite has gaps:\n" + wrong.joinToString("\n") { "  $it" })
    }
}
