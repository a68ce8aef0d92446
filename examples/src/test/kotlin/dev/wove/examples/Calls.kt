package dev.wove.examples

import java.io.PrintWriter
import java.io.StringWriter
import java.nio.file.Path

/** What a call of `./run` printed, and its exit code. */
class Call(
    vararg args: String,
) {
    private val stdout = StringWriter()
    private val stderr = StringWriter()
    val exitCode = Examples.run(PrintWriter(stdout), PrintWriter(stderr), *args)
    val out: List<String> = stdout.toString().lines().dropLastWhile { it.isEmpty() }
    val err: List<String> = stderr.toString().lines().dropLastWhile { it.isEmpty() }
}

/** The path of a trace among the test resources. */
fun trace(name: String): String = Path.of("src/test/resources/traces", name).toString()
