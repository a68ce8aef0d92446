package dev.wove.processor

import dev.wove.Weave
import dev.wove.java.Wove
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.common.arguments.K2JVMCompilerArguments
import org.jetbrains.kotlin.cli.common.arguments.parseCommandLineArguments
import org.jetbrains.kotlin.cli.common.messages.CompilerMessageSeverity
import org.jetbrains.kotlin.cli.common.messages.CompilerMessageSourceLocation
import org.jetbrains.kotlin.cli.common.messages.MessageCollector
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.jetbrains.kotlin.config.Services
import org.jspecify.annotations.Nullable
import org.slf4j.Logger
import java.io.File
import java.net.URLClassLoader
import java.nio.file.Path
import java.util.Locale
import javax.annotation.processing.Processor
import javax.tools.Diagnostic
import javax.tools.DiagnosticCollector
import javax.tools.JavaFileObject
import javax.tools.ToolProvider
import kotlin.io.path.createDirectories
import kotlin.metadata.KmClass

/** What a compiler said of a line. */
data class Said(val file: String, val line: Int, val text: String)

class Compiled(val classes: Path, val errors: List<Said>, val notes: List<Said>) {
    /** Loads what was compiled, beside the classes of this test. */
    fun load(name: String): Class<*> =
        URLClassLoader(arrayOf(classes.toUri().toURL()), Compiled::class.java.classLoader).loadClass(name)

    fun weave(name: String): Weave<Any?> {
        val constructor = load(name).getDeclaredConstructor()
        constructor.isAccessible = true
        @Suppress("UNCHECKED_CAST")
        return constructor.newInstance() as Weave<Any?>
    }
}

private fun pathOf(vararg classes: Class<*>): List<File> =
    classes.map { File(it.protectionDomain.codeSource.location.toURI()) }.distinct()

private val library =
    pathOf(
        Weave::class.java,
        Wove::class.java,
        Ran::class.java,
        Unit::class.java,
        Job::class.java,
        Flow::class.java,
        Nullable::class.java,
        Logger::class.java,
    )
private val processorPath = library + pathOf(WeaveProcessor::class.java, KmClass::class.java)
private val kapt = pathOf(Class.forName("org.jetbrains.kotlin.kapt.KaptCommandLineProcessor")).single()

/** Runs javac; the processor is found as users' builds find it, unless [processors] are given. */
fun compileJava(
    folder: Path,
    sources: List<File>,
    withProcessor: Boolean,
    options: List<String> = listOf(),
    path: List<File> = listOf(),
    processors: List<Processor> = listOf(),
): Compiled {
    val classes = folder.resolve("classes").createDirectories()
    val said = DiagnosticCollector<JavaFileObject>()
    val processing =
        if (withProcessor) {
            listOf(
                "-processorpath",
                processorPath.joinToString(File.pathSeparator),
            )
        } else {
            listOf("-proc:none")
        }
    val classPath = (library + path + classes.toFile()).joinToString(File.pathSeparator)
    val compiler = ToolProvider.getSystemJavaCompiler()
    val files = compiler.getStandardFileManager(said, Locale.ROOT, Charsets.UTF_8)
    val basics = listOf("-d", "$classes", "-cp", classPath, "--release", "17")
    files.use {
        val units = it.getJavaFileObjectsFromFiles(sources)
        val task = compiler.getTask(null, it, said, basics + processing + options, null, units)
        if (processors.isNotEmpty()) task.setProcessors(processors)
        task.call()
    }

    fun all(vararg kinds: Diagnostic.Kind) = said.diagnostics.filter { it.kind in kinds }.map {
        val file = it.source?.let { source -> File(source.name).name }.orEmpty()
        Said(file, it.lineNumber.toInt(), it.getMessage(Locale.ROOT).withoutIndentation())
    }
    return Compiled(
        classes,
        all(Diagnostic.Kind.ERROR, Diagnostic.Kind.WARNING, Diagnostic.Kind.MANDATORY_WARNING),
        all(Diagnostic.Kind.NOTE),
    )
}

/** Runs kapt with the processor if asked to, then the Kotlin compiler, then javac on what was generated. */
fun compileKotlin(
    folder: Path,
    sources: List<File>,
    withProcessor: Boolean,
    options: List<String> = listOf(),
): Compiled {
    val classes = folder.resolve("classes").createDirectories()
    val generated = folder.resolve("generated").createDirectories()
    val said = Messages()
    if (withProcessor) {
        val kaptOptions =
            listOf(
                "aptMode=stubsAndApt",
                "mapDiagnosticLocations=true",
                "sources=$generated",
                "classes=$classes",
                "stubs=${folder.resolve("stubs")}",
            ) + processorPath.map { "apclasspath=$it" }
        val plugin = kaptOptions.flatMap { listOf("-P", "plugin:org.jetbrains.kotlin.kapt3:$it") }
        val code = kotlinc(said, classes, sources, listOf("-Xplugin=$kapt") + plugin)
        if (code != ExitCode.OK) return Compiled(classes, said.errors, said.notes)
    }
    kotlinc(said, classes, sources, options)
    val java = generated.toFile().walk().filter { it.extension == "java" }.toList()
    val calls = if (java.isEmpty()) null else compileJava(folder, java, withProcessor = false, listOf("-Xlint:all"))
    return Compiled(classes, said.errors + calls?.errors.orEmpty(), said.notes)
}

private fun kotlinc(said: Messages, classes: Path, sources: List<File>, options: List<String>): ExitCode {
    val path = library.joinToString(File.pathSeparator)
    val basics =
        listOf("-d", "$classes", "-classpath", path, "-no-stdlib", "-no-reflect", "-module-name", "broken-module")
    val arguments = K2JVMCompilerArguments()
    parseCommandLineArguments(basics + options + sources.map { "$it" }, arguments)
    return K2JVMCompiler().exec(said, Services.EMPTY, arguments)
}

/** javac indents all lines but the first. */
private fun String.withoutIndentation() = lines().joinToString("\n") { it.removePrefix("  ") }

/** What kapt says: `file:line: error: text`, with the line of the source after the first line of the text. */
private val KAPT = Regex("""(.*):(\d+): (?:error|warning|Note): (.*)\n.*\n *\^((?s:.*))""")

private class Messages : MessageCollector {
    val errors = mutableListOf<Said>()
    val notes = mutableListOf<Said>()

    override fun clear() = Unit

    override fun hasErrors() = errors.isNotEmpty()

    override fun report(severity: CompilerMessageSeverity, message: String, location: CompilerMessageSourceLocation?) {
        val ofKapt = KAPT.matchEntire(message)?.destructured
        val said =
            ofKapt?.let { (path, line, first, more) ->
                Said(File(path).name, line.toInt(), (first + more).withoutIndentation())
            } ?: Said(location?.let { File(it.path).name }.orEmpty(), location?.line ?: -1, message)
        when {
            severity.isError || severity.isWarning -> errors += said
            severity == CompilerMessageSeverity.INFO -> notes += said
        }
    }
}
