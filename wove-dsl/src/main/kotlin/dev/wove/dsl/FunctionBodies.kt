@file:JvmName("FunctionBodies")

package dev.wove.dsl

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskKind
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
import kotlin.coroutines.Continuation
import kotlin.time.Duration

// Bodies that were written elsewhere read no inputs, so their types have no receiver, which those of the scope's functions have.
// These are extensions, and not members: a lambda always means the member.

/**
 * Declares a task whose body is a function from anywhere, as in `val author by task(body = ::loadAuthor)`; see
 * [WeaveScope.task]. It takes no inputs: what needs some is a lambda.
 */
public fun <T> WeaveScope.task(
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    policy: Policy? = null,
    body: suspend () -> T,
): TaskDeclaration<T> = function(name, TaskKind.SUSPENDING, after, options(name, policy, retries, timeout), body)

/** Declares a task whose body is a function from anywhere that may block; see [WeaveScope.blocking]. */
public fun <T> WeaveScope.blocking(
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    policy: Policy? = null,
    body: () -> T,
): TaskDeclaration<T> = function(name, TaskKind.BLOCKING, after, options(name, policy, retries, timeout), body)

/** Runs [body], a function from anywhere, for every item; see [MappedTasks.each]. */
public fun <I, R> MappedTasks.each(
    items: Iterable<I>,
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
    function(name, TaskKind.SUSPENDING, after, it, body, Mapping(items, Mapping.Keeps.VALUES))
}

/** Runs [body], a function from anywhere, for every item of what a task makes; see [MappedTasks.each]. */
@JvmName("eachTaskOfIterable")
public fun <I, R> MappedTasks.each(
    items: Task<out Iterable<I>>,
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
    function(name, TaskKind.SUSPENDING, after, it, body, Mapping(items, Mapping.Keeps.VALUES))
}

/** Runs [body], a function from anywhere that may block, for every item; see [MappedTasks.eachBlocking]. */
public fun <I, R> MappedTasks.eachBlocking(
    items: Iterable<I>,
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: (I) -> R,
): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
    function(name, TaskKind.BLOCKING, after, it, body, Mapping(items, Mapping.Keeps.VALUES))
}

/** Runs [body], a function from anywhere that may block, for every item of what a task makes; see [MappedTasks.eachBlocking]. */
@JvmName("eachBlockingTaskOfIterable")
public fun <I, R> MappedTasks.eachBlocking(
    items: Task<out Iterable<I>>,
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: (I) -> R,
): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
    function(name, TaskKind.BLOCKING, after, it, body, Mapping(items, Mapping.Keeps.VALUES))
}

/** Runs [body], a function from anywhere, for every item, of which none fails the task; see [MappedTasks.eachSettled]. */
public fun <I, R> MappedTasks.eachSettled(
    items: Iterable<I>,
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
    function(name, TaskKind.SUSPENDING, after, it, body, Mapping(items, Mapping.Keeps.OUTCOMES))
}

/** Runs [body], a function from anywhere, for every item, of which none fails the task of what a task makes; see [MappedTasks.eachSettled]. */
@JvmName("eachSettledTaskOfIterable")
public fun <I, R> MappedTasks.eachSettled(
    items: Task<out Iterable<I>>,
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> R,
): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
    function(name, TaskKind.SUSPENDING, after, it, body, Mapping(items, Mapping.Keeps.OUTCOMES))
}

/** Runs [body], a function from anywhere, for every item, and counts them; see [MappedTasks.eachUnit]. */
public fun <I> MappedTasks.eachUnit(
    items: Iterable<I>,
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> Unit,
): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
    function(name, TaskKind.SUSPENDING, after, it, body, Mapping(items, Mapping.Keeps.COUNT))
}

/** Runs [body], a function from anywhere, for every item, and counts them of what a task makes; see [MappedTasks.eachUnit]. */
@JvmName("eachUnitTaskOfIterable")
public fun <I> MappedTasks.eachUnit(
    items: Task<out Iterable<I>>,
    name: String? = null,
    after: List<Task<*>> = emptyList(),
    retries: Int? = null,
    timeout: Duration? = null,
    workers: Int? = null,
    perMinute: Int? = null,
    policy: Policy? = null,
    body: suspend (I) -> Unit,
): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
    function(name, TaskKind.SUSPENDING, after, it, body, Mapping(items, Mapping.Keeps.COUNT))
}

private fun <T> Declarations.function(
    name: String?,
    kind: TaskKind,
    after: List<Task<*>>,
    policy: Policy,
    body: Any,
    mapping: Mapping? = null,
): TaskDeclaration<T> {
    val task = FunctionTask<T>(graph, graph.nextIndex(name), kind, body)
    return declare(task, name, emptyArray(), after, policy, mapping)
}

/** A task whose body is a plain function: of its item, if it has items. */
private class FunctionTask<T>(
    graph: Graph,
    index: Int,
    kind: TaskKind,
    body: Any,
) : KotlinTask<T>(graph, index, kind, body) {
    override fun copy(): FunctionTask<T> = FunctionTask(graph, index, kind, body)

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? = startFunction(item, completion)

    override fun callBlocking(item: Any?): Any? = callFunction(item)
}
