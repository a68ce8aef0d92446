package dev.wove.dsl

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping.Keeps
import kotlinx.coroutines.flow.Flow
import java.util.stream.BaseStream
import kotlin.time.Duration

/**
 * Declares mapped tasks: one run of the body per item of an iterable, array, map (its entries), sequence, stream
 * or flow, or of a task that makes one. (`numbers.asList()` makes a list of an array of primitives.)
 *
 * At most `workers` items run at once, and no more coroutines than that exist. A failed item cancels the others and
 * fails the task, except with `eachSettled`. `retries` and `timeout` are per item. A mapped task over another mapped
 * task starts on each item as soon as that one has it.
 *
 * Without `workers` all items of a collection, an array or a map start. Of a source that does not know its size (a sequence,
 * a flow, a stream, a range) at most 1024 are under way at once, unless `workers` or `maxPending` says otherwise.
 *
 * A stream, given or made by a task, is closed when the tasks that are mapped over it have ended or will not start. A failure
 * to close it fails them like one to read it.
 *
 * One file, because it is one table: four ways to map, twelve kinds of source.
 */
public abstract class MappedTasks internal constructor(
    graph: Graph,
) : Declarations(graph) {
    /** Runs [body] for every item of [items]; the value is the list of what they return, in the order of the items. */
    public fun <I, R> each(
        items: Iterable<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    public fun <I, R> each(
        items: Array<out I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    public fun <K, V, R> each(
        items: Map<K, V>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(Map.Entry<K, V>) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    public fun <I, R> each(
        items: Sequence<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    public fun <I, R> each(
        items: BaseStream<I, *>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    public fun <I, R> each(
        items: Flow<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    @JvmName("eachTaskOfIterable")
    public fun <I, R> each(
        items: Task<out Iterable<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    @JvmName("eachTaskOfArray")
    public fun <I, R> each(
        items: Task<out Array<out I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    @JvmName("eachTaskOfMap")
    public fun <K, V, R> each(
        items: Task<out Map<K, V>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(Map.Entry<K, V>) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    @JvmName("eachTaskOfSequence")
    public fun <I, R> each(
        items: Task<out Sequence<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    @JvmName("eachTaskOfStream")
    public fun <I, R> each(
        items: Task<out BaseStream<I, *>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [each]. */
    @JvmName("eachTaskOfFlow")
    public fun <I, R> each(
        items: Task<out Flow<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** Like [each], with a body that may block. */
    public fun <I, R> eachBlocking(
        items: Iterable<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    public fun <I, R> eachBlocking(
        items: Array<out I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    public fun <K, V, R> eachBlocking(
        items: Map<K, V>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(Map.Entry<K, V>) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    public fun <I, R> eachBlocking(
        items: Sequence<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    public fun <I, R> eachBlocking(
        items: BaseStream<I, *>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    public fun <I, R> eachBlocking(
        items: Flow<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    @JvmName("eachBlockingTaskOfIterable")
    public fun <I, R> eachBlocking(
        items: Task<out Iterable<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    @JvmName("eachBlockingTaskOfArray")
    public fun <I, R> eachBlocking(
        items: Task<out Array<out I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    @JvmName("eachBlockingTaskOfMap")
    public fun <K, V, R> eachBlocking(
        items: Task<out Map<K, V>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(Map.Entry<K, V>) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    @JvmName("eachBlockingTaskOfSequence")
    public fun <I, R> eachBlocking(
        items: Task<out Sequence<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    @JvmName("eachBlockingTaskOfStream")
    public fun <I, R> eachBlocking(
        items: Task<out BaseStream<I, *>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** See the first [eachBlocking]. */
    @JvmName("eachBlockingTaskOfFlow")
    public fun <I, R> eachBlocking(
        items: Task<out Flow<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: InputScope.(I) -> R,
    ): TaskDeclaration<List<R>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.BLOCKING, Keeps.VALUES, items, inputs, after, it, body)
    }

    /** Like [each], but a failed item fails nothing: the value is the list of outcomes, in the order of the items. */
    public fun <I, R> eachSettled(
        items: Iterable<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    public fun <I, R> eachSettled(
        items: Array<out I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    public fun <K, V, R> eachSettled(
        items: Map<K, V>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(Map.Entry<K, V>) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    public fun <I, R> eachSettled(
        items: Sequence<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    public fun <I, R> eachSettled(
        items: BaseStream<I, *>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    public fun <I, R> eachSettled(
        items: Flow<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    @JvmName("eachSettledTaskOfIterable")
    public fun <I, R> eachSettled(
        items: Task<out Iterable<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    @JvmName("eachSettledTaskOfArray")
    public fun <I, R> eachSettled(
        items: Task<out Array<out I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    @JvmName("eachSettledTaskOfMap")
    public fun <K, V, R> eachSettled(
        items: Task<out Map<K, V>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(Map.Entry<K, V>) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    @JvmName("eachSettledTaskOfSequence")
    public fun <I, R> eachSettled(
        items: Task<out Sequence<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    @JvmName("eachSettledTaskOfStream")
    public fun <I, R> eachSettled(
        items: Task<out BaseStream<I, *>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** See the first [eachSettled]. */
    @JvmName("eachSettledTaskOfFlow")
    public fun <I, R> eachSettled(
        items: Task<out Flow<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> R,
    ): TaskDeclaration<List<Outcome<R>>> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.OUTCOMES, items, inputs, after, it, body)
    }

    /** Runs [body] for every item and keeps only their number: for sources that are huge or have no end. */
    public fun <I> eachUnit(
        items: Iterable<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    public fun <I> eachUnit(
        items: Array<out I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    public fun <K, V> eachUnit(
        items: Map<K, V>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(Map.Entry<K, V>) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    public fun <I> eachUnit(
        items: Sequence<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    public fun <I> eachUnit(
        items: BaseStream<I, *>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    public fun <I> eachUnit(
        items: Flow<I>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    @JvmName("eachUnitTaskOfIterable")
    public fun <I> eachUnit(
        items: Task<out Iterable<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    @JvmName("eachUnitTaskOfArray")
    public fun <I> eachUnit(
        items: Task<out Array<out I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    @JvmName("eachUnitTaskOfMap")
    public fun <K, V> eachUnit(
        items: Task<out Map<K, V>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(Map.Entry<K, V>) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    @JvmName("eachUnitTaskOfSequence")
    public fun <I> eachUnit(
        items: Task<out Sequence<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    @JvmName("eachUnitTaskOfStream")
    public fun <I> eachUnit(
        items: Task<out BaseStream<I, *>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }

    /** See the first [eachUnit]. */
    @JvmName("eachUnitTaskOfFlow")
    public fun <I> eachUnit(
        items: Task<out Flow<I>>,
        vararg inputs: TaskInput,
        name: String? = null,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
        body: suspend TaskScope.(I) -> Unit,
    ): TaskDeclaration<Long> = options(name, policy, retries, timeout, workers, perMinute).let {
        map(name, TaskKind.SUSPENDING, Keeps.COUNT, items, inputs, after, it, body)
    }
}
