package dev.wove.examples.remote

import dev.wove.examples.Call
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe

class RemoteReportTest :
    FunSpec({
        for (transport in listOf("stdio", "http")) {
            context("over $transport") {
                test("a worker in a process of its own renders the reports, in both languages") {
                    val call = Call("remote-report", "--transport", transport)
                    call.exitCode shouldBe 0
                    call.err.shouldBeEmpty()
                    call.out.filter { it.startsWith("----") } shouldContainExactly
                        listOf("---- Kotlin ----", "---- Java ----")
                    call.out.filter { it == REPORT } shouldHaveSize 2
                    call.resends() shouldContainExactly listOf(0, 0)
                }

                test("the reports are the same if the worker is killed in the middle") {
                    val call = Call("remote-report", "--transport", transport, "--kill")
                    call.exitCode shouldBe 0
                    call.out.filter { it == KILLED } shouldHaveSize 2
                    call.out.filter { it == REPORT } shouldHaveSize 2
                    call.resends().all { it > 0 } shouldBe true
                }
            }
        }

        test("refuses a transport that there is not") {
            val call = Call("remote-report", "--transport", "pigeon")
            call.exitCode shouldBe 2
            call.out.shouldBeEmpty()
            call.err.first() shouldBe "--transport must be stdio or http, but is pigeon"
        }
    })

private const val REPORT = "Indigo, 7 words: It is green until it has breathed."
private const val KILLED = "The worker was killed when it had begun: contents"

/** How often the contents were sent again, as the timelines tell. */
private fun Call.resends(): List<Int> = out
    .filter { it.startsWith("  contents on ") }
    .map { Regex("(\\d+) resends?").find(it)?.groupValues?.get(1)?.toInt() ?: 0 }
