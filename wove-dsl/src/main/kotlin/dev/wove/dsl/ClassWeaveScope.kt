package dev.wove.dsl

import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.internal.engine.classes.ClassWeaving
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.TaskRef
import java.util.concurrent.CompletionStage
import kotlin.jvm.internal.CallableReference
import kotlin.reflect.KClass
import kotlin.reflect.KFunction
import kotlin.time.Duration

/**
 * Changes one run of a [dev.wove.Weave] class: overrides its tasks and adds others. Both read the tasks and the inputs
 * of the class through [ref].
 *
 * An added task never changes which task makes the value of the weave. A task that is added under the name of an input
 * makes that input.
 */
@WoveDsl
public class ClassWeaveScope internal constructor(
    graph: Graph,
    private val weaving: ClassWeaving,
) : WeaveScope(graph) {
    /** All inputs that were given, by name. */
    public val inputs: Map<String, Any?> get() = weaving.inputs

    /** A handle on a task of the class: `ref(PostPage::post)`. For a mapped task there is [refEach]. */
    public fun <T> ref(method: KFunction<T>): Task<T> = single(method.taskName)

    /** A handle on a task of the class whose method returns a stage. */
    @JvmName("refOfStage")
    public fun <T> ref(method: KFunction<CompletionStage<T>>): Task<T> = single(method.taskName)

    private fun <T> single(name: String): Task<T> {
        weaving.checkSingle(name)
        return graph.ref(name, null)
    }

    /** A handle on a mapped task of the class, whose value is a list. */
    public fun <T> refEach(method: KFunction<T>): Task<List<T>> = graph.ref(method.taskName, List::class.java)

    /**
     * Overrides a task of the class in this run: `override(PostPage::author, post, retries = 0) with { ... }`.
     *
     * It keeps its name and its place, and its options unless they are given here; its inputs are the ones given here.
     *
     * @throws dev.wove.PlanException if the class has no such task, or the task is mapped: then there is [overrideEach]
     */
    public fun <T> override(
        method: KFunction<T>,
        vararg inputs: TaskInput,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        policy: Policy? = null,
    ): Override<T> {
        val given = options(method.taskName, policy, retries, timeout)
        return overridden(method.taskName, method.owner, null, inputs, after, given)
    }

    /** Overrides a task of the class whose method returns a stage, whose value is that of the task. It gets [inputs] in their order. */
    @JvmName("overrideOfStage")
    public fun <T> override(
        method: KFunction<CompletionStage<T>>,
        vararg inputs: TaskInput,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        policy: Policy? = null,
    ): Override<T> {
        val given = options(method.taskName, policy, retries, timeout)
        return overridden(method.taskName, method.owner, null, inputs, after, given)
    }

    /**
     * Overrides the task of that name, also a mapped one by one that is not, which drops its limits on items:
     * `override<List<Rating>>("rating") with { ... }`.
     */
    public inline fun <reified T> override(
        name: String,
        vararg inputs: TaskInput,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        policy: Policy? = null,
    ): Override<T> = overriddenByName(name, T::class, inputs, after, retries, timeout, policy)

    @PublishedApi
    internal fun <T> overriddenByName(
        name: String,
        type: KClass<*>,
        inputs: Array<out TaskInput>,
        after: List<Task<*>>,
        retries: Int?,
        timeout: Duration?,
        policy: Policy?,
    ): Override<T> = overridden(
        name,
        null,
        type.javaObjectType,
        inputs,
        after,
        options(name, policy, retries, timeout),
    )

    private fun <T> overridden(
        name: String,
        owner: Class<*>?,
        made: Class<*>?,
        inputs: Array<out TaskInput>,
        after: List<Task<*>>,
        given: Policy,
    ): Override<T> {
        val index = weaving.beginOverride(name, owner)
        if (made == null) weaving.checkPlain(index) else weaving.checkOverride(index, made)
        return Override(Overriding(graph, weaving, index, null, taken(inputs), after, given))
    }

    /**
     * Overrides a mapped task of the class, with the items that it gets:
     * `overrideEach(PostPage::rating, few) with { ... }`.
     */
    public fun <I, T> overrideEach(
        method: KFunction<T>,
        items: Iterable<I>,
        vararg inputs: TaskInput,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
    ): OverrideEach<I, T> {
        val given = options(method.taskName, policy, retries, timeout, workers, perMinute)
        return overriddenEach(method.taskName, method.owner, items, inputs, after, given)
    }

    /** Overrides a mapped task of the class, with the items that [items] makes. */
    @JvmName("overrideEachOfTask")
    public fun <I, T> overrideEach(
        method: KFunction<T>,
        items: Task<out Iterable<I>>,
        vararg inputs: TaskInput,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        workers: Int? = null,
        perMinute: Int? = null,
        policy: Policy? = null,
    ): OverrideEach<I, T> {
        val given = options(method.taskName, policy, retries, timeout, workers, perMinute)
        return overriddenEach(method.taskName, method.owner, items, inputs, after, given)
    }

    private fun <I, T> overriddenEach(
        name: String,
        owner: Class<*>?,
        items: Any,
        inputs: Array<out TaskInput>,
        after: List<Task<*>>,
        given: Policy,
    ): OverrideEach<I, T> {
        val index = weaving.beginOverride(name, owner)
        weaving.checkMapped(index)
        return OverrideEach(Overriding(graph, weaving, index, items, taken(inputs), after, given))
    }
}

/** The name of the task that a method is: Kotlin adds to the names of some methods, but not to those of references. */
internal val KFunction<*>.taskName: String get() = name

/** The class that the reference says the method is of. */
internal val KFunction<*>.owner: Class<*>?
    get() = ((this as? CallableReference)?.owner as? KClass<*>)?.java

/** A handle that finds its task in whatever weave it is used. */
internal fun <T> KFunction<*>.handle(): Task<T> = TaskRef.unbound(taskName, null)
