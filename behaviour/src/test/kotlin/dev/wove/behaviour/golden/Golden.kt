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
     * What [failure] prints, without what differs between machines and releases: of the frames only those of [ours]
     * stay, without their lines, and a run of others is one line of dots.
     */
    fun stackTraceOf(failure: Throwable, ours: String): String {
        val text = StringWriter().also { failure.printStackTrace(PrintWriter(it)) }.toString()
        val kept = ArrayList<String>()
        for (line in text.lines()) {
            val isFrame = line.trimStart().let { it.startsWith("at ") || Regex("\\.\\.\\. \\d+ more").matches(it) }
            if (!isFrame) {
                kept += line
            } else if (ours in line) {
                kept += line
            } else {
                val dots = line.takeWhile { it == '\t' } + "..."
                if (kept.last() != dots) kept += dots
            }
        }
        return normal(kept.joinToString("\n"))
    }

    private fun normal(text: String) = text
        .replace(Regex("(\\w+\\.(?:kt|java)):\\d+"), "$1:LINE")
        .replace(Regex("@[0-9a-f]{5,}"), "@HASH")
        .replace(Regex("(lambda\\$\\w+\\$)\\d+"), "$1N")
}
