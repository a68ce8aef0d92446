package dev.wove.dsl

import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
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
        @Suppress("UNCHECKED_CAST")
        inputs as Array<TaskInput>
        val order: Array<TaskInput> = if (after.isEmpty()) NOTHING else after.toTypedArray()
        graph.declare(task, name, inputs, order, policy, mapping)
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

    /** [policy] with what was given explicitly, which wins. Bad values fail here, where the task is known. */
    internal fun options(
        name: String?,
        policy: Policy?,
        retries: Int?,
        timeout: Duration?,
        workers: Int? = null,
        perMinute: Int? = null,
    ): Policy {
        try {
            return policy.with(retries, timeout, workers, perMinute)
        } catch (e: PlanException) {
            throw graph.badOption(name, e)
        }
    }

    private companion object {
        private val NOTHING = arrayOf<TaskInput>()
    }
}
