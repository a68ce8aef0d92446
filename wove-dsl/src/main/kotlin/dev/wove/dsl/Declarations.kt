package dev.wove.dsl

import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
import dev.wove.internal.graph.Refusals
import kotlin.time.Duration

/** Where all ways to declare a task come together. */
public abstract class Declarations internal constructor(
    internal val graph: Graph,
) {
    internal fun <T> declare(
        name: String?,
        kind: TaskKind,
        inputs: Array<out TaskInput>,
        after: List<Task<*>>,
        policy: Policy,
        body: Any,
        mapping: Mapping? = null,
    ): TaskDeclaration<T> {
        val task = KotlinTask<T>(graph, graph.nextIndex(name), kind, body)
        return declare(task, name, inputs, after, policy, mapping)
    }

    internal fun <T> declare(
        task: KotlinTask<T>,
        name: String?,
        inputs: Array<out TaskInput>,
        after: List<Task<*>>,
        policy: Policy,
        mapping: Mapping?,
    ): TaskDeclaration<T> {
        val order: Array<TaskInput> = if (after.isEmpty()) NOTHING else after.toTypedArray()
        graph.declare(task, name, taken(inputs), order, policy, mapping)
        return task
    }

    internal fun <T> map(
        name: String?,
        kind: TaskKind,
        keeps: Mapping.Keeps,
        items: Any,
        inputs: Array<out TaskInput>,
        after: List<Task<*>>,
        policy: Policy,
        body: Any,
    ): TaskDeclaration<T> = declare(name, kind, inputs, after, policy, body, Mapping(items, keeps))

    /** Whether some of the inputs may be lists of inputs. */
    private var takesAll = false

    internal fun takeAll(inputs: Iterable<TaskInput>): TaskInput = AllInputs(inputs.toList()).also { takesAll = true }

    /** [inputs], with those of lists in their place. Kept, not copied. */
    @Suppress("UNCHECKED_CAST")
    internal fun taken(inputs: Array<out TaskInput>): Array<TaskInput> =
        (if (takesAll) inputs.flatMap(::flat).toTypedArray() else inputs) as Array<TaskInput>

    private fun flat(input: TaskInput): List<TaskInput> =
        if (input is AllInputs) input.inputs.flatMap(::flat) else listOf(input)

    private class AllInputs(
        val inputs: List<TaskInput>,
    ) : TaskInput

    /** [policy] with what was given explicitly, which wins. Bad values fail here, where the task is known. */
    internal fun options(
        name: String?,
        policy: Policy?,
        retries: Int?,
        timeout: Duration?,
        workers: Int? = null,
        perMinute: Int? = null,
        environment: String? = null,
    ): Policy {
        try {
            val all = policy.with(retries, timeout, workers, perMinute)
            return if (environment == null) all else all.with(Policy.environment(environment))
        } catch (e: PlanException) {
            throw Refusals.badOption(graph, name, e)
        }
    }

    private companion object {
        private val NOTHING = arrayOf<TaskInput>()
    }
}
