package dev.wove.examples.docs

import dev.wove.Limiter
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.Backoff
import dev.wove.dsl.configureWove
import dev.wove.dsl.options
import dev.wove.dsl.weave
import dev.wove.dsl.woveConfiguration
import dev.wove.test.configured
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Only compiled: the process of the tests has weaves already. */
fun configuredInMain() {
    // tag::configure[]
    configureWove {
        defaults {
            weave {
                workers = 64
                stallAfter = 1.minutes
            }
            task {
                retries = 1
                timeout = 5.seconds
            }
            each { workers = 16 }
        }
        weave("nightly-*") {
            workers = 8
            onFailure = OnFailure.CONTINUE
        }
        policy("partner") {
            retries = 3
            backoff = Backoff(100.milliseconds, jitter = 0.5)
            limiter("partner")
        }
        limiter("partner") {
            concurrent = 10
            perMinute = 600
        }
    }
    // end::configure[]
}

/** The Kotlin samples of the guide on configuration, compiled and run. */
class ConfigurationSamplesTest : FunSpec({
    val shop = Shop()

    suspend fun offer(): String {
        // tag::named-policy[]
        val offer =
            weave("offer") {
                val stock by task(policy = Policy.named("partner"), retries = 5) { shop.stock() } // 5 wins over 3
                val offer by task(stock) { "${stock()} left" }
                offer
            }
        // end::named-policy[]
        return offer
    }

    test("a policy of the configuration is taken by its name") {
        // tag::configured[]
        val text =
            configured({ policy("partner", Policy.retries(0)).limiter("partner", Limiter.concurrent(1)) }) { offer() }
        text shouldBe "7 left"
        // end::configured[]
    }

    test("a weave may have a configuration of its own") {
        // tag::own-configuration[]
        val forImports =
            woveConfiguration {
                defaults { task { timeout = 30.seconds } }
            }
        val rows = weave("import", options = options { config(forImports) }) { task("rows") { 12 } }
        // end::own-configuration[]
        rows shouldBe 12
    }

    test("what is configured explains itself") {
        configured({ workers(64) }) {
            // tag::explain[]
            println(WoveConfiguration.current().explain())
            // end::explain[]
            WoveConfiguration.current().explain() shouldContain "wove.weave.workers"
        }
    }
}) {
    private class Shop {
        fun stock() = 7
    }
}
