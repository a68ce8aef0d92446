@file:JvmName("KotlinPolicies")

package dev.wove.dsl

import dev.wove.Backoff
import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.WeaveResult
import dev.wove.internal.graph.Types
import kotlin.reflect.KClass
import kotlin.reflect.KProperty
import kotlin.reflect.KType
import kotlin.reflect.typeOf
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * Makes a policy that tasks can share; options given at a task win.
 *
 * ```kotlin
 * val partner = policy {
 *     retries = 3
 *     timeout = 2.seconds
 * }
 * val patient = policy(partner) { timeout = 30.seconds }     // three retries, too
 * ```
 *
 * @param base the policy to go on from; what the block does not set stays as it is there
 * @throws dev.wove.PlanException if an option makes no sense
 */
public fun policy(base: Policy = Policy.none(), block: PolicyBuilder.() -> Unit): Policy =
    PolicyBuilder(base).apply(block).build()

/**
 * Makes a policy in one call, of the options that there were first; [policy] has these and all others.
 *
 * An option that is null is not given. See [PolicyBuilder] for what they mean.
 *
 * @throws dev.wove.PlanException if an option makes no sense
 */
public fun Policy(
    retries: Int? = null,
    backoff: Backoff? = null,
    retryIf: ((Throwable) -> Boolean)? = null,
    timeout: Duration? = null,
    deadline: Duration? = null,
    fallback: ((Throwable) -> Any?)? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    maxPending: Int? = null,
    limit: Limiter? = null,
    abandonAfter: Duration? = null,
    onCaller: Boolean = false,
): Policy = policy {
    this.retries = retries
    this.backoff = backoff
    this.retryIf = retryIf
    this.timeout = timeout
    this.deadline = deadline
    this.fallback = fallback
    this.workers = workers
    this.perMinute = perMinute
    this.maxPending = maxPending
    this.limit = limit
    this.abandonAfter = abandonAfter
    this.onCaller = onCaller
}

internal fun Policy?.with(retries: Int?, timeout: Duration?, workers: Int? = null, perMinute: Int? = null): Policy {
    if (retries == null && timeout == null && workers == null && perMinute == null) return this ?: Policy.none()
    var options = (this ?: Policy.none()) as Policy.Builder
    if (retries != null) options = options.retries(retries)
    if (timeout != null) options = options.timeout(timeout.toJavaDuration())
    if (workers != null) options = options.workers(workers)
    if (perMinute != null) options = options.perMinute(perMinute)
    return options
}

/**
 * Makes a backoff: [first] before the second attempt, [factor] times as long before each one after it; see
 * [dev.wove.Backoff]. A factor of 1 makes the same wait each time.
 *
 * @param jitter varies each wait by up to this share of it, both ways; from 0 to 1
 * @param cap no wait is longer, jitter included
 * @throws dev.wove.PlanException if one of these makes no sense
 */
public fun Backoff(first: Duration, factor: Double = 2.0, jitter: Double = 0.0, cap: Duration? = null): Backoff {
    val uncapped = Backoff.exponential(first.toJavaDuration(), factor).jitter(jitter)
    return if (cap == null) uncapped else uncapped.cap(cap.toJavaDuration())
}

/**
 * Makes a limit that tasks of any number of weaves share; see [dev.wove.Limiter].
 *
 * @throws dev.wove.PlanException if both are null, or one is not positive
 */
public fun Limiter(concurrent: Int? = null, perMinute: Int? = null): Limiter = Limiter.of(concurrent, perMinute)

/**
 * The value of the task that has the property's name: `val post: Post by result`.
 *
 * @throws ClassCastException if the task has made something else; it names the task and both types
 */
public inline operator fun <reified T> WeaveResult<*>.getValue(thisRef: Any?, property: KProperty<*>): T {
    val value = get(property.name)
    if (value !is T) throw otherValue(this, property, value, typeOf<T>())
    return value
}

@PublishedApi
internal fun otherValue(
    result: WeaveResult<*>,
    property: KProperty<*>,
    value: Any?,
    wanted: KType,
): ClassCastException {
    val made = if (value == null) "null" else Types.a(value.javaClass)
    return ClassCastException(
        "Task '${property.name}' in weave '${result.weave}' made $made, which is not of the type of " +
            "'val ${property.name}: ${(wanted.classifier as? KClass<*>)?.javaObjectType?.simpleName}'.",
    )
}
