package dev.wove.behaviour.harness

import java.io.Writer
import java.nio.file.Path
import kotlin.io.path.bufferedWriter
import kotlin.io.path.createDirectories
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readLines

/**
 * What the tests have claimed, as lines of fields. Each process of the suite writes a file of its own, and [ConformanceTest],
 * which runs after all of them, reads all files of its build. Without the directory, as in an IDE, nothing is noted.
 */
object Claims {
    val directory: Path? = System.getProperty("claims")?.let { Path.of(it) }

    private val writer: Writer? by lazy {
        directory?.createDirectories()?.resolve("${ProcessHandle.current().pid()}.tsv")?.bufferedWriter()
    }

    @Synchronized
    fun add(vararg fields: String) {
        val to = writer ?: return
        to.write(fields.joinToString("\t", postfix = "\n") { it.replace(whitespace, " ") })
        to.flush()
    }

    fun all(): List<List<String>> =
        checkNotNull(directory).listDirectoryEntries("*.tsv").sorted().flatMap { it.readLines() }.map { it.split('\t') }

    private val whitespace = Regex("\\s+")
}
