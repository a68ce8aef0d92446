package dev.wove.behaviour.config

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.File
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** Processes of their own, as each is configured once. */
class ConfiguredProcessTest : FunSpec({
    val folder = tempdir().canonicalFile

    fun folder(path: String) = File(folder, path).also { it.mkdirs() }

    fun program(
        vararg args: String,
        workingDirectory: File = folder("empty"),
        jvm: List<String> = emptyList(),
        variables: Map<String, String> = emptyMap(),
        classPath: String = System.getProperty("java.class.path"),
    ): List<String> {
        val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val printed = File.createTempFile("printed", ".txt", folder)
        val process =
            ProcessBuilder(listOf(java, "-cp", classPath) + jvm + ConfiguredProgram::class.java.name + args)
                .directory(workingDirectory)
                .redirectErrorStream(true)
                .redirectOutput(printed)
                .apply { environment() += variables }
                .start()
        check(process.waitFor(60, TimeUnit.SECONDS)) { process.destroyForcibly() }
        return printed.readLines()
    }

    test("CF05 a file in the working directory, or above it, is read when code asks for it") {
        val project = folder("project")
        val file = File(project, "wove.properties").also { it.writeText("# ours\nwove.task.retries=2\n") }
        val told = program("load", workingDirectory = folder("project/a/b"))
        told shouldContain "attempts 3"
        told.single { "wove.task.retries" in it }.split(Regex(" {2,}")).drop(1) shouldBe
            listOf("wove.task.retries", "2", "${file.path}:2")
    }

    test("CF06 no file is no error") {
        program("load") shouldContain "attempts 1"
    }

    test("CF07 a file in the working directory is not read by itself") {
        val project = folder("unasked")
        File(project, "wove.properties").writeText("wove.task.retries=2")
        program("code", "1", workingDirectory = project) shouldContain "attempts 2"
    }

    test("CF14 a file that is named and not there is told, be its path absolute, relative or a name") {
        val paths = listOf(File(folder, "none.properties").path, "conf/none.properties", "none.properties")
        val told = program("files", *paths.toTypedArray()).filter { "no configuration file" in it }
        told.map { it.substringBefore(" (") } shouldBe
            paths.map { "ConfigurationException: There is no configuration file '$it'" }
        program(jvm = listOf("-Ddev.wove.config=${paths[1]}")).first() shouldContain
            "ConfigurationException: There is no configuration file '${paths[1]}'"
    }

    test("CF13 CF16 a file that says what cannot be fails the first weave, with file and line") {
        val wrong = folder("wrong")
        val file = File(wrong, "wove.properties").also { it.writeText("\nwove.weave.workers=many") }
        program(jvm = listOf("-Ddev.wove.config=${file.path}")) shouldContain
            "ConfigurationException: Setting 'wove.weave.workers' is 'many', which is not a whole number of at least " +
            "1 (${file.path}:2)."
        file.writeText("wove.weave=8")
        program("load", workingDirectory = wrong).first() shouldBe
            "ConfigurationException: There is no setting 'wove.weave' (${file.path}:1)."
    }

    test("a file on the class path is read, and the environment and properties of the system win over it") {
        val inJar = folder("class-path")
        File(inJar, "wove.properties").writeText("wove.task.retries=1")
        val classPath = inJar.path + File.pathSeparator + System.getProperty("java.class.path")
        program(classPath = classPath) shouldContain "attempts 2"
        val variables = mapOf("WOVE_TASK_RETRIES" to "2", "WOVE_WEAVE_WORKERS" to "7")
        val told = program(classPath = classPath, variables = variables, jvm = listOf("-Dwove.task.retries=3"))
        told shouldContain "attempts 4"
        told.single { "wove.weave.workers" in it } shouldContain "environment variable WOVE_WEAVE_WORKERS"
    }

    test("who configures after the first weave is told which that was, and where") {
        program().single { "too late" in it }.replace(Regex(":\\d+"), "") shouldBe
            "IllegalStateException: Wove was configured too late: weave 'page' (ConfiguredProgram.java) has taken " +
            "its configuration, which does not change after that."
    }
})
