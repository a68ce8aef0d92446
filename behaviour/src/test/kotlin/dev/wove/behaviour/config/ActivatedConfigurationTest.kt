package dev.wove.behaviour.config

import dev.wove.WeaveOptions
import dev.wove.config.ConfigurationException
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.weave
import dev.wove.dsl.weaveBlocking
import dev.wove.dsl.woveConfiguration
import dev.wove.test.configured
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.CompletableFuture

private fun of(workers: Int) = woveConfiguration { defaults { weave { this.workers = workers } } }

private fun workers() = WoveConfiguration.current().weave("w").workers()

/** Alone in its process as to what is active; others of the suite see nothing of it, as it is closed again. */
class ActivatedConfigurationTest : FunSpec({
    test("an application's configuration holds on all threads until it is closed, and the last of several holds") {
        val before = workers()
        val first = of(2).activate()
        workers() shouldBe 2
        CompletableFuture.supplyAsync { weaveBlocking { task("a") { workers() } } }.get() shouldBe 2
        val second = of(3).activate()
        workers() shouldBe 3
        first.close()
        workers() shouldBe 3
        second.close()
        second.close()
        workers() shouldBe before
    }

    test("a weave keeps what it has begun with, and what is inside it has the same") {
        val activation = of(2).activate()
        try {
            weave("outer") {
                val a by task {
                    activation.close()
                    of(3).activate().use {
                        workers() to weave("inner") { task("b") { workers() } }
                    }
                }
                a
            } shouldBe (2 to 2)
        } finally {
            activation.close()
        }
    }

    test("what a weave is given, and what a test sets, win") {
        of(2).activate().use {
            weave("w", options = WeaveOptions.config(of(5))) { task("a") { workers() } } shouldBe 5
            configured({ workers(7) }) { workers() } shouldBe 7
        }
    }

    test("settings are read by the keys of files, and what is wrong with them is told by where they are from") {
        val read =
            woveConfiguration {
                settings(
                    mapOf("weave.max-blocking" to "3", "wove.task.timeout" to "5s", "metrics.enabled" to "false"),
                    "the test",
                )
            }
        read.weave("w").maxBlocking() shouldBe 3
        read.explain() shouldContain "the test"
        val wrong =
            shouldThrow<ConfigurationException> {
                woveConfiguration { settings(mapOf("weave.max-blocking" to "many"), "the test") }
            }
        wrong.message!! shouldContain "wove.weave.max-blocking"
        wrong.message!! shouldContain "the test"
    }
})
