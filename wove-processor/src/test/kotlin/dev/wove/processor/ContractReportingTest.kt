package dev.wove.processor

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

/** What is reported of interfaces whose methods are to run elsewhere. Lines count from the first one of each source. */
class ContractReportingTest : FunSpec({
    fun errorsIn(source: String, options: List<String> = listOf()): List<Said> {
        val folder = tempdir()
        val file = folder.resolve("Reports.java")
        file.writeText("import dev.wove.environment.*; import java.util.*; import java.util.concurrent.*;\n$source")
        return compileJava(folder.toPath(), listOf(file), withProcessor = true, options).errors
    }

    fun errorsInKotlin(source: String): List<Said> {
        val folder = tempdir()
        val file = folder.resolve("Reports.kt")
        file.writeText("import dev.wove.environment.*; import kotlinx.coroutines.flow.*\n$source")
        return compileKotlin(folder.toPath(), listOf(file), withProcessor = true).errors
    }

    test("a contract that can be kept compiles without a warning") {
        errorsIn(
            """
            @Remote("reports") interface Reports {
                String render(List<Map<String, int[]>> posts) throws java.io.IOException;
                @Remote("render-two") String render(String one, String two);
                void send(UUID id);
                static Callable<String> local() { return () -> ""; }
            }
            class Program { public static void main(String[] args) {} }
            """.trimIndent(),
            listOf("-Xlint:all", "-Werror"),
        ).shouldBeEmpty()
        errorsInKotlin(
            """
            @Remote("reports") interface Reports {
                suspend fun render(posts: List<Map<String, Int>>): String
                @Remote("render-two") fun render(one: String, two: String = one): String
                suspend fun send(id: java.util.UUID)
            }
            """.trimIndent(),
        ).shouldBeEmpty()
    }

    test("an overload without a name of its own is an error, at the second") {
        errorsIn(
            "@Remote(\"reports\") interface Reports {\n String a(int one);\n String a(int one, int two);\n}",
        ) shouldBe
            listOf(
                Said(
                    "Reports.java",
                    4,
                    "reports.a cannot run elsewhere: it is overloaded, and both go by that name.\n" +
                        "  Give one of them a name of its own: @Remote(\"...\").",
                ),
            )
    }

    test("two methods of one name on the wire are an error, at the second") {
        errorsIn(
            "interface Reports {\n @Remote(\"a\") String first(int one);\n String a(int one);\n}",
        ).map { it.line to it.text.lines().first() } shouldContainExactly
            listOf(4 to "Reports.a cannot run elsewhere: it is overloaded, and both go by that name.")
    }

    test("a name that cannot be one on the wire is an error") {
        errorsIn("@Remote(\"my reports\")\ninterface Reports { @Remote(\"\")\n String a(int one); }") shouldBe
            listOf(
                Said(
                    "Reports.java",
                    3,
                    "@Remote(\"my reports\") is no name that both sides can know.\n" +
                        "  Use letters, digits, hyphens, underscores and dots.",
                ),
                Said(
                    "Reports.java",
                    4,
                    "@Remote(\"\") is no name that both sides can know.\n" +
                        "  Use letters, digits, hyphens, underscores and dots.",
                ),
            )
    }

    test("stages, streams and functions are errors where they stand") {
        errorsIn(
            """
            @Remote("reports") interface Reports {
                CompletableFuture<String> stage(int one);
                String future(int one,
                    Future<String> two);
                java.util.stream.Stream<String> stream();
                void code(java.util.function.Supplier<String> one);
            }
            """.trimIndent(),
        ).map { it.line to it.text.lines().first().substringAfter("elsewhere: it ") } shouldContainExactly
            listOf(
                3 to "returns a stage, and the task would be one of stages.",
                5 to "takes a java.util.concurrent.Future<java.lang.String>.",
                6 to "returns a java.util.stream.Stream<java.lang.String>, which cannot leave a process.",
                7 to "takes a java.util.function.Supplier<java.lang.String>, which cannot leave a process.",
            )
    }

    test("flows and functions of Kotlin are errors where they stand") {
        errorsInKotlin(
            """
            @Remote("reports") interface Reports {
                fun flow(): Flow<String>
                suspend fun waited(): Flow<String>
                suspend fun code(one: () -> String): String
            }
            """.trimIndent(),
        ).map { it.line to it.text.substringAfter("elsewhere: it ").substringBefore("<") } shouldContainExactly
            listOf(
                3 to "returns a kotlinx.coroutines.flow.Flow",
                4 to "returns a kotlinx.coroutines.flow.Flow",
                5 to "takes a kotlin.jvm.functions.Function0",
            )
    }

    test("an interface that is no contract is none of its business") {
        errorsIn("interface Reports { CompletableFuture<String> a(int one); void a(Runnable one); }").shouldBeEmpty()
    }
})
