package dev.wove.ktor

import dev.wove.config.ConfigurationException
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.weave
import dev.wove.observe.WeaveObserver
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.application.plugin
import io.ktor.server.cio.CIO
import io.ktor.server.config.ApplicationConfig
import io.ktor.server.config.ConfigLoader
import io.ktor.server.config.ConfigLoader.Companion.load
import io.ktor.server.config.MapApplicationConfig
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.seconds

class ConfigurationTest : FunSpec({
    fun configured(config: ApplicationConfig, settings: WoveSettings.() -> Unit = {}): WoveConfiguration =
        Served(CIO, config) { install(Wove, settings) }.use { it.application.plugin(Wove).configuration }

    fun mistake(vararg keys: Pair<String, String>): String? =
        shouldThrow<ConfigurationException> { configured(MapApplicationConfig(*keys)) }.message

    context("the file of an application") {
        test("configures its weaves, be it YAML") {
            val configuration = configured(ConfigLoader.load("application.yaml"))
            configuration.weave("page").workers() shouldBe 5
            configuration.policy("partner")!!.retries() shouldBe 3
            configuration.explain() shouldContain "application.yaml"
        }

        test("configures its weaves, be it HOCON, with names in quotes") {
            val configuration = configured(ConfigLoader.load("application.conf"))
            configuration.weave("page").workers() shouldBe 3
            configuration.weave("nightly-report").workers() shouldBe 8
            configuration.explain() shouldContain "application.conf"
        }

        test("gives way to code") {
            val configuration =
                configured(ConfigLoader.load("application.yaml")) { defaults { weave { workers = 7 } } }
            configuration.weave("page").workers() shouldBe 7
            configuration.explain() shouldContain "ConfigurationTest.kt"
        }

        test("says how long background weaves may go on, and gives way to code") {
            val config = ConfigLoader.load("application.yaml")
            KeysOfApplication(config).grace shouldBe 7.seconds
            KeysOfApplication(MapApplicationConfig()).grace shouldBe 20.seconds
        }

        test("may not have mistakes") {
            mistake("wove.weave.workrs" to "3") shouldBe
                "There is no setting 'wove.weave.workrs' (the configuration of Ktor).\n" +
                "  Did you mean 'wove.weave.workers'?"
            mistake("wove.weave.workers" to "many") shouldBe
                "Setting 'wove.weave.workers' is 'many', which is not a whole number of at least 1 " +
                "(the configuration of Ktor)."
            mistake("wove.background.grace" to "-1s") shouldBe
                "Setting 'wove.background.grace' is '-1s', which is not a duration, like 300ms, 5s, 1m30s or PT5S " +
                "(the configuration of Ktor)."
            mistake("wove.metrics.enabled" to "true") shouldBe
                "There is no setting 'wove.metrics.enabled' in Ktor (the configuration of Ktor).\n" +
                "  Of background weaves there is 'wove.background.grace'; metrics and spans are observers: " +
                "install(Wove) { observer(WoveMeters.of(registry)) }."
            mistake("wove.weave.workers.size" to "1", "wove.weave.workers.0" to "3") shouldBe
                "Setting 'wove.weave.workers' cannot be read (the configuration of Ktor).\n" +
                "  It has to be one value; a name with dots is a level for each part."
        }
    }

    for ((name, engine) in ENGINES) {
        context("two applications side by side, with $name") {
            test("have configurations and observers of their own, in calls and in what these start") {
                val both = CompletableDeferred<Unit>()
                val seen = mutableMapOf("one" to CopyOnWriteArrayList<String>(), "two" to CopyOnWriteArrayList())

                fun module(app: String, most: Int): Application.() -> Unit = {
                    install(Wove) {
                        defaults { weave { workers = most } }
                        observer(
                            WeaveObserver {
                                seen.getValue(app) += it.weave()
                                null
                            },
                        )
                    }
                    routing {
                        get("/page") {
                            both.await()
                            val page =
                                weave("page-$app") { task("page-body") { weave("inside-$app") { task("x") { 1 } } } }
                            val workers =
                                withContext(Dispatchers.IO) { WoveConfiguration.current().weave("any").workers() }
                            call.respondText("$app $workers $page")
                        }
                    }
                }
                Served(engine, module = module("one", 1)).use { one ->
                    Served(engine, module = module("two", 2)).use { two ->
                        val answers = (1..4).flatMap { listOf(one.get("/page"), two.get("/page")) }
                        both.complete(Unit)
                        answers.map { it.soon().body() }.toSet() shouldBe setOf("one 1 1", "two 2 1")
                    }
                    one.get("/page").soon().body() shouldBe "one 1 1"
                }
                seen.getValue("one").toSet() shouldContainExactlyInAnyOrder setOf("page-one", "inside-one")
                seen.getValue("two").toSet() shouldContainExactlyInAnyOrder setOf("page-two", "inside-two")
            }
        }

        context("an application, with $name") {
            test("has its configuration outside of calls while it lives, and not after it") {
                val served = Served(engine) { install(Wove) { defaults { weave { workers = 7 } } } }
                WoveConfiguration.current().weave("any").workers() shouldBe 7
                served.close()
                WoveConfiguration.current().weave("any").workers() shouldBe null
            }

            test("leaves no configuration behind when it does not start") {
                shouldThrow<IllegalStateException> {
                    Served(engine) {
                        install(Wove) { defaults { weave { workers = 7 } } }
                        error("no database")
                    }
                }
                WoveConfiguration.current().weave("any").workers() shouldBe null
            }
        }
    }
})
