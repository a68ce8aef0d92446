package dev.wove.examples.docs

import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.mergeEachRemote
import dev.wove.dsl.options
import dev.wove.dsl.plan
import dev.wove.dsl.weave
import dev.wove.dsl.weaveResult
import dev.wove.environment.DeliveryOrphanedException
import dev.wove.environment.EnvironmentException
import dev.wove.environment.EnvironmentSource
import dev.wove.environment.Remote
import dev.wove.environment.RemoteTaskException
import dev.wove.remote.InMemoryEnvironment.inMemory
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

data class Draft(val id: Int, val text: String)

// tag::printer[]
class OutOfPaper(message: String) : Exception(message)

@Remote("printer")
interface Printer {
    @Throws(OutOfPaper::class)
    suspend fun print(draft: Draft): String

    suspend fun proof(draft: Draft, copies: Int): List<String>
}
// end::printer[]

// tag::newer[]
data class ColouredDraft(val id: Int, val text: String, val colour: String = "black")

@Remote("printer")
interface ColourPrinter {
    suspend fun print(draft: ColouredDraft): String
}
// end::newer[]

// tag::newer-parameter[]
@Remote("printer")
interface LongPrinter {
    suspend fun proof(draft: Draft, copies: Int, paper: String = "plain"): List<String>
}
// end::newer-parameter[]

private class FakePrinter : Printer {
    override suspend fun print(draft: Draft): String = when (draft.id) {
        0 -> throw OutOfPaper("no paper for ${draft.text}")
        -1 -> error("jammed")
        else -> "printed ${draft.text}"
    }

    override suspend fun proof(draft: Draft, copies: Int): List<String> = List(copies) { draft.text }
}

private fun there(worker: EnvironmentSource): WeaveOptions =
    options { config(WoveConfiguration.of { it.environment("printers", worker) }) }

