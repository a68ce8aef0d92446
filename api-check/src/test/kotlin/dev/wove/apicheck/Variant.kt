package dev.wove.apicheck

import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.common.arguments.K2JVMCompilerArguments
import org.jetbrains.kotlin.cli.common.arguments.parseCommandLineArguments
import org.jetbrains.kotlin.cli.common.messages.MessageRenderer
import org.jetbrains.kotlin.cli.common.messages.PrintingMessageCollector
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.jetbrains.kotlin.config.Services
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.io.StringWriter
import javax.tools.ToolProvider

/**
 * Wove with one more of all that may be added: its own sources, changed as a later version would change them, and compiled.
 *
 * Only the changed files are compiled; the classes of the others are today's.
 */
class Variant(private val root: File, folder: File) {
    private val sources = folder.resolve("sources")
    val classes: File = folder.resolve("classes").apply { mkdirs() }

    private fun change(path: String, vararg additions: Pair<String, String>) {
        val file = root.resolve(path)
        val changed = additions.fold(file.readText()) { text, (before, added) ->
            check(text.split(before).size == 2) { "The line to add something before is not in $path once:\n$before" }
            text.replace(before, "$added$before")
        }
        sources.resolve(file.name).apply { parentFile.mkdirs() }.writeText(changed)
    }

    fun make() {
        val core = "wove-core/src/main/java/dev/wove"
        change(
            "$core/Policy.java",
            "            ON_CALLER,\n" to "HEDGE_AFTER,\n",
            "    boolean runsOnCaller();" to "@Nullable Duration hedgeAfter();\n",
            "        /** Runs a blocking body where" to
                "public Builder hedgeAfter(Duration wait) { return with(Option.HEDGE_AFTER, wait); }\n" +
                "@Override public @Nullable Duration hedgeAfter() { return given.get(Option.HEDGE_AFTER); }\n",
        )
        change(
            "$core/WeaveOptions.java",
            "            STALL_AFTER,\n" to "RANK,\n",
            "    boolean traces();" to "@Nullable String rank();\n",
            "        /** Runs at most {@code m}" to
                "public Builder rank(String name) { return with(Option.RANK, name); }\n" +
                "@Override public @Nullable String rank() { return given.get(Option.RANK); }\n",
        )
        change("$core/TaskKind.java", "    STAGE" to "REMOTE,\n")
        change("$core/trace/WaitCause.java", "    QUEUE" to "GATE,\n")
        change("$core/trace/TaskTrace.java", "    /** From ready to started. */" to "String environment();\n")
        change(
            "$core/internal/record/TraceFacts.java",
            "        public TaskTrace {" to "@Override public String environment() { return \"here\"; }\n",
        )
        change(
            "$core/internal/trace/TimedTask.java",
            "    private TraceFacts.TaskTrace facts() {" to
                "@Override public String environment() { return \"here\"; }\n",
        )
        change("$core/trace/TraceEvent.java", "    /** The run has started. */" to ADDED_EVENT)
        change(
            "$core/internal/trace/RealEvent.java",
            "    public record WeaveStarted" to
                "public record TaskHedged(RunId run, long atNanos, String task) implements TraceEvent.TaskHedged {}\n",
        )
        change(
            "$core/internal/trace/Teller.java",
            "            return new RealEvent.TaskStarted" to
                "tell(() -> new RealEvent.TaskHedged(run, since(started), node.name()));\n",
        )
        val dsl = "wove-dsl/src/main/kotlin/dev/wove/dsl"
        change(
            "$dsl/PolicyBuilder.kt",
            "    internal fun build()" to
                "    public var hedgeAfter: Duration? = base.hedgeAfter()?.toKotlinDuration()\n",
            "        workers?.let" to "        hedgeAfter?.let { policy = policy.hedgeAfter(it.toJavaDuration()) }\n",
        )
        change(
            "$dsl/OptionsBuilder.kt",
            "    internal fun build()" to "    public var rank: String? = base.rank()\n",
            "        workers?.let" to "        rank?.let { options = options.rank(it) }\n",
        )
        change("$dsl/WeaveScope.kt", "    /** A handle by name" to ADDED_OVERLOAD)
        compile()
    }

    private fun compile() {
        val all = sources.listFiles().orEmpty().groupBy { it.extension }
        val today = Modules.classes(root)
        compileJava(all.getValue("java"), today)
        val module = root.resolve("wove-dsl/target/classes")
        compileKotlin(
            all.getValue("kt"),
            today,
            "-Xfriend-paths=$module",
            "-module-name",
            "wove-dsl",
            "-Xexplicit-api=strict",
        )
    }

    /** Compiles the sources of a user against it. */
    fun compileUser(java: List<File>, kotlin: List<File>) {
        val today = Modules.classes(root)
        compileKotlin(kotlin, today, "-module-name", "user", "-java-parameters")
        compileJava(java, today)
    }

    private fun compileJava(files: List<File>, path: List<File>) {
        val said = StringWriter()
        val compiler = ToolProvider.getSystemJavaCompiler()
        val options =
            listOf("-d", "$classes", "-cp", classPath(path), "--release", "17", "-proc:none", "-nowarn", "-parameters")
        val ended = compiler.getStandardFileManager(null, null, null).use {
            compiler.getTask(said, it, null, options, null, it.getJavaFileObjectsFromFiles(files)).call()
        }
        check(ended) { said.toString() }
    }

    private fun compileKotlin(files: List<File>, path: List<File>, vararg options: String) {
        val said = ByteArrayOutputStream()
        val arguments = K2JVMCompilerArguments()
        val basics =
            listOf("-d", "$classes", "-classpath", classPath(path), "-no-stdlib", "-no-reflect", "-jvm-target", "17")
        parseCommandLineArguments(basics + options + files.map { "$it" }, arguments)
        val messages = PrintingMessageCollector(PrintStream(said), MessageRenderer.PLAIN_RELATIVE_PATHS, false)
        val code = K2JVMCompiler().exec(messages, Services.EMPTY, arguments)
        check(code == ExitCode.OK) { said.toString() }
    }

    /** What is compiled comes before today's classes of the same name. */
    private fun classPath(path: List<File>) = (listOf(classes) + path).joinToString(File.pathSeparator) +
        File.pathSeparator + System.getProperty("java.class.path")

    private companion object {
        const val ADDED_EVENT = "interface TaskHedged extends TraceEvent { String task(); }\n"

        const val ADDED_OVERLOAD = """
    /** A parameter that came later: in an overload of its own, without a default. */
    public fun <T> task(
        vararg inputs: TaskInput,
        environment: String,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        policy: Policy? = null,
        body: suspend TaskScope.() -> T,
    ): TaskDeclaration<T> = task(environment, *inputs, after = after, retries = retries, policy = policy, body = body)

"""
    }
}
