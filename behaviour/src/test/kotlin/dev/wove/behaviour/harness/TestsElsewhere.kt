package dev.wove.behaviour.harness

import org.w3c.dom.Node
import java.nio.file.Path
import javax.xml.parsers.DocumentBuilderFactory
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries

/**
 * The rows that tests of other modules prove. `rows-elsewhere.txt` names a test for each, and what that module's surefire has
 * reported says whether it passed.
 */
class TestsElsewhere(
    private val project: Path,
) {
    private class Proof(
        val row: String,
        val module: String,
        val test: String,
    ) {
        override fun toString() = "$module: $test"
    }

    private val proofs =
        javaClass
            .getResource("rows-elsewhere.txt")!!
            .readText()
            .lines()
            .filterNot { it.isBlank() || it.startsWith('#') }
            .map { line ->
                val fields = line.trim().split(Regex("\\s{2,}"))
                Proof(fields[0], fields[1], fields[2])
            }

    /** Those of which no test has been run here. */
    val modulesNotRun: List<String>
        get() = proofs.map { it.module }.distinct().filterNot { reports(it).exists() }

    /** The rows whose tests have all passed, and what is wrong with the others. */
    fun passed(): Pair<Set<String>, List<String>> {
        val passed = proofs.map { it.module }.distinct().associateWith { passedIn(it) }
        val (right, wrong) = proofs.partition { proof -> passed.getValue(proof.module).any { proof.test == it } }
        val rows = right.map { it.row }.toSet() - wrong.map { it.row }.toSet()
        return rows to wrong.map { "${it.row}: no test of this name has passed, $it" }
    }

    private fun passedIn(module: String): Set<String> {
        val builder = DocumentBuilderFactory.newInstance().newDocumentBuilder()
        val (failed, passed) =
            reports(module)
                .listDirectoryEntries("TEST-*.xml")
                .flatMap { file ->
                    val cases = builder.parse(file.toFile()).getElementsByTagName("testcase")
                    (0 until cases.length).map { cases.item(it) }
                }.partition { case ->
                    (0 until case.childNodes.length).any { case.childNodes.item(it).nodeName in bad }
                }
        return passed.map { name(it) }.toSet() - failed.map { name(it) }.toSet()
    }

    /** The class and the test; a run of a parameterized test has its arguments behind its name. */
    private fun name(case: Node): String {
        val owner = case.attributes.getNamedItem("classname").nodeValue.substringAfterLast('.')
        val name = case.attributes.getNamedItem("name").nodeValue
        return "$owner.${parameterized.matchEntire(name)?.groupValues?.get(1) ?: name}"
    }

    private fun reports(module: String) = project.resolve(module).resolve("target/surefire-reports")

    private companion object {
        val bad = setOf("failure", "error", "skipped")
        val parameterized = Regex("(\\w+)\\(.*\\)(?:\\[\\d+])?")
    }
}
