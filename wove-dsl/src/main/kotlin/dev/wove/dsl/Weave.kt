@file:JvmName("Weaves")

package dev.wove.dsl

import dev.wove.OnFailure
import dev.wove.Plan
import dev.wove.Task
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.internal.engine.Execution
import dev.wove.internal.engine.body.blockFailure
import dev.wove.internal.graph.GivenStreams
import dev.wove.internal.graph.Graph
import dev.wove.internal.plan.RealPlan
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.coroutineContext
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * Runs the tasks declared in [block] and returns the value of the one that it returns, once nothing is running any more.
 *
 * ```kotlin
 * val page = weave("page") {
 *     val author by task { authors.find(id) }               //  author ─┐
 *     val books  by task { library.byAuthor(id) }           //  books ──┴─> page
 *     val page   by task(author, books) { render(author(), books()) }
 *     page
 * }
 * ```
 *
 * ## Failure
 * The first failure that no task handles ends the weave: tasks not yet started are skipped, running ones are cancelled
 * and awaited, then that exception is thrown, the same instance. Failures seen while ending are attached as suppressed.
 * With [onFailure] `CONTINUE`, independent tasks go on first.
 *
 * ## Cancellation
 * Cancelling the caller cancels every task. Blocking bodies are interrupted.
 *
 * ## Pitfalls
 * A handle has no value inside [block], so reading it there does not compile; declare a task that takes it as input.
 *
 * @param name what messages, threads and coroutines call it
 * @param workers caps the bodies that run at once
 * @param maxBlocking caps the blocking bodies that run at once; 256 if not given, unlimited on virtual threads
 * @param timeout bounds the whole weave
 * @param environment the name of where tasks run that can leave and do not say otherwise
 * @throws dev.wove.PlanException if the weave cannot work as declared; nothing has run then
 */
public suspend fun <R> weave(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: WeaveScope.() -> Task<R>,
): R = declare(
    name,
    options.with(workers, maxBlocking, timeout, onFailure, environment),
    coroutineContext,
    block,
).valueSuspending()

/**
 * Runs the tasks declared in [block] like [weave] and returns what became of each of them.
 *
 * A failed task is data in the result. Cancellation, planning errors and errors of the JVM itself are thrown.
 */
public suspend fun <R> weaveResult(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: WeaveScope.() -> Task<R>,
): WeaveResult<R> = declare(
    name,
    options.with(workers, maxBlocking, timeout, onFailure, environment),
    coroutineContext,
    block,
).resultSuspending()

/**
 * Runs the tasks declared in [block] like [weave], and blocks the calling thread until nothing is running any more. The
 * thread runs the suspending bodies; it should not be one that coroutines depend on.
 *
 * Interrupting the thread cancels the weave, which is waited for; then the thread is interrupted again.
 *
 * @throws dev.wove.WeaveCancelledException if the thread was interrupted
 * @throws IllegalStateException inside a suspending body of a weave, where it could deadlock
 */
public fun <R> weaveBlocking(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: WeaveScope.() -> Task<R>,
): R {
    val context = Execution.blockingContext(name ?: "weave")
    val execution = declare(name, options.with(workers, maxBlocking, timeout, onFailure, environment), context, block)
    execution.runBlocking()
    return execution.valueOrThrow()
}

/**
 * Runs the tasks declared in [block] like [weaveBlocking] and returns what became of each of them, like [weaveResult].
 *
 * @throws dev.wove.WeaveCancelledException if the thread was interrupted
 * @throws IllegalStateException inside a suspending body of a weave, where it could deadlock
 */
public fun <R> weaveResultBlocking(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: WeaveScope.() -> Task<R>,
): WeaveResult<R> {
    val context = Execution.blockingResultContext(name ?: "weave")
    val execution = declare(name, options.with(workers, maxBlocking, timeout, onFailure, environment), context, block)
    execution.runBlocking()
    return execution.result()
}

/**
 * Declares and checks a weave without running it. The plan can be read, and run any number of times with [run].
 *
 * @throws dev.wove.PlanException if the weave cannot work as declared
 */
public fun <R> plan(
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: WeaveScope.() -> Task<R>,
): Plan<R> {
    val graph = Graph(name, options.with(workers, maxBlocking, timeout, onFailure, environment), null)
    return RealPlan(graph, graph.seal(declaredBy(graph, EmptyCoroutineContext) { WeaveScope(graph).block() }))
}

/** Runs the plan; see [weave]. */
public suspend fun <R> Plan<R>.run(): R = Execution.ofPlan(this as RealPlan<R>, coroutineContext).valueSuspending()

/** Runs the plan and returns what became of each task; see [weaveResult]. */
public suspend fun <R> Plan<R>.runForResult(): WeaveResult<R> =
    Execution.ofPlan(this as RealPlan<R>, coroutineContext).resultSuspending()

/** Runs the plan and blocks the calling thread; see [weaveBlocking]. */
public fun <R> Plan<R>.runBlocking(): R = blocking().valueOrThrow()

/** Runs the plan, blocks the calling thread, and returns what became of each task; see [weaveResultBlocking]. */
public fun <R> Plan<R>.runForResultBlocking(): WeaveResult<R> = blocking().result()

private fun <R> Plan<R>.blocking(): Execution<R> =
    Execution.ofPlan(this as RealPlan<R>, Execution.blockingContext(name())).apply { runBlocking() }

internal fun <R> declare(
    name: String?,
    options: WeaveOptions,
    context: CoroutineContext,
    block: WeaveScope.() -> Task<R>,
    live: Boolean = false,
): Execution<R> {
    val graph = Graph(name, options, Execution.enclosing(context))
    val returned = graph.seal(declaredBy(graph, context) { WeaveScope(graph).block() })
    return Execution.inContext(graph, returned, context, live)
}

/** Runs [block], which declares in [graph]; a stray CancellationException would end the caller silently. */
internal inline fun <T> declaredBy(graph: Graph, context: CoroutineContext, block: () -> T): T = try {
    block()
} catch (e: Throwable) {
    GivenStreams.close(graph, e)
    throw blockFailure(graph.name(), e, context)
}

internal fun WeaveOptions?.with(
    workers: Int?,
    maxBlocking: Int?,
    timeout: Duration?,
    onFailure: OnFailure?,
    environment: String?,
): WeaveOptions {
    var options = (this ?: WeaveOptions.none()) as WeaveOptions.Builder
    if (workers != null) options = options.workers(workers)
    if (maxBlocking != null) options = options.maxBlocking(maxBlocking)
    if (timeout != null) options = options.timeout(timeout.toJavaDuration())
    if (onFailure != null) options = options.onFailure(onFailure)
    if (environment != null) options = options.environment(environment)
    return options
}
