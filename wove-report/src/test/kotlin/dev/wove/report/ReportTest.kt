package dev.wove.report

import dev.wove.Backoff
import dev.wove.Policy
import dev.wove.dsl.weave
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.longs.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldHaveLength
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.property.Arb
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import kotlinx.coroutines.delay
import tools.jackson.databind.JsonNode
import tools.jackson.databind.json.JsonMapper
import java.security.MessageDigest
import java.time.Duration
import java.util.Base64
import kotlin.random.Random
import kotlin.time.Duration.Companion.milliseconds

private const val MILLI = 1_000_000L

private fun String.between(from: String, to: String) = substringAfter(from).substringBefore(to)

private fun String.data(): JsonNode =
    JsonMapper.shared().readTree(between("""<script type="application/json" id="data">""", "</script>"))

private fun Report.run(): JsonNode = html().data()["runs"].values().last()

private fun JsonNode.task(name: String) = this["tasks"].values().first { it["n"].asString() == name }

private fun JsonNode.name(number: JsonNode) = this["tasks"][number.asInt()]["n"].asString()

private fun JsonNode.millis(name: String) = this[name].asLong() / MILLI

private fun JsonNode.constants(name: String) = this[name].values().map { it.asString() }

class ReportTest : FunSpec({
    context("the data of a report") {
        val run = Report.of(everything()).run()

        test("has the times of tasks, and who waited for whom") {
            run["weave"].asString() shouldBe "page"
            run["outcome"].asString() shouldBe "failed"
            run["nanos"].asLong() shouldBe 146 * MILLI
            val author = run.task("author")
            author["r"].asLong() shouldBe 100 * MILLI
            author["s"].asLong() shouldBe 100 * MILLI
            author["t"].asLong() shouldBe 45 * MILLI
            author["i"].values().map { run.name(it) } shouldContainExactly listOf("post")
            val after = run.task("inside")["i"].values().single()
            run.name(after[0]) shouldBe "post"
            run.constants("takenAs")[after[1].asInt()] shouldBe "order only"
        }

        test("has the critical path, slack and what the run would take without a task") {
            run["path"].values().map { run.name(it[0]) } shouldContainExactly listOf("post", "author", "page")
            run["path"][1].values().drop(1).map { it.asLong() } shouldContainExactly
                listOf(100 * MILLI, 145 * MILLI, 5 * MILLI)
            run.task("inside")["l"].asLong() shouldBe 35 * MILLI
            run.task("author")["l"].asLong() shouldBe 0
            run.task("author")["z"].asLong() shouldBe 111 * MILLI
        }

        test("has attempts, the waits between them, and the failures of those that failed") {
            val author = run.task("author")
            author["c"].asInt() shouldBe 2
            author["a"].values().map { it[1].asLong() } shouldContainExactly listOf(20 * MILLI, 20 * MILLI)
            run["failures"][author["a"][0][2].asInt()]["message"].asString() shouldBe "busy"
            author["a"][1].size() shouldBe 2
            val wait = author["w"].values().single()
            run.constants("causes")[wait[0].asInt()] shouldBe "backoff"
            wait[2].asLong() shouldBe 5 * MILLI
            author["x"].asString() shouldBe "retries 1, Backoff(5 ms)"
            run.task("post")["x"] shouldBe null
        }

        test("has the failure of a task with its note, and of a skipped one why") {
            val ad = run.task("ad")
            ad["o"].asString() shouldBe "f"
            val failure = run["failures"][ad["f"].asInt()]
            failure["type"].asString() shouldBe "IllegalStateException"
            failure["message"].asString() shouldBe "no ad today"
            failure["note"].asString() shouldStartWith "Task 'ad' in weave 'page' failed"
            val audit = run.task("audit")
            audit["o"].asString() shouldBe "k"
            run["failures"][audit["f"].asInt()]["message"].asString() shouldBe "no ad today"
        }

        test("has where a task ran that ran elsewhere, and how it got there") {
            val far = Report.of(elsewhere()).run()
            val report = far.task("report")
            val there = report["u"]
            listOf("environment", "worker").map { there[it].asString() } shouldContainExactly listOf("reports", "w1")
            listOf("sent", "began", "worked", "underWay").map { there[it].asLong() / MILLI } shouldContainExactly
                listOf(0L, 20, 30, 25)
            listOf("out", "in", "resends").map { there[it].asInt() } shouldContainExactly listOf(100, 7, 1)
            report["w"].values().map { far.constants("causes")[it[0].asInt()] } shouldContainExactly listOf("delivery")
            run.task("post")["u"] shouldBe null
        }

        test("has what is known of items") {
            val items = run.task("ratings")["m"]
            items["count"].asInt() shouldBe 3
            items["max"].asLong() shouldBe 30 * MILLI
            items["slowest"][0].values().map { it.asLong() } shouldContainExactly listOf(0, 30 * MILLI)
        }

        test("has weaves inside of tasks, with their tasks behind them and times from the start of the whole") {
            val inner = run.task("inner")
            run.name(inner["p"]) shouldBe "inside"
            run.constants("kinds")[inner["k"].asInt()] shouldBe "weave"
            val two = run.task("two")
            run.name(two["p"]) shouldBe "inner"
            two["s"].asLong() shouldBe 107 * MILLI
            two["i"].values().map { run.name(it) } shouldContainExactly listOf("one")
            two["l"] shouldBe null
        }

        test("has weaves inside of the first task, whose number is zero") {
            val nests = Report.of(ran { task("first") { weave("inner") { task("one") { } } } }).run()
            nests.name(nests.task("inner")["p"]) shouldBe "first"
        }
    }

    context("the figures of a report") {
        test("count bodies that work: attempts, and nothing in between") {
            val run = Report
                .of(
                    ran(workers = 2) {
                        val backoff = Policy.retries(1).backoff(Backoff.constant(Duration.ofMillis(100)))
                        val all = List(3) { i ->
                            var tries = 0
                            task("t$i", policy = backoff) {
                                delay(20.milliseconds)
                                check(tries++ > 0) { "busy" }
                            }
                        }
                        task("last", *all.toTypedArray()) { delay(10.milliseconds) }
                    },
                ).run()
            run.millis("work") shouldBe 6 * 20 + 10
            run["peak"].asInt() shouldBe 2
            run.task("t0").millis("t") shouldBe 140
            run.task("t0").millis("b") shouldBe 40
            run.task("last")["b"] shouldBe null
        }

        test("count items as long as they worked, whatever the shape of their times") {
            val run = Report
                .of(
                    ran {
                        val other = task("other") { delay(50.milliseconds) }
                        val tries = HashMap<Int, Int>()
                        val backoff = Policy.retries(1).backoff(Backoff.constant(Duration.ofMillis(10)))
                        each(listOf(90, 1, 1), name = "items", workers = 3, policy = backoff) {
                            delay(it.milliseconds)
                            if (it == 90) {
                                other.await()
                                check(tries.merge(it, 1, Int::plus)!! > 1) { "busy" }
                            }
                        }
                    },
                ).run()
            run.task("items").millis("t") shouldBe 190
            run.task("items").millis("b") shouldBe 182
            run.millis("work") shouldBe 232
            run["average"].asBoolean() shouldBe true
            run["peak"].asDouble() shouldBe (1 + 182 / 190.0 plusOrMinus 0.001)
        }

        test("count neither who waits for a task, nor who waits for a weave inside whose bodies are known") {
            fun run(traced: Boolean) = Report
                .of(
                    ran(traced = traced) {
                        val other = task("other") { delay(50.milliseconds) }
                        val waits = task("waits") {
                            delay(10.milliseconds)
                            other.await()
                            delay(10.milliseconds)
                        }
                        task("around", waits) {
                            delay(5.milliseconds)
                            weave("inner") {
                                val all = List(4) { task("i$it") { delay(25.milliseconds) } }
                                task("end", *all.toTypedArray()) { }
                            }
                        }
                    },
                ).run()
            val run = run(traced = true)
            run.task("waits").millis("b") shouldBe 20
            run.task("around").millis("b") shouldBe 105
            run.millis("work") shouldBe 50 + 20 + 105
            run["peak"].asInt() shouldBe 4
            val unknown = run(traced = false)
            unknown.millis("work") shouldBe 50 + 20 + 30
            unknown["peak"].asInt() shouldBe 2
        }

        test("agree: the profile of any run adds up to its work, and its peak keeps to the limit") {
            checkAll(Arb.long(), Arb.int(1..4)) { seed, workers ->
                val trace = randomRun(Random(seed), 30, workers)
                val run = Report.of(trace).run()
                val step = run["nanos"].asDouble() / run["profile"].size()
                val work = run["work"].asDouble()
                run["profile"].values().sumOf { it.asDouble() * step } shouldBe (work plusOrMinus work / 1_000 + 1)
                run["peak"].asInt() shouldBeLessThanOrEqual workers
                run["work"].asLong() shouldBeLessThanOrEqual workers * run["nanos"].asLong()
            }
        }

        test("tell of attempts that are not kept one by one, too") {
            val often = Policy.retries(99).backoff(Backoff.constant(Duration.ofMillis(9)))
            var tries = 0
            val run = Report
                .of(
                    ran {
                        task("often", policy = often) {
                            delay(1.milliseconds)
                            check(tries++ == 99) { "busy" }
                        }
                    },
                ).run()
            run.millis("nanos") shouldBe 100 + 99 * 9
            run.millis("work") shouldBe 100
            run["profile"].values().sumOf { it.asDouble() } / run["profile"].size() shouldBe
                (100 / 991.0 plusOrMinus 0.001)
        }
    }

    context("the report of more tasks than a page can show") {
        fun JsonNode.names() = this["tasks"].values().map { it["n"].asString() }

        test("shows the critical path, what failed and the longest, and counts the others") {
            val trace = ran {
                val tasks = List(200_000) { i ->
                    task("task-$i") {
                        delay(if (i % 1_000 == 7) 5.milliseconds else 1.milliseconds)
                        if (i % 50_000 == 3) error("three")
                    }
                }
                task("last", tasks[500]) { delay(1.milliseconds) }
            }.trace()
            val html = Report.of(trace).html()
            html.length shouldBeLessThan 2_000_000
            val run = html.data()["runs"].values().single()
            run["count"].asInt() shouldBe 200_001
            val names = run.names()
            names shouldHaveSize Report.MOST_TASKS
            names shouldContainAll listOf("task-3", "task-50003", "task-100003", "task-150003")
            names shouldContainAll List(200) { "task-${1_000 * it + 7}" }
            names shouldContainAll trace.criticalPath().tasks()
            run["left"]["count"].asInt() shouldBe 190_001
            run["left"].millis("longest") shouldBe 1
            run["left"]["failed"] shouldBe null
            run.millis("work") shouldBe 200_001 + 200 * 4
            run["peak"].asInt() shouldBe 200_000
        }

        val chain = ran {
            var last = task("step-0") { delay(1.milliseconds) }
            for (i in 1 until 10) {
                val before = last
                last = task("step-$i", before) { delay((if (i % 4 == 1) 100 else 1).milliseconds) }
            }
            last
        }

        test("keeps the critical path without a gap, and tells of inputs and dependents that it does not show") {
            val run = Report.of(chain).most(3).run()
            run.names() shouldContainExactly listOf("step-1", "step-5", "step-9")
            run["path"].values().map { it[0].asInt() } shouldContainExactly listOf(-1, 0, -3, 1, -3, 2)
            val steps = run["path"].values().toList()
            steps.zipWithNext().forAll { (one, next) -> next[1].asLong() shouldBe one[2].asLong() }
            steps.last()[2].asLong() shouldBe run["nanos"].asLong()
            run.task("step-5")["h"].asInt() shouldBe 1
            run.task("step-5")["e"].asInt() shouldBe 1
            run.task("step-9")["e"] shouldBe null
        }

        test("shows all of them when asked to") {
            val report = Report.of(chain).most(3)
            report.withAllTasks().run().names() shouldHaveSize 10
            report.withAllTasks().run()["left"] shouldBe null
            report.withValues().run().names() shouldHaveSize 3
            report.most(10).run()["left"] shouldBe null
            shouldThrow<IllegalArgumentException> { report.most(0) }.message shouldBe
                "A report must have at least 1 task, but was given 0"
        }

        test("counts the tasks of weaves inside among them") {
            val nests = ran(traced = true) {
                task("around") {
                    weave("inner") {
                        val all = List(100) { task("i$it") { delay(it.milliseconds) } }
                        task("end", *all.toTypedArray()) { }
                    }
                }
                task("other") { }
            }
            val run = Report.of(nests).most(20).run()
            run.names() shouldHaveSize 20
            run.names() shouldContainAll listOf("around", "other", "inner", "i99", "end")
        }

        test("compares what it shows with the same tasks before, and takes none for gone that is only left out") {
            fun run(last: String, slow: Int) = ran {
                List(50) { i -> task("t$i") { delay((if (i == slow) 9 else 1).milliseconds) } }
                task(last) { delay(1.milliseconds) }
            }
            val runs = Report
                .compare(run("old", 3), run("new", 33))
                .most(2)
                .html()
                .data()["runs"]
                .values()
                .toList()
            runs[1].names() shouldContainExactly listOf("t0", "t33")
            runs[0].names() shouldContainExactly listOf("t0", "t33", "old")
        }
    }

    context("values") {
        class Secret(val text: String) {
            override fun toString() = text
        }
        val result = ran {
            task("long") { Secret("x".repeat(1_000)) }
            task("bad") {
                object {
                    override fun toString(): String = error("unprintable")
                }
            }
            task("none") { null }
        }

        test("are left out") {
            Report.of(result).html() shouldNotContain "xxx"
            Report.of(result).run()["tasks"].values().toList().forAll { it["v"] shouldBe null }
        }

        test("are shown when asked for, cut, whatever their toString does") {
            val run = Report.of(result).withValues(10).run()
            run.task("long")["v"].asString() shouldBe "x".repeat(10) + "\u2026"
            run.task("bad")["v"].asString() shouldBe "(its toString fails with IllegalStateException)"
            run.task("none")["v"].asString() shouldBe "null"
            Report.of(result).withValues().run().task("long")["v"].asString() shouldHaveLength 201
        }

        test("are not known to a trace") {
            shouldThrow<IllegalArgumentException> { Report.of(result.trace()).withValues() }.message shouldContain
                "Report.of(result).withValues()"
            shouldThrow<IllegalArgumentException> { Report.of(result).withValues(0) }.message shouldBe
                "longest must be at least 1, but is 0"
        }
    }

    context("what users write") {
        val bad = "</script><script>alert(1)</script><!--\u2028 \"'&amp; \ud800 \u0000 {data}"
        val result = ran(bad) {
            val first = task(bad) { "value of $bad" }
            task("next", first) { error(bad) }
        }

        val shown = bad.replace('\u2028', '?').replace('\u0000', '?')

        test("is data, never a part of the page") {
            val html = Report.of(result).withValues().html()
            val run = html.data()["runs"].values().single()
            run["weave"].asString() shouldBe shown
            run.task(shown)["v"].asString() shouldBe "value of $bad"
            run["failures"][0]["message"].asString() shouldBe bad
            html.split("alert(1)") shouldHaveSize
                html.split("alert(1)\\u003C/script\\u003E", "alert(1)&lt;/script&gt;").size
            html.windowed("<script".length).count { it == "<script" } shouldBe 2
        }

        test("is written even if it cannot be encoded") {
            val file = tempdir().toPath().resolve("page.html")
            result.writeReport(file)
            file
                .toFile()
                .readText()
                .data()["runs"]
                .values()
                .single()["weave"]
                .asString() shouldBe
                shown.replace('\ud800', '?')
        }
    }

    context("the page") {
        val html = Report.of(everything()).html()

        test("allows nothing but its own style and script") {
            fun hash(text: String) =
                Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.toByteArray()))
            val script = hash(html.between("</script>\n<script>", "</script>"))
            val style = hash(html.between("<style>", "</style>"))
            html.between("""Content-Security-Policy" content="""", "\"") shouldBe
                "default-src 'none'; style-src 'sha256-$style'; script-src 'sha256-$script'; " +
                "img-src data:; base-uri 'none'; form-action 'none'"
        }

        test("names no address and parses no text") {
            Regex("https?://[^'\"\\s]+").findAll(html).map { it.value }.toSet() shouldBe
                setOf("http://www.w3.org/2000/svg")
            for (way in listOf(
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "Function(",
            )) {
                html shouldNotContain way
            }
        }

        test("has nothing left to fill in") {
            listOf("{policy}", "{title}", "{style}", "{script}").filter { it in html }.shouldBeEmpty()
        }

        test("of 500 tasks is smaller than 300 KB") {
            val trace = ran {
                val first = List(250) { i -> task("first-task-$i") { } }
                val second = List(249) { i -> task("second-task-$i", first[i], first[i + 1], first[0]) { } }
                task("last", *second.toTypedArray()) { }
            }.trace()
            Report.of(trace).html().toByteArray().size shouldBeLessThan 300 * 1024
        }

        test("replaces a file of that name") {
            val file = tempdir().toPath().resolve("page.html").toFile()
            file.writeText("x".repeat(1_000_000))
            Report.of(everything()).writeTo(file.toPath())
            file.readText() shouldStartWith "<!doctype html>"
            file.readText() shouldNotContain "xxx"
        }
    }

    test("a comparison holds both runs, the later one last") {
        val before = ran("before") { task("a") { } }
        val after = ran("after") { task("b") { } }
        for (report in listOf(Report.compare(before, after), Report.compare(before.trace(), after.trace()))) {
            report.html().data()["runs"].values().map { it["weave"].asString() } shouldContainExactly
                listOf("before", "after")
            report.html() shouldContain "<title>after: before and after</title>"
        }
        Report.compare(before, after).withValues().run().task("b")["v"].asString() shouldBe "kotlin.Unit"
    }
})
