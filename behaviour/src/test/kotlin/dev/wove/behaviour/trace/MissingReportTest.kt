package dev.wove.behaviour.trace

import dev.wove.dsl.weaveResult
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.nio.file.Path

class MissingReportTest : FunSpec({
    test("a report without its module, which this one does without, says which dependency to add") {
        val result = weaveResult("page") { task("author") { } }
        shouldThrow<IllegalStateException> { result.writeReport(Path.of("never.html")) }.message shouldBe
            "To write reports, the module wove-report is needed.\n" +
            "  Add the dependency dev.wove:wove-report, in the version of the other modules."
    }
})
