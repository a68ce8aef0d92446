package dev.wove.dsl

import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.internal.engine.classes.ClassWeaving
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping

/** A task of a class that is overridden, and waits for its body. */
public class Override<T> internal constructor(
    private val overriding: Overriding,
) {
    /** Gives it a suspending body. */
    public infix fun with(body: suspend TaskScope.() -> T): Task<T> = overriding.with(TaskKind.SUSPENDING, body)

    /** Gives it a body that may block a thread. */
    public infix fun withBlocking(body: InputScope.() -> T): Task<T> = overriding.with(TaskKind.BLOCKING, body)
}

/** A mapped task of a class that is overridden, and waits for the body that its items get. */
public class OverrideEach<I, T> internal constructor(
    private val overriding: Overriding,
) {
    /** Gives it a suspending body. */
    public infix fun with(body: suspend TaskScope.(I) -> T): Task<List<T>> = overriding.with(TaskKind.SUSPENDING, body)

    /** Gives it a body that may block a thread. */
    public infix fun withBlocking(body: InputScope.(I) -> T): Task<List<T>> = overriding.with(TaskKind.BLOCKING, body)
}

internal class Overriding(
    private val graph: Graph,
    private val weaving: ClassWeaving,
    private val index: Int,
    private val items: Any?,
    private val inputs: Array<TaskInput>,
    private val after: List<Task<*>>,
    private val given: Policy,
) {
    fun <V> with(kind: TaskKind, body: Any): Task<V> {
        val task = KotlinTask<V>(graph, index, kind, body)
        val mapping = items?.let { Mapping(it, weaving.keeps(index)!!) }
        weaving.override(task, inputs, after.toTypedArray(), given, mapping)
        return task
    }
}
