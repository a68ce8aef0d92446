package dev.wove.behaviour.golden

import io.kotest.matchers.shouldBe
import java.io.File
import java.io.PrintWriter
import java.io.StringWriter

/**
 * Texts that users see, kept in files so that a change of them is read by somebody. `-Dgolden.update=true` writes them
 * anew.
 */
object Golden {
    private val folder = File(System.getProperty("basedir") ?: ".", "src/test/resources/golden")
    private val update = System.getProperty("golden.update").let { it != null && it != "false" }

    fun check(name: String, actual: String) {
        val file = folder.resolve("$name.txt")
        if (update) {
            file.parentFile.mkdirs()
            file.writeText(actual)
        } else {
            actual shouldBe (if (file.exists()) file.readText() else "(no file $file: -Dgolden.update=true writes it)")
        }
    }

    /**
     * What [failure] prints, without what differs between machines and releases: see [withoutFrames].
     */
    fun stackTraceOf(failure: Throwable, ours: String): String {
        return withoutFrames(StringWriter().also { failure.printStackTrace(PrintWriter(it)) }.toString(), ours)
    }

    /** [text] with the frames of [ours] alone, and of them those that are next to each other first. */
    fun withoutFrames(text: String, ours: String): String {
        val kept = ArrayList<String>()
        var hasOurs = false
        for (line in text.lines()) {
            val isFrame = line.trimStart().let { it.startsWith("at ") || Regex("\\.\\.\\. \\d+ more").matches(it) }
            if (!isFrame) {
                kept += line
                hasOurs = false
                continue
            }
            val dots = line.takeWhile { it.isWhitespace() } + "..."
            val isOurs = ours in line && Regex("\\.(kt|java):\\d+\\)$").containsMatchIn(line)
            if (isOurs && !(hasOurs && kept.last() == dots)) {
                kept += line
                hasOurs = true
            } else if (kept.last() != dots) {
                kept += dots
            }
        }
        return normal(kept.joinToString("\n"))
    }

    private fun normal(text: String) = text
        .replace(Regex("(\\w+\\.(?:kt|java)):\\d+"), "$1:LINE")
        .replace(Regex("@[0-9a-f]{5,}"), "@HASH")
        .replace(Regex("(lambda\\$\\w+\\$)\\d+"), "$1N")
}
