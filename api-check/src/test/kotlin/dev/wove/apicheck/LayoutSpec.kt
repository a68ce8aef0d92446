package dev.wove.apicheck

import com.tngtech.archunit.core.domain.JavaClass
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.io.File

/** Which packages of the core may use which: an arrow that is not in this list has to be drawn here first. */
class LayoutSpec : FunSpec({
    val root = File(System.getProperty("project.root") ?: "..").canonicalFile
    val core = ClassFileImporter().importPath(root.resolve("wove-core/target/classes").toPath())

    val mayUse = mapOf(
        // What needs no graph
        "text" to "",
        "pool" to "",
        "clock" to "pool",
        "limit" to "clock",
        "config" to "clock delivery environment pool text",
        "delivery" to "text",
        // What was declared, and what a run writes on it
        "record" to "",
        "graph" to "config environment limit pool record text",
        "environment" to "text",
        "plan" to "graph text",
        "run" to "clock graph pool text",
        "trace" to "clock graph record run text",
        "observe" to "graph run text trace",
        "result" to "graph record trace",
        "source" to "result",
        // Weave classes
        "reuse" to "graph text",
        "reuse.reflect" to "environment graph reuse text",
        // The engine, from the bodies outwards
        "engine.body" to
            "clock config environment graph limit observe pool record result run source text trace",
        "engine.remote" to "clock engine.body environment graph record run text trace",
        "engine.items" to "clock engine.body graph pool record run source text trace",
        "engine.loop" to
            "clock engine.body engine.items engine.remote environment graph limit observe pool record result run " +
            "text trace",
        "engine.watch" to "clock engine.body engine.items engine.loop graph limit record result run",
        "engine" to "clock engine.body engine.loop engine.watch graph plan result run",
        "engine.classes" to "engine.body engine.remote graph result reuse reuse.reflect run text",
        "engine.scope" to "clock engine engine.body engine.loop engine.watch graph record result run text",
    ).mapValues { (_, all) -> all.split(' ').filter { it.isNotEmpty() }.toSet() }

    test("no packages of the core's inside go round in a circle") {
        slices().matching("$INTERNAL(**)").should().beFreeOfCycles().check(core)
    }

    test("packages of the core's inside use only what they may") {
        val used =
            core
                .filter { it.packageName.startsWith(INTERNAL) }
                .groupBy { it.room }
                .mapValues { (room, classes) ->
                    classes.flatMap { it.directDependenciesFromSelf }.filter {
                        it.targetClass.packageName.startsWith(INTERNAL) && it.targetClass.room != room
                    }
                }
        withClue("Packages that are not in the list, or only in the list") { used.keys shouldBe mayUse.keys }
        for ((room, arrows) in used) {
            val allowed = mayUse.getValue(room)
            withClue("$room may use ${allowed.ifEmpty { "nothing of the inside" }}, but") {
                arrows.filter { it.targetClass.room !in allowed }.map { it.description }.shouldBeEmpty()
            }
            withClue("$room does not use these any more") {
                (allowed - arrows.map { it.targetClass.room }.toSet()).shouldBeEmpty()
            }
        }
    }
}) {
    private companion object {
        const val INTERNAL = "dev.wove.internal."
        val JavaClass.room: String get() = packageName.removePrefix(INTERNAL)
    }
}
