package dev.wove.processor

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith

/** Where and how often mistakes are reported. Lines count from the first one of each source. */
class ReportingTest : FunSpec({
    fun errorsIn(source: String): List<Said> {
        val folder = tempdir()
        val file = folder.resolve("Page.java")
        file.writeText("import dev.wove.*; import java.util.*;\n$source")
        return compileJava(folder.toPath(), listOf(file), withProcessor = true).errors
    }

    fun linesIn(source: String) = errorsIn(source).map { it.line - 1 }

    test("what a class inherits is reported once, where it stands") {
        linesIn(
            """
            class Page extends Base { @Do Integer more(String page) { return 1; } @Do String last() { return ""; } }
            class Base extends Weave<String> {
                @Do(timeout = "soon") String page(int missing) { return ""; }
            }
            """.trimIndent(),
        ) shouldContainExactly listOf(3, 3)
    }

    test("what only a subclass breaks in a complete superclass is reported at the subclass") {
        val errors =
            errorsIn(
                """
                class Base<T> extends Weave<String> {
                    @Do T post() { return null; }
                    @Do String page(T post) { return ""; }
                }
                class Page extends Base<String> {
                    @Do String post(String page) { return page; }
                }
                """.trimIndent(),
            )
        errors.map { it.line - 1 } shouldContainExactly listOf(6)
        errors.single().text shouldStartWith "Two tasks in Page have the name 'post'."
    }

    test("an abstract class is told what no subclass can fix, and nothing else") {
        val errors =
            errorsIn(
                """
                abstract class Page extends Weave<String> {
                    @Do String page(Post post, @Input int id) { return ""; }
                    @Do(timeout = "soon") Integer last() { return 1; }
                }
                class Post {}
                """.trimIndent(),
            )
        errors.map { it.line - 1 } shouldContainExactly listOf(3)
        errors.single().text shouldStartWith "Task 'last' in Page has the option timeout = \"soon\""
    }

    test("an interface brings tasks, and is checked with each class that takes them") {
        linesIn(
            """
            interface Pages { @Do default String page(Integer post) { return ""; } }
            class Good extends Weave<Integer> implements Pages { @Do Integer post() { return 1; } }
            class Bad extends Weave<String> implements Pages { @Do String post() { return ""; } }
            """.trimIndent(),
        ) shouldContainExactly listOf(1)
    }

    test("a class without tasks is an error at the class") {
        errorsIn("class Page extends Weave<String> {}").single() shouldBe
            Said("Page.java", 2, "Page declares no task.\n  Mark at least one method with @Do.")
    }

    test("several mistakes of one class are all reported") {
        linesIn(
            """
            class Page extends Weave<String> {
                @Do Integer a(String b) { return 1; }
                @Do(workers = 2) Integer b(int none) { return 1; }
                @Do List<String> last() { return null; }
            }
            """.trimIndent(),
        ) shouldContainExactly listOf(2, 3, 3, 4)
    }

    test("what the compiler itself refuses is left to it") {
        errorsIn(
            """
            class Page extends Weave<String> {
                @Do(timeout = Missing.LONG) String page(@Input int id) { return ""; }
            }
            class Other extends Unknown<String> {
                @Do Nothing page(int post) { return ""; }
            }
            """.trimIndent(),
        ) shouldHaveSize 3
    }

    test("a task outside of a weave class is a warning, since nothing runs it") {
        errorsIn("class Outer { static class Page { @Do private String page(int none) { return \"\"; } } }") shouldBe
            listOf(
                Said(
                    "Page.java",
                    2,
                    "Method 'page' is marked @Do, but Outer.Page is no weave class, so nothing runs it as a task.\n" +
                        "  Let the class extend Weave, or drop @Do.",
                ),
            )
    }

    test("a parameter that is marked in a method without @Do is a warning, unless that overrides a task") {
        errorsIn(
            """
            class Page extends Base {
                String post(@Input int id) { return ""; }
                @Override String page(@OrNull String title) { return ""; }
            }
            abstract class Base extends Weave<String> { @Do String page(@Input String title) { return ""; } }
            """.trimIndent(),
        ) shouldBe
            listOf(
                Said(
                    "Page.java",
                    3,
                    "A parameter of method 'post' in Page is marked @Input, but the method is no task, so nothing" +
                        " gives it a value.\n  Mark the method with @Do, or drop the annotation.",
                ),
            )
    }

    test("a class is compiled without any warning where only Wove's annotations are in it") {
        val folder = tempdir()
        val file = folder.resolve("Page.java")
        file.writeText(
            """
            import dev.wove.*; import java.util.*;
            class Page extends Weave<String> {
                @Do List<String> ids(@Input String first) { return List.of(first); }
                @Do(each = "ids") String part(List<String> ids, @Item String id) { return id; }
                @Do String page(@Settled @From("part") Outcome<List<String>> all, @OrNull String first) { return ""; }
            }
            """.trimIndent(),
        )
        val lint = listOf("-Xlint:all", "-Werror")
        compileJava(folder.toPath(), listOf(file), withProcessor = true, lint).errors.shouldBeEmpty()
    }
})
