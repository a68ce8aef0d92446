package dev.wove.behaviour.explain

import dev.wove.Backoff
import dev.wove.Plan
import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.Weave
import dev.wove.behaviour.reuse.PostPage
import dev.wove.dsl.Limiter
import dev.wove.dsl.plan
import dev.wove.dsl.run
import dev.wove.internal.plan.RealPlan
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldHaveLineCount
import kotlinx.coroutines.flow.flowOf
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.time.Duration.ofMillis
import kotlin.time.Duration.Companion.seconds

private val partner = Policy.none().backoff(Backoff.exponential(ofMillis(100)).jitter(0.5)).limit(Limiter(10, 600))

private fun page(): Plan<String> = plan("post-page", workers = 8, timeout = 2.seconds) {
    val post by task { "p" }
    val author by task(post, retries = 3, policy = partner) { "a" }
    val comments by blocking(post) { listOf("c", "d") }
    val scores by each(comments, workers = 4) { it.length }
    val ranks by each(scores) { it + 1 }
    val prices by each(listOf(1, 2, 3)) { it * 2 }
    val ads by task { "ad" }
    val audit by task(post) { }
    val page by task(author, ranks, prices, settled(ads), after = listOf(audit)) { author() }
    page
}

class ExplainTest : FunSpec({
    test("B01 B02 B03 explain gives the tasks with kinds, mapping, inputs, dependents, options, and the levels") {
        page().explain() shouldBe """
            |Weave 'post-page': 9 tasks, returns 'page'
            |  Options: workers 8, timeout 2 s
            |
            |  task      kind        mapped                          inputs                                            dependents               runs on           options
            |  post      suspending                                  -                                                 author, comments, audit  caller's context
            |  author    suspending                                  post                                              page                     caller's context  retries 3, Backoff(100 ms x2, jitter 0.5), Limiter(10 at once, 600 a minute)
            |  comments  blocking                                    post                                              scores                   own thread
            |  scores    suspending  each over comments              comments                                          ranks                    caller's context  workers 4
            |  ranks     suspending  each over scores, as they come  scores                                            page                     caller's context
            |  prices    suspending  each over 3 items               -                                                 page                     caller's context
            |  ads       suspending                                  -                                                 page                     caller's context
            |  audit     suspending                                  post                                              page                     caller's context
            |  page      suspending                                  author, ranks, prices, settled(ads), after audit  -                        caller's context
            |
            |Levels (a task starts as soon as its own inputs are ready):
            |  1  post, prices, ads
            |  2  author, comments, audit
            |  3  scores
            |  4  ranks
            |  5  page
            |
        """.trimMargin()
    }

    test("B01 the same as data") {
        val plan = page()
        plan.returned() shouldBe "page"
        plan.task("prices").items() shouldBe 3
        plan.task("scores").items() shouldBe null
        plan.task("scores").source() shouldBe "comments"
        plan.task("comments").runsOn() shouldBe "own thread"
        plan.task("post").dependents() shouldContainExactly listOf("author", "comments", "audit")
        plan.levels().first() shouldContainExactly listOf("post", "prices", "ads")
    }

    test("B02 says how many items were given, of whatever source knows it") {
        val plan =
            plan("w") {
                val none by each(emptyList<Int>()) { it }
                val one by each(arrayOf("a")) { it }
                val map by each(mapOf(1 to 2, 3 to 4)) { it.key }
                val set by eachSettled(setOf(1, 2, 3)) { it }
                val flow by eachUnit(flowOf(1, 2)) { }
                val sequence by each(sequenceOf(1, 2)) { it }
                task("end", none, one, map, set, flow, sequence) { }
            }
        plan.explain().lines().slice(3..8).map { it.trim().split(Regex(" {2,}"))[2] } shouldContainExactly listOf(
            "each over no items",
            "each over 1 item",
            "each over 2 items",
            "eachSettled over 3 items",
            "eachUnit over items given",
            "each over items given",
        )
    }

    test("B04 nothing is printed unasked") {
        val out = ByteArrayOutputStream()
        val before = System.out to System.err
        PrintStream(out).let {
            System.setOut(it)
            System.setErr(it)
        }
        try {
            page().run()
        } finally {
            System.setOut(before.first)
            System.setErr(before.second)
        }
        out.toString() shouldBe ""
    }

    test("B05 shows the name of a source that is not known yet, and no count") {
        val plan =
            plan("w") {
                val later = ref<List<Int>>("numbers")
                val doubled by each(later) { it * 2 }
                val numbers by task { listOf(1, 2) }
                doubled
            }
        plan.explain() shouldContain "each over numbers"
        plan.task("doubled").source() shouldBe "numbers"
        plan.task("doubled").items() shouldBe null
    }

    test("B06 a weave without tasks is refused, and the message says so") {
        class Empty : Weave<Int>()
        shouldThrow<PlanException> { plan(Empty()) }.message shouldContain
            "Empty declares no task.\n  Mark at least one method with @Do."
    }

    test("B10 printing changes nothing: the plan reads and runs as before, and no source is opened") {
        var opened = 0
        val plan =
            plan("w") {
                val lazy by each(
                    Iterable {
                        opened++
                        listOf(1, 2).iterator()
                    },
                ) { it }
                val later = ref<Int>("base")
                val late by task(later) { later() }
                val base by task { 1 }
                val sum by task(lazy, late) { lazy().sum() + late() }
                sum
            }
        val before = Triple(plan.tasks(), plan.levels(), plan.order())
        val first = listOf(plan.explain(), plan.toMermaid(), plan.toDot())
        listOf(plan.explain(), plan.toMermaid(), plan.toDot()) shouldBe first
        Triple(plan.tasks(), plan.levels(), plan.order()) shouldBe before
        opened shouldBe 0
        plan.run() shouldBe 4
        opened shouldBe 1
        listOf(plan.explain(), plan.toMermaid(), plan.toDot()) shouldBe first
    }

    test("B01 explains a weave class with the inputs it was given") {
        plan(PostPage(), "id" to 7).explain().lines().take(2) shouldBe listOf(
            "Weave 'PostPage': 6 tasks, returns 'page'",
            "  Inputs given: id",
        )
    }

    test("B01 cuts and counts what is too long, and stays one line per task") {
        val text =
            plan("wide") {
                val all = List(1_000) { i -> task("part-$i") { i } }
                task("sum", inputs = all.toTypedArray()) { }
            }.explain()
        text shouldHaveLineCount 3 + 1_001 + 2 + 2 + 1
        text shouldContain "part-0, part-1, part-2, part-3, part-4, part-5, ... (1000 in all)"
        (text.lines().maxOf { it.length } < 160) shouldBe true
        val deep =
            plan("deep") { (1..999).fold(task("t0") { 0 }) { before, i -> task("t$i", before) { i } } }.explain()
        deep.lines().takeLast(3) shouldBe listOf("  100  t99", "  ... (1000 in all)", "")
    }

    context("pictures") {
        test("B01 a Mermaid flowchart") {
            page().toMermaid() shouldBe """
                |---
                |title: "post-page"
                |---
                |flowchart TD
                |  t0["post<br/>suspending"]
                |  t1["author<br/>suspending<br/>retries 3, Backoff(100 ms x2, jitter 0.5), Limiter(10 at once, 600 a minute)"]
                |  t2["comments<br/>blocking"]
                |  t3["scores<br/>suspending, over comments<br/>workers 4"]
                |  t4["ranks<br/>suspending, over scores"]
                |  t5["prices<br/>suspending, over 3 items"]
                |  t6["ads<br/>suspending"]
                |  t7["audit<br/>suspending"]
                |  t8(["page<br/>suspending"])
                |  t0 --> t1
                |  t0 --> t2
                |  t2 -->|items| t3
                |  t3 -->|items| t4
                |  t0 --> t7
                |  t1 --> t8
                |  t4 --> t8
                |  t5 --> t8
                |  t6 -->|settled| t8
                |  t7 -.->|after| t8
                |
            """.trimMargin()
        }

        test("B01 a DOT graph") {
            page().toDot() shouldBe """
                |digraph {
                |  graph [label="post-page", labelloc=t, fontname="sans-serif"];
                |  node [shape=box, style=rounded, fontname="sans-serif"];
                |  edge [fontname="sans-serif", fontsize=10];
                |  "post" [label="post\nsuspending"];
                |  "author" [label="author\nsuspending\nretries 3, Backoff(100 ms x2, jitter 0.5), Limiter(10 at once, 600 a minute)"];
                |  "comments" [label="comments\nblocking"];
                |  "scores" [label="scores\nsuspending, over comments\nworkers 4"];
                |  "ranks" [label="ranks\nsuspending, over scores"];
                |  "prices" [label="prices\nsuspending, over 3 items"];
                |  "ads" [label="ads\nsuspending"];
                |  "audit" [label="audit\nsuspending"];
                |  "page" [label="page\nsuspending", peripheries=2];
                |  "post" -> "author";
                |  "post" -> "comments";
                |  "comments" -> "scores" [label="items"];
                |  "scores" -> "ranks" [label="items"];
                |  "post" -> "audit";
                |  "author" -> "page";
                |  "ranks" -> "page";
                |  "prices" -> "page";
                |  "ads" -> "page" [label="settled"];
                |  "audit" -> "page" [label="after", style=dashed];
                |}
                |
            """.trimMargin()
        }

        test("B01 no name breaks out of its quotes") {
            val names =
                listOf("end", "1. a", "- b", "\"q\"", "back\\", "<b>&amp;", "a;b|c]", "`md`", "two\nlines", "#35;")
            val plan =
                plan("the \"end\"\\\n") {
                    val all = names.map { task(it) { } }
                    task("all", inputs = all.toTypedArray()) { }
                } as RealPlan
            plan.toMermaid().lines().drop(4).take(names.size) shouldBe listOf(
                """  t0["end<br/>suspending"]""",
                """  t1["1#46; a<br/>suspending"]""",
                """  t2["#45; b<br/>suspending"]""",
                """  t3["#34;q#34;<br/>suspending"]""",
                """  t4["back#92;<br/>suspending"]""",
                """  t5["#60;b#62;#38;amp#59;<br/>suspending"]""",
                """  t6["a#59;b#124;c#93;<br/>suspending"]""",
                """  t7["#96;md#96;<br/>suspending"]""",
                """  t8["two#63;lines<br/>suspending"]""",
                """  t9["#35;35#59;<br/>suspending"]""",
            )
            plan.toMermaid().lines()[1] shouldBe """title: "the \"end\"\\?""""
            plan.toDot().lines().drop(4).take(names.size) shouldBe listOf(
                """  "end" [label="end\nsuspending"];""",
                """  "1. a" [label="1. a\nsuspending"];""",
                """  "- b" [label="- b\nsuspending"];""",
                """  "\"q\"" [label="\"q\"\nsuspending"];""",
                """  "back\\" [label="back\\\nsuspending"];""",
                """  "<b>&amp;amp;" [label="<b>&amp;amp;\nsuspending"];""",
                """  "a;b|c]" [label="a;b|c]\nsuspending"];""",
                """  "`md`" [label="`md`\nsuspending"];""",
                """  "two?lines" [label="two?lines\nsuspending"];""",
                """  "#35;" [label="#35;\nsuspending"];""",
            )
        }
    }
})
