package dev.wove.examples.docs

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.readText
import kotlin.io.path.writeText

/**
 * Samples in the documentation are cut from sources that are compiled and run: a fence below `<!-- sample: NAME -->` holds
 * what stands between `tag::NAME[]` and `end::NAME[]`. `-Ddocs.update=true` copies the sources into the fences.
 */
class DocumentationTest : FunSpec({
    val root = Path.of("..").toAbsolutePath().normalize()
    val regions = root.listDirectoryEntries("examples*").map { regionsBelow(it.resolve("src")) }.reduce {
        a,
        b,
        ->
        a + b
    }

    for (page in pages(root)) {
        context(root.relativize(page).toString()) {
            if (System.getProperty("docs.update").toBoolean()) page.writeText(updated(page.readText(), regions))

            test("has only samples that are compiled") {
                fences(page.readText()).filter { it.sample == null }.map { it.text }.shouldBeEmpty()
            }
            test("shows its samples as they are compiled") {
                for (fence in fences(page.readText()).filter { it.sample != null }) {
                    withClue("sample ${fence.sample}; refresh with ./mvnw -pl examples -am test -Ddocs.update=true") {
                        fence.text shouldBe regions[fence.sample]
                    }
                }
            }
        }
    }
})

private class Fence(
    val sample: String?,
    val text: String,
)

private val FENCE =
    Regex("(<!-- sample: (\\S+) -->\n)?(```(?:kotlin|java)\n)(.*?)```", RegexOption.DOT_MATCHES_ALL)

private fun fences(page: String): List<Fence> =
    FENCE.findAll(page).map { Fence(it.groups[2]?.value, it.groupValues[4]) }.toList()

private fun updated(page: String, regions: Map<String, String>): String = FENCE.replace(page) { fence ->
    val (comment, sample, opening, text) = fence.destructured
    comment + opening + (regions[sample] ?: text) + "```"
}

private fun pages(root: Path): List<Path> = listOf(root.resolve("README.md")) +
    Files.walk(root.resolve("docs")).use { all -> all.filter { it.extension == "md" }.sorted().toList() }

private fun regionsBelow(folder: Path): Map<String, String> {
    val regions = HashMap<String, String>()
    val sources = Files.walk(folder).use { all ->
        all.filter { it.name.endsWith(".kt") || it.name.endsWith(".java") }.toList()
    }
    for (source in sources) {
        val open = LinkedHashMap<String, MutableList<String>>()
        for (line in source.readLines()) {
            val tag = Regex("// (tag|end)::(\\S+)\\[]").find(line)
            when (tag?.groupValues?.get(1)) {
                null -> open.values.forEach { it += line }

                "tag" -> open[tag.groupValues[2]] = ArrayList()

                else -> regions[tag.groupValues[2]] =
                    open.remove(tag.groupValues[2])!!.joinToString("\n", postfix = "\n").trimIndent() + "\n"
            }
        }
    }
    return regions
}
