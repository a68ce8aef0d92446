package dev.wove.dsl

import dev.wove.Backoff
import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.environment.Delivery
import java.util.function.Predicate
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/**
 * The options of a policy, to be set in the block of [policy]. An option that is null is not given.
 *
 * See [dev.wove.Policy] for how they work together.
 */
@WoveDsl
public class PolicyBuilder internal constructor(
    base: Policy,
) {
    private var predicate = base.retryIf()
    private var valueFor = base.fallback()
    private var place = base.environment()
    private var delivered = base.delivery()
    private var limitName = base.limiter()
    private var baseName = base.named()

    /** How many more attempts after the first; the last failure is thrown, earlier ones suppressed in it. */
    public var retries: Int? = base.retries()

    /** How long to wait between attempts, holding no slot; back to back without it. */
    public var backoff: Backoff? = base.backoff()

    /** Which failures are retried; all without it. */
    public var retryIf: ((Throwable) -> Boolean)?
        get() = predicate?.let { it::test }
        set(value) {
            predicate = value?.let { Predicate(it) }
        }

    /** Bounds one attempt, from when its body starts. It fails with a [dev.wove.TaskTimeoutException]. */
    public var timeout: Duration? = base.timeout()?.toKotlinDuration()

    /** Bounds all attempts and the waits between them, from when the task is ready. */
    public var deadline: Duration? = base.deadline()?.toKotlinDuration()

    /**
     * Makes a value out of the last failure; may throw instead. Never called after a cancellation.
     *
     * The compiler does not check that it is of the task's type. A body that only throws makes none: say it, as
     * `task<Offer>(policy = shaky) { throw NotYet() }`.
     */
    public var fallback: ((Throwable) -> Any?)?
        get() = valueFor?.let { it::valueFor }
        set(value) {
            valueFor = value?.let { Policy.Fallback(it) }
        }

    /** How many items of a mapped task run at once. */
    public var workers: Int? = base.workers()

    /** How many attempts start in a minute, evenly spaced, without a burst. */
    public var perMinute: Int? = base.perMinute()

    /**
     * How far the source of a mapped task is read ahead of the workers. Such a task must not also wait for the end of a
     * task that it is mapped over.
     */
    public var maxPending: Int? = base.maxPending()

    /** A limit shared with other tasks and weaves. */
    public var limit: Limiter? = base.limit()
        set(value) {
            field = value
            limitName = null
        }

    /** How long to wait for a body that ignores its cancellation; the weave then ends without it. */
    public var abandonAfter: Duration? = base.abandonAfter()?.toKotlinDuration()

    /** Whether a blocking body runs where the engine runs: on the thread of a blocking caller. */
    public var onCaller: Boolean = base.runsOnCaller()

    // Functions, as properties would hide what users have by these names.

    /** Holds the bodies to the limit that the configuration has under [name]; see [Policy.Builder.limiter]. */
    public fun limiter(name: String) {
        limit = null
        limitName = name
    }

    /** Puts these options on top of the policy that the configuration has under [name]; see [Policy.Builder.named]. */
    public fun named(name: String) {
        baseName = name
    }

    /** Runs a task that can run elsewhere in the environment of that name; `"local"` is this process. */
    public fun environment(name: String) {
        place = name
    }

    /** Says how runs get to the environment and back, over what configuration says. */
    public fun delivery(options: Delivery) {
        delivered = options
    }

    internal fun build(): Policy {
        var policy = Policy.none()
        retries?.let { policy = policy.retries(it) }
        backoff?.let { policy = policy.backoff(it) }
        predicate?.let { policy = policy.retryIf(it) }
        timeout?.let { policy = policy.timeout(it.toJavaDuration()) }
        deadline?.let { policy = policy.deadline(it.toJavaDuration()) }
        valueFor?.let { policy = policy.fallback(it) }
        workers?.let { policy = policy.workers(it) }
        perMinute?.let { policy = policy.perMinute(it) }
        maxPending?.let { policy = policy.maxPending(it) }
        limit?.let { policy = policy.limit(it) }
        limitName?.let { policy = policy.limiter(it) }
        baseName?.let { policy = policy.named(it) }
        abandonAfter?.let { policy = policy.abandonAfter(it.toJavaDuration()) }
        place?.let { policy = policy.environment(it) }
        delivered?.let { policy = policy.delivery(it) }
        return if (onCaller) policy.onCaller() else policy
    }

    override fun toString(): String = build().toString()
}
