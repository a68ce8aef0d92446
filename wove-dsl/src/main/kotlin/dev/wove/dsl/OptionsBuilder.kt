@file:JvmName("KotlinOptions")

package dev.wove.dsl

import dev.wove.OnFailure
import dev.wove.WeaveOptions
import dev.wove.config.WoveConfiguration
import dev.wove.observe.WeaveObserver
import dev.wove.trace.WeaveListener
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/**
 * Makes the options of a weave, to be shared by weaves: `weave(options = options { workers = 8 }) { ... }`. What is given
 * beside them wins.
 *
 * @param base the options to go on from; what the block does not set stays as it is there
 * @throws dev.wove.PlanException if an option makes no sense
 */
public fun options(base: WeaveOptions = WeaveOptions.none(), block: OptionsBuilder.() -> Unit): WeaveOptions =
    OptionsBuilder(base).apply(block).build()

/** The options of a weave, to be set in the block of [options]. An option that is null is not given. */
@WoveDsl
public class OptionsBuilder internal constructor(
    base: WeaveOptions,
) {
    private var place = base.environment()
    private val listeners = base.listeners().toMutableList()
    private val observers = base.observers().toMutableList()
    private var given = base.config()

    /** How many bodies run at once, of whatever kind. A body that waits in a nested weave lends its slot. */
    public var workers: Int? = base.workers()

    /** How many blocking bodies run at once. Without it 256, or no limit where they are virtual threads. */
    public var maxBlocking: Int? = base.maxBlocking()

    /** Bounds the whole weave, which then fails with a [dev.wove.TaskTimeoutException]; all its tasks are cancelled. */
    public var timeout: Duration? = base.timeout()?.toKotlinDuration()

    /** The effect of an unhandled failure on the other tasks; it cancels them if not given. */
    public var onFailure: OnFailure? =
        // Only what is given wins over another.
        base.onFailure().takeIf { it == WeaveOptions.onFailure(OnFailure.CONTINUE).with(base).onFailure() }

    /**
     * Whether the values of inputs, shortened, stand in the notes on failures, and so in logs, traces and reports. Off by
     * default: values may be secret.
     */
    public var showValues: Boolean = base.showsValues()

    /** Whether the traces of weaves inside are kept, and events for who looks at the weave while it runs. */
    public var trace: Boolean = base.traces()

    /**
     * How long nothing may have moved until a [dev.wove.StallReport] is logged as a warning; see
     * [WeaveOptions.Builder.stallAfter].
     */
    public var stallAfter: Duration? = base.stallAfter()?.toKotlinDuration()

    /** Runs the tasks that can run elsewhere and do not say otherwise in the environment of that name. */
    public fun environment(name: String) {
        place = name
    }

    /**
     * Asks [observer] about the weave, and about each weave inside it, when it starts. Besides those that were given before, and
     * those of the configuration.
     */
    public fun observer(observer: WeaveObserver) {
        observers += observer
    }

    /** Tells [listener] what happens in the weave, and in the weaves inside it. Besides those that were given before. */
    public fun listener(listener: WeaveListener) {
        listeners += listener
    }

    /** Runs by [configuration] in the place of that of what is around, or of the process. */
    public fun config(configuration: WoveConfiguration) {
        given = configuration
    }

    internal fun build(): WeaveOptions {
        var options = WeaveOptions.none()
        workers?.let { options = options.workers(it) }
        maxBlocking?.let { options = options.maxBlocking(it) }
        timeout?.let { options = options.timeout(it.toJavaDuration()) }
        onFailure?.let { options = options.onFailure(it) }
        if (showValues) options = options.showValues()
        if (trace) options = options.trace()
        given?.let { options = options.config(it) }
        place?.let { options = options.environment(it) }
        stallAfter?.let { options = options.stallAfter(it.toJavaDuration()) }
        listeners.forEach { options = options.listener(it) }
        observers.forEach { options = options.observer(it) }
        return options
    }

    override fun toString(): String = build().toString()
}
