package io.kotest.provided

import dev.wove.behaviour.harness.Coverage
import io.kotest.core.config.AbstractProjectConfig

/** Prints the table of cases when all specs have run, and fails the build if it has a gap. */
class ProjectConfig : AbstractProjectConfig() {
    override suspend fun afterProject() {
        val (table, wrong) = Coverage.report()
        println(table)
        // Set by surefire when only some specs run.
        val isPart = System.getProperty("test") != null
        if (isPart || wrong.isEmpty()) return
        throw AssertionError("The behaviour suite has gaps:\n" + wrong.joinToString("\n") { "  $it" })
    }
}
