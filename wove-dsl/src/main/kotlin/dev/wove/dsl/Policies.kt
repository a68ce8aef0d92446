@file:JvmName("KotlinPolicies")

package dev.wove.dsl

import dev.wove.Backoff
import dev.wove.Limiter
import dev.wove.Policy
import dev.wove.WeaveResult
import dev.wove.trace.Trace
import kotlin.reflect.KProperty
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * Makes a policy that tasks can share. What is null is not given; options given at a task win.
 *
 * See [dev.wove.Policy] for how the options work together.
 *
 * @param retries how many more attempts after the first
 * @param backoff how long to wait between attempts; back to back without it
 * @param retryIf which failures are retried; all without it
 * @param timeout bounds one attempt, from when its body starts
 * @param deadline bounds all attempts, from when the task is ready
 * @param fallback makes a value of the task's type out of its last failure
 * @param workers caps the items of a mapped task that run at once
 * @param perMinute paces attempts evenly
 * @param maxPending how far the source of a mapped task is read ahead; such a task must not also wait for the end of a
 *   task it is mapped over
 * @param limit a limit shared with other tasks and weaves
 * @param abandonAfter how long to wait for a body that ignores its cancellation
 * @param onCaller runs a blocking body where the engine runs
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
): Policy = Policy.Builder(
    retries,
    backoff,
    retryIf,
    timeout?.toJavaDuration(),
    deadline?.toJavaDuration(),
    fallback?.let { Policy.Fallback(it) },
    workers,
    perMinute,
    maxPending,
    limit,
    abandonAfter?.toJavaDuration(),
    onCaller,
)

internal fun Policy?.with(retries: Int?, timeout: Duration?, workers: Int?, perMinute: Int?): Policy {
    if (retries == null && timeout == null && workers == null && perMinute == null) return this ?: Policy.none()
    var options = (this ?: Policy.none()) as Policy.Builder
    if (retries != null) options = options.retries(retries)
    if (timeout != null) options = options.timeout(timeout.toJavaDuration())
    if (workers != null) options = options.workers(workers)
    if (perMinute != null) options = options.perMinute(perMinute)
    return options
}

/**
 * Makes a limit that tasks of any number of weaves share; see [dev.wove.Limiter].
 *
 * @throws dev.wove.PlanException if both are null, or one is not positive
 */
public fun Limiter(concurrent: Int? = null, perMinute: Int? = null): Limiter = Limiter.of(concurrent, perMinute)

/** What happened, as data: who waited for what, every attempt, the critical path; see [dev.wove.trace.Trace]. */
public val WeaveResult<*>.trace: Trace get() = trace()

/** The value of the task that has the property's name: `val post: Post by result`. */
@Suppress("UNCHECKED_CAST")
public operator fun <T> WeaveResult<*>.getValue(thisRef: Any?, property: KProperty<*>): T = get(property.name) as T