/** The Kotlin samples of the guide on environments, compiled and run. */
class EnvironmentSamplesTest : FunSpec({
    val printers = inMemory().serve(Printer::class.java, FakePrinter())
    val configured = options {
        config(
            WoveConfiguration.of {
                it
                    .environment(
                        "printers",
                        printers,
                    ).environment("night", printers)
                    .route(Printer::class.java, "printers")
            },
        )
    }

    test("methods of an interface run where the configuration sends them, or where the task says") {
        val drafts = listOf(Draft(1, "one"), Draft(2, "two"))

        suspend fun issue(): List<String> {
            // tag::remote[]
            val issue = weave("issue", options = configured) {
                val cover by task { Draft(7, "a cover") } // here
                val proofs by remote(Printer::proof, cover, given(2)) // where configuration sends Printer
                val pages by eachRemote(Printer::print, drafts, workers = 20, environment = "night")
                val issue by task(proofs, pages) { proofs() + pages() }
                issue
            }
            // end::remote[]
            return issue
        }
        issue() shouldBe listOf("a cover", "a cover", "printed one", "printed two")
    }

    test("a merge runs elsewhere inside a task") {
        val drafts = listOf(Draft(1, "one"), Draft(2, "two"))

        suspend fun pages(): List<String> {
            // tag::merge-remote[]
            val pages = weave("issue", options = configured) {
                val pages by task {
                    val chosen = drafts.filter { it.id > 0 } // known once it runs
                    mergeEachRemote(Printer::print, chosen, workers = 4, environment = "night")
                }
                pages
            }
            // end::merge-remote[]
            return pages
        }
        pages() shouldBe listOf("printed one", "printed two")
    }

    test("a plan tells where each task runs") {
        // tag::runs-on[]
        val plan = plan("issue", options = configured) {
            val cover by task { Draft(7, "a cover") }
            val proofs by remote(Printer::proof, cover, given(2))
            proofs
        }
        plan.tasks().map { it.runsOn() } shouldBe listOf("caller's context", "environment 'printers'")
        // end::runs-on[]
    }

    test("an exception that the method declares is caught as itself, others tell what was thrown") {
        suspend fun print(draft: Draft): String = weave("issue", options = configured) {
            val page by remote(Printer::print, given(draft))
            page
        }
        shouldThrow<OutOfPaper> { print(Draft(0, "a page")) }.message shouldBe "no paper for a page"
        val failure = shouldThrow<RemoteTaskException> { print(Draft(-1, "a page")) }
        failure.kind() shouldBe "java.lang.IllegalStateException"
        failure.message!! shouldContain "jammed"
        // tag::remote-errors[]
        try {
            print(Draft(0, "a page"))
        } catch (e: OutOfPaper) {
            // declared by the method
            e.message shouldBe "no paper for a page"
        } catch (e: RemoteTaskException) {
            // anything else that was thrown there
            println("${e.kind()}: ${e.message}\n${e.remoteTrace()}")
        } catch (e: DeliveryOrphanedException) {
            // nobody knows
            println("lost: ${e.runId()}")
        }
        // end::remote-errors[]
    }

    test("a trace tells how an attempt went elsewhere") {
        // tag::remote-trace[]
        val result = weaveResult("issue", options = configured) {
            val page by remote(Printer::print, given(Draft(1, "a page")))
            page
        }
        val remote = result.trace().task("page").attempts().single().remote()!!
        println("${remote.worker()} of ${remote.environment()}, ${remote.network()} under way")
        // end::remote-trace[]
        remote.environment() shouldBe "printers"
    }

    test("of two versions of a contract either side may have the newer one") {
        val newer = object : ColourPrinter {
            override suspend fun print(draft: ColouredDraft): String = "${draft.text} in ${draft.colour}"
        }
        val newWorker = inMemory().serve(ColourPrinter::class.java, newer)
        weave("issue", options = there(newWorker)) {
            remote(Printer::print, given(Draft(1, "a page")), "page", "printers")
        } shouldBe "a page in black"
        weave("issue", options = there(inMemory().serve(Printer::class.java, FakePrinter()))) {
            remote(ColourPrinter::print, given(ColouredDraft(1, "a page", "red")), "page", "printers")
        } shouldBe "printed a page"
    }

    test("of two versions of a method either side may have the one with a parameter more") {
        val newer = object : LongPrinter {
            override suspend fun proof(draft: Draft, copies: Int, paper: String) =
                List(copies) { "${draft.text}, $paper" }
        }
        weave("issue", options = there(inMemory().serve(LongPrinter::class.java, newer))) {
            remote(Printer::proof, given(Draft(1, "a page")), given(1), "page", "printers")
        } shouldBe listOf("a page, plain")
        weave("issue", options = there(inMemory().serve(Printer::class.java, FakePrinter()))) {
            remote(LongPrinter::proof, given(Draft(1, "a page")), given(1), given("fine"), "page", "printers")
        } shouldBe listOf("a page")
    }

    test("an environment that cannot be used fails the weave before any task") {
        var began = 0
        val failure = shouldThrow<EnvironmentException> {
            weave("issue", options = configured) {
                val draft by task {
                    began++
                    Draft(1, "a page")
                }
                remote(Printer::print, draft, "page", "printer")
            }
        }
        failure.message!! shouldContain "Did you mean 'printers'?"
        began shouldBe 0
    }

    test("options of an environment apply to what ends up there") {
        var tries = 0
        val busy = object : Printer by FakePrinter() {
            override suspend fun print(draft: Draft): String = if (tries++ == 0) error("busy") else "printed"
        }
        val retried = inMemory().serve(Printer::class.java, busy).policy(Policy.retries(1))
        weave("issue", options = options { config(WoveConfiguration.of { it.environment("printers", retried) }) }) {
            remote(Printer::print, given(Draft(1, "a page")), "page", "printers")
        } shouldBe "printed"
        tries shouldBe 2
    }
})
