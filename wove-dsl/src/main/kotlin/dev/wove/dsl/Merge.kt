@file:JvmName("Merging")

package dev.wove.dsl

import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.internal.engine.Execution
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import java.util.stream.BaseStream
import kotlin.time.Duration

/*
 * One file, because it is one table: three pairs of caller and function, by five kinds of source.
 */

/**
 * Runs [body], a function from anywhere, as a task of its own inside the task that calls it, and returns its value.
 *
 * Suspends until nothing of it is running any more. Throws what it failed with, the same instance, which the caller may
 * catch; cancelling the caller cancels it. It has the options of a task, none of the caller's, and takes its slot from
 * the weave of the caller, which lends its own meanwhile: however deep merges nest, limits hold and nothing locks up.
 *
 * A function that blocks goes through [onBlockingPool] or [suspending]. It need not be called in the body itself; any
 * suspending function that the body calls can merge.
 *
 * @param name what messages, threads and traces call it; if null, the name of a function reference, else `merge`
 * @throws IllegalStateException outside the body of a task
 * @throws dev.wove.PlanException if an option makes no sense
 */
public suspend fun <R> merge(
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    policy: Policy? = null,
    body: suspend () -> R,
): R = mergeHere(null, name, policy.with(retries, timeout), body)

/**
 * Runs [body] for every item of [items], at most [workers] at once, and returns what it makes of them, in their order.
 *
 * Like [merge] of one call; retries and timeout are per item. A failed item cancels the others, which have stopped when
 * its failure is thrown.
 */
public suspend fun <I, R> merge(
    items: Iterable<I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [merge]. */
public suspend fun <I, R> merge(
    items: Array<out I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [merge]. */
public suspend fun <K, V, R> merge(
    items: Map<K, V>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (Map.Entry<K, V>) -> R,
): List<R> = mergeHere(items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [merge]. */
public suspend fun <I, R> merge(
    items: Sequence<I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [merge]. */
public suspend fun <I, R> merge(
    items: BaseStream<I, *>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [merge]. */
public suspend fun <I, R> merge(
    items: Flow<I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(items, name, policy.with(retries, timeout, workers, perMinute), body)

/**
 * Runs [body], a blocking function from anywhere, as a task of its own inside the blocking body that calls it. Blocks the
 * calling thread until nothing of it is running any more; else like [merge].
 *
 * An interrupt cancels it, as it cancels the caller.
 *
 * @throws IllegalStateException outside the body of a task, and in one that must not block
 */
public fun <R> mergeBlocking(
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    policy: Policy? = null,
    body: () -> R,
): R = mergeHere(TaskKind.BLOCKING, null, name, policy.with(retries, timeout), body)

/** Runs [body], which may block, for every item of [items]; see [mergeBlocking] of one call and [merge] over items. */
public fun <I, R> mergeBlocking(
    items: Iterable<I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: (I) -> R,
): List<R> = mergeHere(TaskKind.BLOCKING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeBlocking]. */
public fun <I, R> mergeBlocking(
    items: Array<out I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: (I) -> R,
): List<R> = mergeHere(TaskKind.BLOCKING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeBlocking]. */
public fun <K, V, R> mergeBlocking(
    items: Map<K, V>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: (Map.Entry<K, V>) -> R,
): List<R> = mergeHere(TaskKind.BLOCKING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeBlocking]. */
public fun <I, R> mergeBlocking(
    items: Sequence<I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: (I) -> R,
): List<R> = mergeHere(TaskKind.BLOCKING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeBlocking]. */
public fun <I, R> mergeBlocking(
    items: BaseStream<I, *>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: (I) -> R,
): List<R> = mergeHere(TaskKind.BLOCKING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeBlocking]. */
public fun <I, R> mergeBlocking(
    items: Flow<I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: (I) -> R,
): List<R> = mergeHere(TaskKind.BLOCKING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/**
 * Runs [body], a suspending function from anywhere, inside the blocking body that calls it, and blocks the calling
 * thread; see [mergeBlocking].
 */
public fun <R> mergeSuspending(
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    policy: Policy? = null,
    body: suspend () -> R,
): R = mergeHere(TaskKind.SUSPENDING, null, name, policy.with(retries, timeout), body)

/**
 * Runs [body], which suspends, for every item of [items]; see [mergeSuspending] of one call and [merge] over items. The
 * calling thread runs the bodies, one at a time wherever they do not suspend.
 */
public fun <I, R> mergeSuspending(
    items: Iterable<I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(TaskKind.SUSPENDING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeSuspending]. */
public fun <I, R> mergeSuspending(
    items: Array<out I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(TaskKind.SUSPENDING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeSuspending]. */
public fun <K, V, R> mergeSuspending(
    items: Map<K, V>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (Map.Entry<K, V>) -> R,
): List<R> = mergeHere(TaskKind.SUSPENDING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeSuspending]. */
public fun <I, R> mergeSuspending(
    items: Sequence<I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(TaskKind.SUSPENDING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeSuspending]. */
public fun <I, R> mergeSuspending(
    items: BaseStream<I, *>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(TaskKind.SUSPENDING, items, name, policy.with(retries, timeout, workers, perMinute), body)

/** See the first [mergeSuspending]. */
public fun <I, R> mergeSuspending(
    items: Flow<I>,
    name: String? = null,
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): List<R> = mergeHere(TaskKind.SUSPENDING, items, name, policy.with(retries, timeout, workers, perMinute), body)

private suspend fun <R> mergeHere(items: Any?, name: String?, policy: Policy, body: Any): R {
    val context = currentCoroutineContext()
    return MergedTask.run<R>(context, TaskKind.SUSPENDING, name, policy, items, body).valueSuspending()
}

private fun <R> mergeHere(kind: TaskKind, items: Any?, name: String?, policy: Policy, body: Any): R {
    val run = MergedTask.run<R>(Execution.blockingMergeContext(), kind, name, policy, items, body)
    run.runBlocking()
    return run.valueOrThrow()
}
