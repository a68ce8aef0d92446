package dev.wove.dsl

import dev.wove.Policy
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.internal.engine.Execution
import dev.wove.internal.engine.Merges
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
import dev.wove.internal.run.Lambdas
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn

/** The task of a merge. Its body is a plain function: of its item, if it has items. */
internal class MergedTask(
    graph: Graph,
    kind: TaskKind,
    override val body: Any,
) : EngineTask<Any?>(graph, 0, kind) {
    override fun copy(): MergedTask = throw AssertionError("runs once: $this")

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? = startFunction(item, completion)

    override fun callBlocking(item: Any?): Any? = callFunction(item)

    override fun callStage(item: Any?): CompletionStage<*> = throw AssertionError("not a stage: $this")

    companion object {
        private val NOTHING = arrayOf<TaskInput>()

        /** A merge by the body that [context] is of: of one call if [items] is null. */
        fun <R> run(
            context: CoroutineContext,
            kind: TaskKind,
            name: String?,
            policy: Policy,
            items: Any?,
            body: Any,
        ): Execution<R> {
            val graph = Merges.graph(context)
            val task = MergedTask(graph, kind, body)
            val mapping = items?.let { Mapping(it, Mapping.Keeps.VALUES) }
            graph.declare(task, name ?: nameOf(body) ?: "merge", NOTHING, NOTHING, policy, mapping)
            return Execution.ofMerge(graph, task, context)
        }
    }
}

/** Starts the body, a suspending function of the item if there are items, else of nothing. */
@Suppress("UNCHECKED_CAST")
internal fun EngineTask<*>.startFunction(item: Any?, completion: Continuation<Any?>): Any? = if (mapping() == null) {
    (body as suspend () -> Any?).startCoroutineUninterceptedOrReturn(completion)
} else {
    (body as suspend Any?.() -> Any?).startCoroutineUninterceptedOrReturn(item, completion)
}

/** Calls the body, a function of the item if there are items, else of nothing. */
@Suppress("UNCHECKED_CAST")
internal fun EngineTask<*>.callFunction(item: Any?): Any? =
    if (mapping() == null) (body as () -> Any?)() else Lambdas.call(body, item)
