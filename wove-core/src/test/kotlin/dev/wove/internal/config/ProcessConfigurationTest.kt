package dev.wove.internal.config

import ch.qos.logback.classic.Logger
import ch.qos.logback.classic.spi.ILoggingEvent
import ch.qos.logback.core.read.ListAppender
import dev.wove.Backoff
import dev.wove.Limiter
import dev.wove.OnFailure
import dev.wove.Policy
import dev.wove.WeaveOptions
import dev.wove.config.ConfigurationException
import dev.wove.config.WoveConfiguration
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.types.shouldBeSameInstanceAs
import org.slf4j.LoggerFactory
import java.io.File
import java.net.URLClassLoader
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.Properties
import java.util.function.Consumer

private fun ProcessConfiguration.frozen() = frozenBy("page") ?: RealConfiguration.NONE

class ProcessConfigurationTest : FunSpec({
    val folder = tempdir()

    fun folder(name: String, properties: String?) = File(folder, name).also {
        it.mkdirs()
        if (properties != null) File(it, "wove.properties").writeText(properties)
    }

    /** What is around a process that has [classPath] and the rest, and nothing else. */
    fun around(
        vararg classPath: File,
        workingDirectory: File = folder("empty", null),
        variables: Map<String, String> = emptyMap(),
        properties: Map<String, String> = emptyMap(),
    ) = Surroundings(
        URLClassLoader(classPath.map { it.toURI().toURL() }.toTypedArray(), null),
        workingDirectory.toPath(),
        variables,
        Properties().also { it.putAll(properties) },
    )

    fun Surroundings.configured(settings: WoveConfiguration.Builder.() -> Unit = {}): RealConfiguration {
        val process = ProcessConfiguration(this)
        process.configure(Consumer { it.settings() })
        return process.frozen()
    }

    fun refused(properties: String): String? {
        val where = folder("refused-${properties.hashCode()}", properties)
        return shouldThrow<ConfigurationException> { around(where).configured() }
            .message
            ?.replace(where.path, "PATH")
    }

    fun warnings(run: () -> Unit): List<String> {
        val logger = LoggerFactory.getLogger("dev.wove") as Logger
        val appender = ListAppender<ILoggingEvent>().also { it.start() }
        logger.addAppender(appender)
        try {
            run()
        } finally {
            logger.detachAppender(appender)
        }
        return appender.list.map { it.formattedMessage }
    }

    context("what is set in several places") {
        val inFile = folder("in-file", "wove.policies.p.retries=1\nwove.policies.p.workers=2")

        test("is taken from the last of them: class path, file that is named, variable, property, code") {
            val named = File(folder, "named.properties").also { it.writeText("wove.weave.workers=2") }
            val onClassPath = folder("on-class-path", "wove.weave.workers=1")
            val name = mapOf("dev.wove.config" to named.path)
            val variable = mapOf("WOVE_WEAVE_WORKERS" to "3")

            fun workers(around: Surroundings, settings: WoveConfiguration.Builder.() -> Unit = {}) =
                around.configured(settings).weave("w").workers()

            workers(around()) shouldBe null
            workers(around(onClassPath)) shouldBe 1
            workers(around(onClassPath, properties = name)) shouldBe 2
            workers(around(onClassPath, properties = name, variables = variable)) shouldBe 3
            val all =
                around(onClassPath, properties = name + ("wove.weave.workers" to "4"), variables = variable)
            workers(all) shouldBe 4
            workers(all) { workers(5) } shouldBe 5
            workers(all) { weave("w*", WeaveOptions.workers(6)) } shouldBe 6
        }

        test("keeps what the later does not say") {
            val process = around(inFile, properties = mapOf("wove.policies.p.retries" to "7"))
            val policy = process.configured { policy("p", Policy.timeout(ofSeconds(1))) }.policy("p")!!
            policy.retries() shouldBe 7
            policy.workers() shouldBe 2
            policy.timeout() shouldBe ofSeconds(1)
        }

        test("replaces the whole of a backoff that code sets, and the parts of one in text") {
            val lines = listOf("wove.task.backoff=100ms", "wove.task.backoff-factor=3", "wove.task.backoff-cap=1s")
            val text = folder("backoff", lines.joinToString("\n"))
            val jitter = mapOf("wove.task.backoff-jitter" to "0.5")
            around(text, properties = jitter).configured().task().backoff() shouldBe
                Backoff.exponential(ofMillis(100), 3.0).jitter(0.5).cap(ofSeconds(1))
            val constant = Backoff.constant(ofMillis(7))
            val ofCode = around(text, properties = jitter).configured { task(Policy.none().backoff(constant)) }
            ofCode.task().backoff() shouldBe
                constant
        }
    }

    test("all that text can say is read") {
        val all =
            folder(
                "all",
                """
                # A comment
                wove.weave.workers = 64
                wove.weave.max_blocking: 32
                wove.weave.timeout 30s
                wove.weave.on-failure=continue
                wove.weave.stall-after=1m
                wove.weave.show-values=true
                wove.task.retries=1
                wove.task.limiter=\
                  partner
                wove.each.workers=16
                wove.each.max-pending=3
                wove.weaves.nightly-*.workers=8
                wove.policies.part\u006eer.deadline=PT5S
                wove.policies.partner.per-minute=60
                wove.policies.partner.abandon-after=9s
                wove.policies.on.top.policy=partner
                wove.limiters.partner.concurrent=10
                wove.limiters.partner.per-minute=600
                wove.virtual-threads=false
                wove.thread-names=false
                """.trimIndent(),
            )
        val read = around(all).configured()
        read.weave("day") shouldBe
            WeaveOptions
                .workers(64)
                .maxBlocking(32)
                .timeout(ofSeconds(30))
                .onFailure(OnFailure.CONTINUE)
                .stallAfter(ofSeconds(60))
                .showValues()
        read.weave("nightly-1").workers() shouldBe 8
        val limiter = read.limiter("partner")!!
        limiter.toString() shouldBe "Limiter(10 at once, 600 a minute)"
        read.task() shouldBe Policy.retries(1).limit(limiter)
        read.each() shouldBe Policy.retries(1).limit(limiter).workers(16).maxPending(3)
        read.policy("partner") shouldBe Policy.deadline(ofSeconds(5)).perMinute(60).abandonAfter(ofSeconds(9))
        read.policy("on.top") shouldBe read.policy("partner")
        read.pool().isVirtual shouldBe false
        read.pool().namesThreads() shouldBe false
    }

    context("a file that is wrong") {
        test("is told by the line of an unknown key, and the nearest") {
            refused("# what\n\nwove.weave.wokers=8") shouldBe
                "There is no setting 'wove.weave.wokers' (PATH/wove.properties:3).\n" +
                "  Did you mean 'wove.weave.workers'?"
            refused("wove.policies.partner.retry=8") shouldBe
                "There is no setting 'wove.policies.partner.retry' (PATH/wove.properties:1).\n" +
                "  Did you mean 'wove.policies.partner.retries'?"
            refused("weave.workers=8") shouldBe
                "There is no setting 'weave.workers' (PATH/wove.properties:1).\n" +
                "  All of them begin with 'wove.'."
            refused("wove.task.workers=8") shouldContain "There is no setting 'wove.task.workers'"
        }

        test("is told by the line of a value, and what it may be") {
            refused("wove.task.retries=1\nwove.task.timeout=soon") shouldBe
                "Setting 'wove.task.timeout' is 'soon', which is not a duration longer than zero, like 300ms, 5s, " +
                "1m30s or PT5S (PATH/wove.properties:2)."
            for ((setting, wanted) in WRONG) refused(setting) shouldContain "which is not $wanted (PATH"
        }

        test("is told by both lines of a key that is there twice") {
            refused("wove.weave.workers=1\n\nwove.weave.workers=2") shouldBe
                "Setting 'wove.weave.workers' is there twice (PATH/wove.properties:3, and line 1).\n" +
                "  Leave one of them out."
        }

        test("is told by the names that it has, of one that it has not") {
            refused("wove.task.policy=partnr\nwove.policies.partner.retries=1") shouldBe
                "The default of wove.task names policy 'partnr', which the configuration does not have.\n" +
                "  It has: partner\n  Did you mean 'partner'?"
            refused("wove.policies.a.limiter=x") shouldBe
                "Policy 'a' of the configuration names limiter 'x', which the configuration does not have.\n" +
                "  It has none."
            refused("wove.policies.a.policy=b\nwove.policies.b.policy=a") shouldBe
                "Policy 'a' of the configuration is on top of itself.\n  Have one of these name no policy: a, b"
        }

        test("is told of a part of a backoff without one") {
            refused("wove.task.backoff-jitter=0.5") shouldBe
                "Part of a backoff is set (PATH/wove.properties:1), but not 'wove.task.backoff'.\n" +
                "  Say how long to wait before the second attempt."
        }

        test("is told of what no properties can be") {
            refused("wove.weave.workers=\\u00x") shouldContain "cannot be read (PATH/wove.properties:1)"
        }
    }

    test("a file that is named and not there is told with where it was looked for") {
        val missing = mapOf("dev.wove.config" to "none.properties")
        val where = folder("empty", null)
        shouldThrow<ConfigurationException> { around(properties = missing).configured() }.message shouldBe
            "There is no configuration file 'none.properties' (${where.path}/none.properties).\n" +
            "  Correct its path; a relative one is looked for from '${where.path}'."
        shouldThrow<ConfigurationException> { around().configured { load(File("/not/there").toPath()) } }
        shouldThrow<ConfigurationException> { around().configured { load(File("x/wove.properties").toPath()) } }
    }

    context("load") {
        val project = folder("project", "wove.weave.workers=1")
        val below = File(project, "a/b").also { it.mkdirs() }
        val onClassPath = folder("other", "wove.weave.max-blocking=2")

        test("finds the nearest file upwards, and has it in the place of one on the class path") {
            val found = around(onClassPath, workingDirectory = below).configured { load() }
            found.weave("w") shouldBe WeaveOptions.workers(1)
            val named = around(onClassPath).configured { load(File(project, "wove.properties").toPath()) }
            named.weave("w") shouldBe WeaveOptions.workers(1)
        }

        test("is not done unless it is asked for") {
            around(workingDirectory = below).configured().weave("w") shouldBe WeaveOptions.none()
        }

        test("does nothing where there is no file") {
            around().configured { load() }.weave("w") shouldBe WeaveOptions.none()
        }
    }

    context("the environment") {
        test("sets what its variables name, also under names with dashes, dots and capitals") {
            val names = folder("names", "wove.policies.Big-partner.v2.retries=1")
            val variables =
                mapOf(
                    "WOVE_WEAVE_MAX_BLOCKING" to "7",
                    "WOVE_THREAD_NAMES" to "false",
                    "WOVE_POLICIES_BIG_PARTNER_V2_ABANDON_AFTER" to "2s",
                    "WOVE_LIMITERS_SMALL_ONE_PER_MINUTE" to "6",
                    "PATH" to "/bin",
                )
            val read = around(names, variables = variables).configured()
            read.weave("w").maxBlocking() shouldBe 7
            read.policy("Big-partner.v2") shouldBe Policy.retries(1).abandonAfter(ofSeconds(2))
            read.limiter("small-one").toString() shouldBe "Limiter(6 a minute)"
            read.pool().namesThreads() shouldBe false
        }

        test("is warned of once about variables that name nothing, without their values") {
            val variables = mapOf("WOVE_HOME" to "secret", "WOVE_KEY" to "secret")
            val process = ProcessConfiguration(around(variables = variables))
            val told =
                warnings {
                    process.configure { it.workers(1) }
                    process.current()
                    process.frozen()
                    process.frozenBy("other")
                }
            told shouldBe
                listOf(
                    "Environment variables that are no settings, and so not looked at: WOVE_HOME, WOVE_KEY.\n" +
                        "  A setting wove.weave.max-blocking is WOVE_WEAVE_MAX_BLOCKING.",
                )
        }

        test("fails by the name of the variable whose value is wrong") {
            val wrong = around(variables = mapOf("WOVE_WEAVE_WORKERS" to "many"))
            shouldThrow<ConfigurationException> { wrong.configured() }.message shouldBe
                "Setting 'wove.weave.workers' is 'many', which is not a whole number of at least 1 " +
                "(environment variable WOVE_WEAVE_WORKERS)."
        }
    }

    test("a property of the system that names nothing fails, but those that others are told do not") {
        shouldThrow<ConfigurationException> {
            around(properties = mapOf("wove.weave.worker" to "1")).configured()
        }.message shouldBe
            "There is no setting 'wove.weave.worker' (-Dwove.weave.worker).\n  Did you mean 'wove.weave.workers'?"
        around(properties = mapOf("wove.version" to "1", "wove.background.grace" to "20s")).configured()
    }

    test("of two files on the class path the first is read, and a warning names both") {
        val first = folder("first", "wove.weave.workers=1")
        val second = folder("second", "wove.weave.workers=2\nwove.task.retries=3")
        val process = ProcessConfiguration(around(first, second))
        val told = warnings { process.frozen().weave("w").workers() shouldBe 1 }
        process.frozen().task().retries() shouldBe null
        told shouldBe
            listOf(
                "There are 2 files wove.properties on the class path. The first of these is read, and no other:\n" +
                    "  ${first.toURI()}wove.properties\n  ${second.toURI()}wove.properties",
            )
    }

    context("the first weave") {
        test("freezes what is set, and who sets more is told which weave that was, and where") {
            val process = ProcessConfiguration(around())
            process.configure { it.workers(1) }
            process.frozen().weave("w").workers() shouldBe 1
            val message = shouldThrow<IllegalStateException> { process.configure { it.workers(2) } }.message!!
            message shouldMatch
                Regex(
                    "Wove was configured too late: weave 'page' \\(\\S+:\\d+\\) has taken its configuration, which " +
                        "does not change after that.\n.*",
                )
            message shouldContain "WeaveOptions.config(...)"
            process.current().weave("w").workers() shouldBe 1
        }

        test("fails, and those after it, as long as what is set is wrong") {
            val properties = mutableMapOf("wove.weave.workers" to "0")
            val around = around(properties = properties)
            val process = ProcessConfiguration(around)
            repeat(2) { shouldThrow<ConfigurationException> { process.frozen() } }
            around.properties().setProperty("wove.weave.workers", "1")
            process.frozen().weave("w").workers() shouldBe 1
        }
    }

    test("what code sets that is wrong is told there, and changes nothing") {
        val process = ProcessConfiguration(around())
        process.configure { it.workers(1) }
        shouldThrow<ConfigurationException> { process.configure { it.workers(2).task(Policy.named("none")) } }
        process.frozen().weave("w").workers() shouldBe 1
    }

    context("a limiter by name") {
        test("is one limiter, also in what is derived") {
            val base = around(properties = mapOf("wove.limiters.l.concurrent" to "2")).configured()
            base.with { it.workers(1) }.limiter("l") shouldBeSameInstanceAs base.limiter("l")
            base.with { it.limiter("l", Limiter.concurrent(2)) }.limiter("l") shouldNotBe base.limiter("l")
            val given = Limiter.concurrent(9)
            base.with { it.limiter("l", given) }.limiter("l") shouldBeSameInstanceAs given
        }
    }

    test("what is set is explained with where it is from") {
        val file = folder("explained", "wove.task.retries=1\nwove.limiters.l.concurrent=2")
        val variables = mapOf("WOVE_TASK_TIMEOUT" to "1500ms")
        val explained =
            around(file, variables = variables, properties = mapOf("wove.thread-names" to "false"))
                .configured {
                    weave("night*", WeaveOptions.onFailure(OnFailure.CONTINUE))
                    listener { }
                    limiter("m", Limiter.perMinute(6))
                    policy("p", Policy.none().fallback { null })
                }.explain()
        val code = Regex("code, \\S+:\\d+")
        val plain = explained.replace(code, "code, LINE").replace(file.path, "PATH")
        plain.lines().map { it.trim().replace(Regex(" {2,}"), " | ") }.filter { it.isNotEmpty() } shouldBe
            listOf(
                "wove.limiters.l.concurrent | 2 | PATH/wove.properties:2",
                "wove.limiters.m | Limiter(6 a minute) | code, LINE",
                "wove.policies.p.fallback | a lambda of ProcessConfigurationTest | code, LINE",
                "wove.task.retries | 1 | PATH/wove.properties:1",
                "wove.task.timeout | 1.5 s | environment variable WOVE_TASK_TIMEOUT",
                "wove.thread-names | false | -Dwove.thread-names",
                "wove.weave.listeners | a lambda of ProcessConfigurationTest | code, LINE",
                "wove.weave.on-failure | cancel | built in",
                "wove.weaves.night*.on-failure | continue | code, LINE",
            )
    }
})

private val WRONG =
    mapOf(
        "wove.weave.workers=0" to "a whole number of at least 1",
        "wove.task.retries=-1" to "a whole number of at least 0",
        "wove.task.backoff=-1s" to "a duration, like 300ms, 5s, 1m30s or PT5S",
        "wove.task.backoff=1s\nwove.task.backoff-factor=0.5" to "a number of at least 1",
        "wove.task.backoff=1s\nwove.task.backoff-jitter=2" to "a number from 0 to 1",
        "wove.weave.on-failure=stop" to "cancel or continue",
        "wove.virtual-threads=yes" to "true or false",
        "wove.task.limiter=" to "a name",
    )
