package dev.wove.examples.replay

import dev.wove.examples.Call
import dev.wove.examples.replay.Trace.TracedTask
import dev.wove.examples.trace
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.arbitrary
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import tools.jackson.databind.json.JsonMapper
import java.nio.file.Files
import java.nio.file.Path
import kotlin.math.max
import kotlin.random.Random

class ReplayTest :
    FunSpec({
        context("a trace whose children stand before their parents") {
            test("takes as long as its critical path, to the microsecond") {
                val call = Call("replay", "--json", trace("diamond.json"))
                call.exitCode shouldBe 0
                call.err.shouldBeEmpty()
                call.out shouldContainExactly
                    listOf(
                        """{"file":"${trace("diamond.json")}","tasks":4,"edges":4,"workers":null,""" +
                            """"makespanSeconds":3.500003,"criticalPathSeconds":3.500003,""" +
                            """"criticalPath":["post","author","page"],"totalWorkSeconds":3.750003,""" +
                            """"peakRunning":2,"startedOnce":true}""",
                    )
            }

            test("is a line for people without --json") {
                Call("replay", trace("diamond.json")).out shouldContainExactly
                    listOf(
                        "${trace("diamond.json")}: 4 tasks, 4 edges, makespan 3.500 s (critical path 3.500 s, " +
                            "work 3.750 s), 2 at once",
                    )
            }
        }

        context("a report and a trace") {
            test("tell when the tasks ran, to the millisecond") {
                val folder = tempdir()
                val files = listOf(folder.resolve("run.html"), folder.resolve("run.json"))
                val call = Call("replay", "--report", "${files[0]}", "--trace", "${files[1]}", trace("diamond.json"))
                call.exitCode shouldBe 0
                call.err.shouldBeEmpty()
                files[0].readText() shouldContain """"nanos":3500000000"""
                val events = JsonMapper.shared().readTree(files[1])["traceEvents"].values()
                val slices = events.filter { it["ph"].asString() == "X" }
                slices.map { it["name"].asString() }.toSet() shouldBe setOf("post", "author", "comments", "page")
                slices.maxOf { it["ts"].asDouble() + it["dur"].asDouble() } shouldBe (3.5e6 plusOrMinus 1.0)
            }

            test("are of one file") {
                val call = Call("replay", "--report", "never.html", trace("diamond.json"), trace("wide.json"))
                call.exitCode shouldBe 2
                call.err.first() shouldBe "--report and --trace are for one FILE"
            }

            test("are refused before the run if they cannot be written") {
                val call = Call("replay", "--report", "no/such/folder/run.html", trace("diamond.json"))
                call.exitCode shouldBe 2
                call.out.shouldBeEmpty()
                call.err.first() shouldContain "Cannot write no/such/folder/run.html: there is no folder "
            }
        }

        context("a limit of workers") {
            test("runs no more tasks at once, and takes longer") {
                val call = Call("replay", "--json", "--workers", "2", trace("wide.json"))
                val replay = JsonMapper.shared().readTree(call.out.single())
                replay["workers"].intValue() shouldBe 2
                replay["peakRunning"].intValue() shouldBe 2
                replay["startedOnce"].booleanValue() shouldBe true
                replay["criticalPathSeconds"].doubleValue() shouldBe 6.0
                // 1, then 0.5 + 1.5 + 2.5 beside 1 + 2 + 3, then 2
                replay["makespanSeconds"].doubleValue() shouldBe 9.0
            }

            test("keeps the bounds of list scheduling in any graph") {
                checkAll(50, randomTraces(), Arb.int(1, 8)) { trace, k ->
                    val unlimited = Replayer(null, null).replay(trace, "random")
                    unlimited.makespanSeconds shouldBe (unlimited.criticalPathSeconds plusOrMinus 1e-9)
                    unlimited.startedOnce shouldBe true

                    val limited = Replayer(k, null).replay(trace, "random")
                    val path = limited.criticalPathSeconds
                    val work = limited.totalWorkSeconds
                    limited.startedOnce shouldBe true
                    limited.peakRunning shouldBeLessThanOrEqualTo k
                    limited.makespanSeconds shouldBeGreaterThanOrEqual max(path, work / k) - 1e-9
                    limited.makespanSeconds shouldBeLessThanOrEqualTo work / k + (1 - 1.0 / k) * path + 1e-9
                }
            }
        }

        test("in real time takes at least as long") {
            val replay = Replayer(null, 0.001).replay(WfFormat.read(Path.of(trace("wide.json"))), "wide")
            replay.makespanSeconds shouldBeGreaterThanOrEqual 6.0
            replay.startedOnce shouldBe true
        }

        test("a trace without tasks takes no time") {
            val replay = Replayer(null, null).replay(Trace("none", emptyList()), "none")
            replay shouldBe Replay("none", 0, 0, null, 0.0, 0.0, emptyList(), 0.0, 0, true)
        }

        context("a file that cannot be run") {
            test("is one line on standard error, naming file and task, and the others are run") {
                val call =
                    Call(
                        "replay",
                        trace("missing.json"),
                        trace("broken.json"),
                        trace("old.json"),
                        trace("no-runtime.json"),
                        trace("twice.json"),
                        trace("unknown-parent.json"),
                        trace("cycle.json"),
                        trace("diamond.json"),
                    )
                call.exitCode shouldBe 2
                call.err shouldContainExactly
                    listOf(
                        "${trace("missing.json")}: no such file",
                        "${trace("broken.json")}: is not JSON: Unexpected character (',' (code 44)): was expecting " +
                            "double-quote to start property name (line 3, column 16)",
                        "${trace("old.json")}: has schemaVersion \"1.4\", but only 1.5 and later have " +
                            "workflow.specification and workflow.execution",
                        "${trace("no-runtime.json")}: task 'author' has no runtimeInSeconds in " +
                            "workflow.execution.tasks",
                        "${trace("twice.json")}: task 'post' stands there twice",
                        "${trace("unknown-parent.json")}: Task 'author' in weave 'unknown-parent.json' depends on " +
                            "'pots', but no task with that name is declared.",
                        "${trace("cycle.json")}: Weave 'cycle.json' has a dependency cycle: a -> c -> b -> a " +
                            "(each needs the next).",
                    )
                call.out.map { it.substringBefore(":") } shouldContainExactly listOf(trace("diamond.json"))
            }

            for (
            (text, message) in
            listOf(
                "" to "has no schemaVersion; is this a WfCommons trace?",
                "[]" to "has no schemaVersion; is this a WfCommons trace?",
                """{"schemaVersion": "new"}""" to
                    "has schemaVersion \"new\", but only 1.5 and later have workflow.specification and " +
                    "workflow.execution",
                """{"schemaVersion": "1.10"}""" to "has no list workflow.specification.tasks",
                workflow("""{"name": "a"}""") to "has a task without an id",
                workflow("""{"id": "a", "parents": [1]}""") to "task 'a' has a parents entry that is no name: 1",
                workflow("""{"id": "a", "children": ["b"]}""") to "task 'a' has an unknown child 'b'",
                workflow("""{"id": "a"}""", runtime = "-1") to "task 'a' has an impossible runtimeInSeconds: -1.0",
            )
            ) {
                test("says: $message (${text.length} characters)") {
                    val file = Files.createTempFile("trace", ".json")
                    try {
                        Files.writeString(file, text)
                        val call = Call("replay", "$file")
                        call.err shouldContainExactly listOf("$file: $message")
                        call.exitCode shouldBe 2
                    } finally {
                        Files.delete(file)
                    }
                }
            }
        }

        context("a call without sense") {
            for (args in listOf("", "--workers 0 x", "--workers many x", "--real 0 x", "--real -1 x", "--fast x")) {
                test("ends with 2: replay $args") {
                    val call = Call("replay", *args.split(" ").filter { it.isNotEmpty() }.toTypedArray())
                    call.exitCode shouldBe 2
                    call.out.shouldBeEmpty()
                }
            }
        }
    })

private fun workflow(task: String, runtime: String = "1") =
    """{"schemaVersion": "1.5", "workflow": {"specification": {"tasks": [$task]},
        "execution": {"tasks": [{"id": "a", "runtimeInSeconds": $runtime}]}}}"""

/** Traces of up to 60 tasks in any order, each with some parents among those with a smaller number. */
private fun randomTraces(): Arb<Trace> = arbitrary { randomTrace(it.random) }

private fun randomTrace(random: Random): Trace {
    val tasks = List(random.nextInt(1, 60)) { i ->
        val parents = (0 until i).filter { random.nextInt(i) < 2 }.map { "t$it" }
        TracedTask("t$i", parents, random.nextLong(0, 10_000_000))
    }
    return Trace("random", tasks.shuffled(random))
}
