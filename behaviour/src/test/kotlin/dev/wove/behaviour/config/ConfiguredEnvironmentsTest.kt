package dev.wove.behaviour.config

import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.ConfigurationException
import dev.wove.config.WoveConfiguration
import dev.wove.dsl.weave
import dev.wove.dsl.woveConfiguration
import dev.wove.environment.CancelMode
import dev.wove.environment.Delivery
import dev.wove.environment.Environment
import dev.wove.environment.OrphanPolicy
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.io.File
import java.time.Duration.ofHours
import java.time.Duration.ofSeconds

private interface Reports

private interface Ratings

class ConfiguredEnvironmentsTest : FunSpec({
    val folder = tempdir()
    val post = Post(mapOf("url" to "https://reports"))

    fun configured(vararg lines: String, settings: WoveConfiguration.Builder.() -> Unit = {}): WoveConfiguration {
        val file = File.createTempFile("wove", ".properties", folder).also { it.writeText(lines.joinToString("\n")) }
        return WoveConfiguration.of {
            it.load(file.toPath())
            it.settings()
        }
    }

    fun refused(vararg lines: String, settings: WoveConfiguration.Builder.() -> Unit = {}) =
        shouldThrow<ConfigurationException> { configured(*lines, settings = settings) }
            .message!!
            .replace(Regex("${Regex.escape(folder.path)}/\\w+\\.properties"), "FILE")
            .replace(Regex("code, [\\w.]+:\\d+"), "code, LINE")

    test("an environment has what code says of it") {
        val environment = post.retries(2).timeout(ofSeconds(60)).delivery(Delivery.maxInFlight(64)).lazy()
        val read = WoveConfiguration.of { it.environment("reports", environment).environment("plain", post) }
        read.environments() shouldBe setOf("plain", "reports")
        val reports = read.environment("reports")!!
        reports.source() shouldBeSameInstanceAs post
        reports.policy() shouldBe Policy.retries(2).timeout(ofSeconds(60))
        reports.delivery() shouldBe Delivery.maxInFlight(64)
        reports.isLazy shouldBe true
        read.environment("plain")!!.policy() shouldBe Policy.none()
        read.environment("other") shouldBe null
    }

    test("CF08 all options of delivery are read, of all environments and of one") {
        val read =
            configured(
                "wove.delivery.start-timeout=1s",
                "wove.delivery.timeout=2s",
                "wove.delivery.heartbeat=3s",
                "wove.delivery.max_in_flight=4",
                "wove.delivery.idempotency-key={post.id}",
                "wove.delivery.cancel-mode=best_effort",
                "wove.delivery.cancel-timeout=5s",
                "wove.delivery.orphans=requeue",
                "wove.delivery.requeues=6",
                "wove.delivery.keep=7h",
                "wove.environments.reports.executor=post",
                "wove.environments.reports.url=https://reports",
                "wove.environments.reports.delivery-timeout=20s",
                "wove.environments.reports.delivery_cancel_mode=require_ack",
            )
        val all =
            Delivery
                .startTimeout(ofSeconds(1))
                .timeout(ofSeconds(2))
                .heartbeat(ofSeconds(3))
                .maxInFlight(4)
                .idempotencyKey("{post.id}")
                .cancelMode(CancelMode.BEST_EFFORT)
                .cancelTimeout(ofSeconds(5))
                .orphans(OrphanPolicy.REQUEUE)
                .requeues(6)
                .keep(ofHours(7))
        read.delivery() shouldBe all
        read.environment("reports")!!.delivery() shouldBe
            all.timeout(ofSeconds(20)).cancelMode(CancelMode.REQUIRE_ACK)
        read.environment("reports")!!.source() shouldBe post
        val inCode = WoveConfiguration.of { it.delivery(all).environment("reports", post) }
        inCode.environment("reports")!!.delivery() shouldBe all
    }

    test(
        "CF09 X23 X24 W09 a cancel mode and an orphan policy that do not exist are refused, of all environments and of one",
    ) {
        refused("wove.delivery.cancel-mode=sometimes") shouldBe
            "Setting 'wove.delivery.cancel-mode' is 'sometimes', which is not require-ack or best-effort (FILE:1)."
        refused("", "wove.delivery.orphans=adopt") shouldBe
            "Setting 'wove.delivery.orphans' is 'adopt', which is not fail, cancel, requeue or detach (FILE:2)."
        refused("wove.environments.reports.delivery-cancel-mode=sometimes") shouldContain
            "delivery-cancel-mode' is 'sometimes', which is not require-ack or best-effort"
        refused("wove.environments.reports.delivery-orphans=adopt") shouldContain "which is not fail, cancel, requeue"
    }

    test("X31 an executor of an unknown name is refused, and one that code cannot make does not compile") {
        refused("wove.environments.reports.executor=pigeon").lines().first() shouldBe
            "Setting 'wove.environments.reports.executor' is 'pigeon', which nothing on the class path brings (FILE:1)."
    }

    test("H10 an executor whose library is missing is refused before any task, and the message says which to add") {
        refused("wove.environments.reports.executor=grpc") shouldContain "dev.wove:wove-remote-grpc"
    }

    test("CF10 an environment that is not there cannot be the default, and nothing can be sent to it") {
        refused("wove.default-environment=report") { environment("reports", post) } shouldBe
            "Setting 'wove.default-environment' (FILE:1) names environment 'report', which the configuration does " +
            "not have.\n  It has: reports\n  Did you mean 'reports'?"
        refused { route(Reports::class.java, "reports") } shouldBe
            "Setting 'wove.routes.${Reports::class.java.name}' (code, LINE) names environment 'reports', which the " +
            "configuration does not have.\n  It has none."
    }

    test("CF12 an environment is taken away in what is derived, and weaves that run keep theirs") {
        val with = WoveConfiguration.of { it.environment("reports", post.retries(2)).task(Policy.retries(1)) }
        val without = with.with { it.withoutEnvironment("reports") }
        without.environment("reports") shouldBe null
        without.task().retries() shouldBe 1
        val inside =
            weave(options = WeaveOptions.config(with)) {
                task("reads") {
                    without.environments() shouldBe emptySet()
                    WoveConfiguration.current().environment("reports")
                }
            }
        inside!!.policy().retries() shouldBe 2
    }

    test("CF15 this process is always there, whatever the default is") {
        val read =
            WoveConfiguration.of {
                it
                    .environment("reports", post)
                    .defaultEnvironment("reports")
                    .withoutEnvironment("local")
                    .route(Ratings::class.java, "local")
            }
        read.defaultEnvironment() shouldBe "reports"
        read.route(Reports::class.java) shouldBe "reports"
        read.route(Ratings::class.java) shouldBe "local"
        WoveConfiguration.of { }.defaultEnvironment() shouldBe "local"
        refused { environment("local", post) } shouldBe
            "Environment 'local' is this process, and cannot be another.\n" +
            "  Options of tasks that run in it are under wove.task."
    }

    test("CF18 what is said of an environment later leaves the rest as it is") {
        val read =
            configured(
                "wove.environments.reports.retries=2",
                "wove.environments.reports.timeout=9s",
                "wove.environments.reports.delivery-heartbeat=3s",
            ) { environment("reports", post.retries(5).delivery(Delivery.maxInFlight(7))) }
        val reports = read.environment("reports")!!
        reports.policy() shouldBe Policy.retries(5).timeout(ofSeconds(9))
        reports.delivery() shouldBe Delivery.heartbeat(ofSeconds(3)).maxInFlight(7)
        val changed = read.with { it.environment("reports", read.environment("reports")!!.retries(0)) }
        changed.environment("reports")!!.policy() shouldBe Policy.retries(0).timeout(ofSeconds(9))
    }

    test("an environment may name policies and limiters") {
        val limiter = Limiter.concurrent(3)
        val read =
            configured("wove.environments.reports.policy=partner", "wove.environments.reports.workers=4") {
                environment("reports", post)
                policy("partner", Policy.retries(3).limiter("partner"))
                limiter("partner", limiter)
            }
        read.environment("reports")!!.policy() shouldBe Policy.retries(3).limit(limiter).workers(4)
    }

    test("what stands beside an executor is checked by whoever brings that") {
        refused("wove.environments.reports.executor=post", "wove.environments.reports.ulr=https://reports") shouldBe
            "There is no setting 'wove.environments.reports.ulr' (FILE:2).\n" +
            "  Did you mean 'wove.environments.reports.url'?"
        refused("wove.environments.reports.executor=post") shouldBe
            "Environment 'reports' (FILE:1) cannot be made: Setting url is missing."
        refused("wove.environments.reports.retries=2") shouldBe
            "Environment 'reports' has no executor.\n" +
            "  Set wove.environments.reports.executor, for instance to http or stdio."
        refused("wove.environments.reports.url=https://reports") { environment("reports", post) } shouldBe
            "Setting 'wove.environments.reports.url' (FILE:1) is of an environment that code makes (code, " +
            "LINE).\n" +
            "  Set it there."
    }

    test("an executor that nothing brings is told with the artifact to add, or with those that are there") {
        refused("wove.environments.reports.executor=grpc") shouldBe
            "Setting 'wove.environments.reports.executor' is 'grpc', which nothing on the class path brings " +
            "(FILE:1).\n" +
            "  Add the artifact dev.wove:wove-remote-grpc."
        refused("wove.environments.reports.executor=pots") shouldBe
            "Setting 'wove.environments.reports.executor' is 'pots', which nothing on the class path brings " +
            "(FILE:1).\n" +
            "  There are: http, https, post, stdio\n  Did you mean 'post'?"
    }

    test("a secret is refused where it stands itself, and never shown") {
        val start = arrayOf("wove.environments.reports.executor=post", "wove.environments.reports.url=https://reports")
        val message = refused(*start, "wove.environments.reports.secret=hunter2")
        message shouldBe
            "Setting 'wove.environments.reports.secret' is a secret, and stands there itself (FILE:3).\n" +
            "  Write env:NAME for one in an environment variable, or file:/path."
        val read = configured(*start, "wove.environments.reports.secret=env:REPORTS_KEY")
        (read.environment("reports")!!.source() as Post).settings["secret"] shouldBe "env:REPORTS_KEY"
        read.explain() shouldContain "***"
        read.explain() shouldNotContain "REPORTS_KEY"
        read.toString() shouldNotContain "REPORTS_KEY"
        refused(*start, "wove.environments.reports.api-key=hunter2") shouldNotContain "hunter2"
        val named = configured(*start, "wove.environments.reports.key=2026-12").environment("reports")!!
        (named.source() as Post).settings["key"] shouldBe "2026-12"
        val inAddress =
            configured(start[0], "wove.environments.reports.url=https://me:hunter2@reports/wove").explain()
        inAddress shouldContain "https://***@reports/wove"
        inAddress shouldNotContain "hunter2"
    }

    test("routes may stand in a file") {
        val name = Reports::class.java.name
        val read = configured("wove.routes.$name=reports") { environment("reports", post) }
        read.route(Reports::class.java) shouldBe "reports"
        read.route(Ratings::class.java) shouldBe "local"
    }

    test("Kotlin writes environments and routes in a block") {
        val read =
            woveConfiguration {
                defaults { delivery(Delivery.none().requeues(1)) }
                environment("reports", Environment.of(post).retries(1))
                environment("batch", post)
                route(Reports::class, "reports")
                defaultEnvironment("batch")
            }
        read.environment("reports")!!.delivery() shouldBe Delivery.none().requeues(1)
        read.route(Reports::class.java) shouldBe "reports"
        read.route(Ratings::class.java) shouldBe "batch"
        read.environment("reports") shouldNotBe null
    }
})
