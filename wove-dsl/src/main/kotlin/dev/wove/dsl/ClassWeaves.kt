@file:JvmName("ClassWeaves")

package dev.wove.dsl

import dev.wove.OnFailure
import dev.wove.Plan
import dev.wove.PlanException
import dev.wove.Task
import dev.wove.Weave
import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.internal.engine.Execution
import dev.wove.internal.engine.classes.ClassWeaving
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.plan.RealPlan
import dev.wove.internal.reuse.reflect.WovenClass
import kotlinx.coroutines.Deferred
import java.util.concurrent.CompletionStage
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.coroutineContext
import kotlin.reflect.KFunction
import kotlin.time.Duration

/**
 * Runs the tasks of a [Weave] class with these [inputs] and returns the value of its last declared task, once nothing
 * is running any more.
 *
 * ```kotlin
 * val page = weave(PostPage(), "id" to 7) {
 *     val post = ref(PostPage::post)
 *     override(PostPage::author, post, retries = 0) with { Author("x" + post().id) }
 * }
 * ```
 *
 * [block] overrides tasks of the class and adds others, for this run. Failure and cancellation are as with an inline
 * [weave].
 *
 * @param name what messages, threads and coroutines call it; the name of the class if not given
 * @param environment the name of where its tasks run that do not say otherwise, on an object of the worker's
 * @throws dev.wove.PlanException if the class cannot work as declared, or an input is missing, unknown or of a wrong
 *   type; nothing has run then
 */
public suspend fun <R> weave(
    weave: Weave<R>,
    vararg inputs: Pair<String, Any?>,
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: (ClassWeaveScope.() -> Unit)? = null,
): R {
    val all = options.with(workers, maxBlocking, timeout, onFailure, environment)
    return declare<R>(weave, inputs, name, all, coroutineContext, emptyList(), block).valueSuspending()
}

/**
 * Runs just what the task [only] needs, like [weave], and returns its value:
 * `weave(PostPage(), "id" to 7, only = PostPage::author)`.
 */
public suspend fun <T> weave(
    weave: Weave<*>,
    vararg inputs: Pair<String, Any?>,
    only: KFunction<T>,
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: (ClassWeaveScope.() -> Unit)? = null,
): T {
    val all = options.with(workers, maxBlocking, timeout, onFailure, environment)
    return declare<T>(weave, inputs, name, all, coroutineContext, listOf(only), block, single = true).valueSuspending()
}

/** Runs just what a task needs whose method returns a stage, and returns the value of the stage. */
@JvmName("weaveOfStage")
public suspend fun <T> weave(
    weave: Weave<*>,
    vararg inputs: Pair<String, Any?>,
    only: KFunction<CompletionStage<T>>,
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: (ClassWeaveScope.() -> Unit)? = null,
): T {
    val all = options.with(workers, maxBlocking, timeout, onFailure, environment)
    return declare<T>(weave, inputs, name, all, coroutineContext, listOf(only), block, single = true).valueSuspending()
}

/**
 * Runs the tasks of a [Weave] class and returns what became of each of them; see [weaveResult].
 *
 * @param only runs just what these tasks need; the value of the result is then that of the last of them
 */
public suspend fun <R> weaveResult(
    weave: Weave<R>,
    vararg inputs: Pair<String, Any?>,
    only: List<KFunction<*>> = emptyList(),
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: (ClassWeaveScope.() -> Unit)? = null,
): WeaveResult<R> {
    val all = options.with(workers, maxBlocking, timeout, onFailure, environment)
    return declare<R>(weave, inputs, name, all, coroutineContext, only, block).resultSuspending()
}

/** Runs the tasks of a [Weave] class and blocks the calling thread; see [weaveBlocking]. */
public fun <R> weaveBlocking(
    weave: Weave<R>,
    vararg inputs: Pair<String, Any?>,
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: (ClassWeaveScope.() -> Unit)? = null,
): R {
    val all = options.with(workers, maxBlocking, timeout, onFailure, environment)
    val context = Execution.blockingContext(name ?: WovenClass.of(weave).name)
    val execution = declare<R>(weave, inputs, name, all, context, emptyList(), block)
    execution.runBlocking()
    return execution.valueOrThrow()
}

