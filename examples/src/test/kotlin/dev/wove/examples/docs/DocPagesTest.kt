package dev.wove.examples.docs

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.string.shouldEndWith
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.extension
import kotlin.io.path.isDirectory
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText

/** The pages can be read as text and one after the other: width, links, and the order of the guide. */
class DocPagesTest : FunSpec({
    val root = Path.of("..").toAbsolutePath().normalize()
    val written = listOf("README.md", "CONTRIBUTING.md", "RELEASING.md").map(root::resolve) +
        Files.walk(root.resolve("docs")).use { all -> all.filter { it.extension == "md" }.sorted().toList() }

    for (page in written) {
        context(root.relativize(page).toString()) {
            test("has no line of prose over $WIDTH characters") {
                proseOf(page.readText()).filter { it.length > WIDTH && canBeBroken(it) }.shouldBeEmpty()
            }
            test("has only links that lead somewhere") {
                linksOf(page.readText()).filter { !leadsSomewhere(page, it) }.shouldBeEmpty()
            }
        }
    }

    test("the guide lists each page once, and each page leads to the next and back") {
        val guide = root.resolve("docs/guide")
        val order = Regex("(?m)^\\d+\\. \\[(.+?)]\\((.+?)\\)")
            .findAll(guide.resolve("README.md").readText())
            .map { it.groupValues[1] to it.groupValues[2] }
            .toList()
        order.map { it.second } shouldContainExactlyInAnyOrder
            guide.listDirectoryEntries("*.md").map { it.name } - "README.md"
        for ((at, page) in order.withIndex()) {
            val next = order.getOrNull(at + 1)?.let { (title, file) -> "Next: [$title]($file) · " }.orEmpty()
            withClue(page.second) {
                guide.resolve(page.second).readText() shouldEndWith "\n---\n\n$next[All pages](README.md)\n"
            }
        }
    }
})

private const val WIDTH = 120

private val FENCED = Regex("(?ms)^ *```.*?^ *```$")

/** A link, a picture or code, with the punctuation around it. */
private val UNBROKEN = Regex("\\S*?(!?\\[[^]]*]\\([^)]*\\)|`[^`]*`)\\S*")

private fun proseOf(page: String): List<String> =
    page.replace(FENCED, "").lines().filter { !it.startsWith("|") && !it.startsWith("    ") }

private fun canBeBroken(line: String): Boolean =
    ' ' in line.trim().removePrefix("* ").removePrefix("- ").replace(UNBROKEN, "x")

private fun linksOf(page: String): List<String> =
    Regex("]\\(([^)\\s]+)\\)").findAll(page.replace(FENCED, "")).map { it.groupValues[1] }.toList()

private fun leadsSomewhere(page: Path, link: String): Boolean {
    if (link.startsWith("https://")) return true
    val target = if (link.startsWith("#")) page else page.resolveSibling(link.substringBefore('#'))
    if (!target.exists() || '#' !in link) return target.exists()
    return !target.isDirectory() && link.substringAfter('#') in anchorsOf(target.readText())
}

private fun anchorsOf(page: String): List<String> = page.replace(FENCED, "").lines().filter { it.startsWith("#") }.map {
    it.trimStart('#').trim().lowercase().replace(Regex("[^\\p{L}\\p{N} _-]"), "").replace(' ', '-')
}
