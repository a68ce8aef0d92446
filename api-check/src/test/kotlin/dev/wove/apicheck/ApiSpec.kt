package dev.wove.apicheck

import com.github.difflib.DiffUtils
import com.github.difflib.UnifiedDiffUtils
import io.kotest.assertions.fail
import io.kotest.core.spec.style.FunSpec
import kotlinx.validation.api.dump
import kotlinx.validation.api.filterOutNonPublic
import kotlinx.validation.api.loadApiFromJvmClasses
import java.io.File

/**
 * Compares what users of each published module can see with the checked-in `api/<module>.txt`.
 *
 * A difference is no mistake by itself: refresh the file and let the reviewer read its diff.
 */
class ApiSpec : FunSpec({
    val root = Modules.root()
    for (module in Modules.published) {
        test("$module matches api/$module.txt") {
            val actual = publicApi(root.resolve("$module/target/classes"))
            val file = root.resolve("api/$module.txt")
            if (Modules.update) {
                file.parentFile.mkdirs()
                file.writeText(actual)
            } else {
                val expected = if (file.exists()) file.readText() else ""
                if (expected != actual) fail(explain(module, expected, actual))
            }
        }
    }
})

private const val REFRESH = "./mvnw -pl api-check -am test -Dapi.update=true"

private fun publicApi(classes: File): String {
    check(classes.isDirectory) { "$classes is missing: compile first, for example with $REFRESH" }
    val files = classes.walkTopDown().filter { it.extension == "class" && it.name != "module-info.class" }.toList()
    val signatures = files.asSequence().map { it.inputStream() }.loadApiFromJvmClasses()
    // Listed one by one, since the filter knows packages by prefix and "internal" may stand at any depth
    val internals =
        files
            .map { it.parentFile.relativeTo(classes).invariantSeparatorsPath.replace('/', '.') }
            .filter { "internal" in it.split('.') }
            .toSet()
    return signatures.filterOutNonPublic(internals).dump(StringBuilder()).toString()
}

private fun explain(module: String, expected: String, actual: String): String {
    val old = expected.lines()
    val diff =
        UnifiedDiffUtils.generateUnifiedDiff("api/$module.txt", "compiled", old, DiffUtils.diff(old, actual.lines()), 2)
    return buildString {
        appendLine("The public API of $module differs from api/$module.txt.")
        diff.forEach(::appendLine)
        appendLine("If that is meant, refresh the file, and commit it together with the change:")
        append("  $REFRESH")
    }
}