/** Runs the tasks of a [Weave] class, blocks the calling thread, and returns what became of each; see [weaveResultBlocking]. */
public fun <R> weaveResultBlocking(
    weave: Weave<R>,
    vararg inputs: Pair<String, Any?>,
    only: List<KFunction<*>> = emptyList(),
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: (ClassWeaveScope.() -> Unit)? = null,
): WeaveResult<R> {
    val all = options.with(workers, maxBlocking, timeout, onFailure, environment)
    val context = Execution.blockingResultContext(name ?: WovenClass.of(weave).name)
    val execution = declare<R>(weave, inputs, name, all, context, only, block)
    execution.runBlocking()
    return execution.result()
}

/** Checks a [Weave] class with these [inputs] and gives the plan of what would run; see [plan]. */
public fun <R> plan(
    weave: Weave<R>,
    vararg inputs: Pair<String, Any?>,
    only: List<KFunction<*>> = emptyList(),
    name: String? = null,
    workers: Int? = null,
    maxBlocking: Int? = null,
    timeout: Duration? = null,
    onFailure: OnFailure? = null,
    environment: String? = null,
    options: WeaveOptions? = null,
    block: (ClassWeaveScope.() -> Unit)? = null,
): Plan<R> {
    val woven = WovenClass.of(weave)
    val graph = Graph(name ?: woven.name, options.with(workers, maxBlocking, timeout, onFailure, environment), null)
    return RealPlan(graph, declared(graph, weave, woven, inputs, EmptyCoroutineContext, only, block))
}

/** The value of a task of a [Weave] class, or throws what kept it from having one: `result[PostPage::author]`. */
@Suppress("UNCHECKED_CAST")
public operator fun <T> WeaveResult<*>.get(method: KFunction<T>): T = get(method.handle<Any?>()) as T

/** The value of a task of a [Weave] class whose method returns a stage. */
@JvmName("getOfStage")
@Suppress("UNCHECKED_CAST")
public operator fun <T> WeaveResult<*>.get(method: KFunction<CompletionStage<T>>): T = get(method.handle<Any?>()) as T

/** The values of a mapped task of a [Weave] class. */
@Suppress("UNCHECKED_CAST")
public fun <T> WeaveResult<*>.each(method: KFunction<T>): List<T> = get(method.handle<Any?>()) as List<T>

/** The value of a task of a [Weave] class, as it will be: `live[PostPage::author]`. */
public operator fun <T> LiveWeave<*>.get(method: KFunction<T>): Deferred<T> = get(method.handle())

/** The value of a task of a [Weave] class whose method returns a stage, as it will be. */
@JvmName("getOfStage")
public operator fun <T> LiveWeave<*>.get(method: KFunction<CompletionStage<T>>): Deferred<T> = get(method.handle())

internal fun <R> declare(
    weave: Weave<*>,
    inputs: Array<out Pair<String, Any?>>,
    name: String?,
    options: WeaveOptions,
    context: CoroutineContext,
    only: List<KFunction<*>>,
    block: (ClassWeaveScope.() -> Unit)?,
    live: Boolean = false,
    single: Boolean = false,
): Execution<R> {
    val woven = WovenClass.of(weave)
    if (single) checkNotMapped(woven, name ?: woven.name, only[0])
    val graph = Graph(name ?: woven.name, options, Execution.enclosing(context))
    return Execution.inContext(graph, declared(graph, weave, woven, inputs, context, only, block), context, live)
}

private fun checkNotMapped(woven: WovenClass, weave: String, method: KFunction<*>) {
    val index = woven.indexOf(method.taskName)
    if (index < 0 || woven.task(index).keeps == null) return
    throw PlanException(
        "Task '${method.taskName}' in weave '$weave' is mapped over items, so its value is a List.\n" +
            "  Ask for it with a result, and read that with each.",
    )
}

private fun declared(
    graph: Graph,
    weave: Weave<*>,
    woven: WovenClass,
    inputs: Array<out Pair<String, Any?>>,
    context: CoroutineContext,
    only: List<KFunction<*>>,
    block: (ClassWeaveScope.() -> Unit)?,
): TaskNode<*> {
    val weaving = ClassWeaving(graph, weave, woven, inputs.toMap())
    if (block != null) declaredBy(graph, context) { ClassWeaveScope(graph, weaving).block() }
    val handles: List<Task<*>> = if (only.isEmpty()) emptyList() else only.map { it.handle<Any?>() }
    return graph.seal(weaving.end(handles))
}
