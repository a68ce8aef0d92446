@file:JvmName("KotlinConfiguration")

package dev.wove.dsl

import dev.wove.Limiter
import dev.wove.config.WoveConfiguration
import dev.wove.environment.Delivery
import dev.wove.environment.Environment
import dev.wove.environment.EnvironmentSource
import dev.wove.observe.WeaveObserver
import dev.wove.trace.WeaveListener
import java.nio.file.Path
import java.util.concurrent.Executor
import kotlin.reflect.KClass

/**
 * Sets what holds for this process from its first weave on; see [WoveConfiguration]. Calls add up, and what is set later
 * wins.
 *
 * ```kotlin
 * configureWove {
 *     defaults {
 *         weave { workers = 64 }
 *         task { retries = 1 }
 *         each { workers = 16 }
 *     }
 *     weave("nightly-*") { workers = 8 }
 *     policy("partner") { retries = 3; limiter("partner") }     // task(policy = Policy.named("partner")) { ... }
 *     limiter("partner") { perMinute = 600 }
 * }
 * ```
 *
 * @throws IllegalStateException if there has been a weave; it says which
 * @throws dev.wove.config.ConfigurationException if what is set cannot be
 */
public fun configureWove(settings: ConfigurationBuilder.() -> Unit): Unit =
    WoveConfiguration.configure { ConfigurationBuilder(it).settings() }

/** A configuration of nothing but what [settings] say, for `options { config(...) }`; see [WoveConfiguration.of]. */
public fun woveConfiguration(settings: ConfigurationBuilder.() -> Unit): WoveConfiguration =
    WoveConfiguration.of { ConfigurationBuilder(it).settings() }

/**
 * The settings of a configuration, to be set in the block of [configureWove]. See [WoveConfiguration.Builder]. Open for
 * integrations that have words of their own beside these.
 */
@WoveDsl
public open class ConfigurationBuilder(
    private val settings: WoveConfiguration.Builder,
) {
    /** Reads the nearest `wove.properties` from the working directory upwards, instead of one on the class path. */
    public fun load() {
        settings.load()
    }

    /** Reads [file] instead of a `wove.properties` on the class path; it has to be there. */
    public fun load(file: Path) {
        settings.load(file)
    }

    /** Sets the defaults of weaves and tasks. */
    public fun defaults(defaults: DefaultsBuilder.() -> Unit) {
        DefaultsBuilder(settings).defaults()
    }

    /** The options of weaves whose names are like [name], in which each `*` stands for anything. */
    public fun weave(name: String, block: OptionsBuilder.() -> Unit) {
        settings.weave(name, options(block = block))
    }

    /** The policy of tasks that are declared with `Policy.named(name)`. */
    public fun policy(name: String, block: PolicyBuilder.() -> Unit) {
        settings.policy(name, policy(block = block))
    }

    /** The limit of tasks whose policy has `limiter(name)`. */
    public fun limiter(name: String, limits: LimitsBuilder.() -> Unit) {
        settings.limiter(name, LimitsBuilder().apply(limits).build())
    }

    /** Where tasks run that are sent there by [name]; see [WoveConfiguration.Builder.environment]. */
    public fun environment(name: String, environment: Environment) {
        settings.environment(name, environment)
    }

    /** Where tasks run that are sent there by this name, without options for them. */
    public fun environment(name: String, source: EnvironmentSource) {
        settings.environment(name, source)
    }

    /** Sends the methods of [contract] to [environment] that are not sent elsewhere. */
    public fun route(contract: KClass<*>, environment: String) {
        settings.route(contract.java, environment)
    }

    /** Where remote tasks run that nothing else is said of; `local` is this process. */
    public fun defaultEnvironment(name: String) {
        settings.defaultEnvironment(name)
    }

    /**
     * Sets what a file of these keys and values would, as `weave.max-blocking`; [origin] tells in explanations and mistakes where
     * they are from.
     */
    public fun settings(texts: Map<String, String>, origin: String) {
        settings.settings(texts, origin)
    }

    /** Asks [observer] about each weave that starts, also inside another, whether it wants to see it. */
    public fun observer(observer: WeaveObserver) {
        settings.observer(observer)
    }

    /** Tells [listener] what happens in all weaves. */
    public fun listener(listener: WeaveListener) {
        settings.listener(listener)
    }

    /** Runs blocking bodies on virtual threads where this JVM has them, or on platform threads. */
    public fun virtualThreads(virtual: Boolean) {
        settings.virtualThreads(virtual)
    }

    /** Whether threads bear the names of the blocking bodies that they run; they do unless it is turned off. */
    public fun threadNames(names: Boolean) {
        settings.threadNames(names)
    }

    /** Runs blocking bodies on [executor], which stays the application's; see [WoveConfiguration.Builder.executor]. */
    public fun executor(executor: Executor) {
        settings.executor(executor)
    }
}

/** The defaults of weaves and tasks, to be set in the block of `defaults`. */
@WoveDsl
public class DefaultsBuilder internal constructor(
    private val settings: WoveConfiguration.Builder,
) {
    /** The options of weaves. */
    public fun weave(block: OptionsBuilder.() -> Unit) {
        settings.weave(options(block = block))
    }

    /** The options of tasks, of mapped ones for each item. */
    public fun task(block: PolicyBuilder.() -> Unit) {
        settings.task(policy(block = block))
    }

    /** How runs are delivered to environments that do not say otherwise. */
    public fun delivery(delivery: Delivery) {
        settings.delivery(delivery)
    }

    /** The options of mapped tasks, besides those of all tasks. */
    public fun each(block: PolicyBuilder.() -> Unit) {
        settings.each(policy(block = block))
    }
}

/** The numbers of a limiter, to be set in the block of `limiter`. A number that is null sets no limit. */
@WoveDsl
public class LimitsBuilder internal constructor() {
    /** How many bodies run at once. */
    public var concurrent: Int? = null

    /** How many start in a minute, evenly spaced. */
    public var perMinute: Int? = null

    internal fun build(): Limiter = Limiter.of(concurrent, perMinute)
}
