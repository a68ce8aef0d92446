package dev.wove.behaviour.background

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** A program in a JVM of its own. */
internal class LaunchedProgram(
    private val process: Process,
    private val printed: Path,
) : AutoCloseable {
    fun output(): String = Files.readString(printed)

    /** Waits until the program has printed [line]. */
    fun awaitLine(line: String) {
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)
        while (line !in output().lines()) {
            check(process.isAlive && System.nanoTime() < deadline) { "'$line' was not printed: ${output()}" }
            process.waitFor(20, TimeUnit.MILLISECONDS)
        }
    }

    /** Sends SIGTERM. */
    fun terminate() = process.destroy()

    fun exitCode(): Int {
        check(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) { "has not ended: ${output()}" }
        return process.exitValue()
    }

    override fun close() {
        process.destroyForcibly().waitFor()
        Files.delete(printed)
    }

    private companion object {
        const val PATIENCE_SECONDS = 60L
    }
}

/** Starts the JVM that this one is, with [program]. */
internal fun launchedProgram(
    program: Class<*>,
    vararg args: String,
    classPath: String = System.getProperty("java.class.path"),
): LaunchedProgram {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
    val printed = Files.createTempFile("program", ".txt")
    val process =
        ProcessBuilder(listOf(java, "-cp", classPath, program.name) + args)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start()
    return LaunchedProgram(process, printed)
}
