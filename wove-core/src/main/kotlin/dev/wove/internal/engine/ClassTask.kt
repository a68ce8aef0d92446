package dev.wove.internal.engine

import dev.wove.Weave
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.reuse.Arguments
import dev.wove.internal.reuse.Source
import dev.wove.internal.reuse.reflect.WovenTask
import dev.wove.internal.run.Results
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/** What all tasks of one declared class weave share. */
internal class ClassInputs(
    val self: Weave<*>,
    /** By position; [WovenTask.ABSENT] where none was given. */
    val values: Array<Any?>,
    val byName: Map<String, Any?>,
)

/**
 * A task whose body is a method of a [Weave]. It is the arguments of its method, too: of the call of a task that is not
 * mapped and does not suspend, of which there is one at a time.
 */
internal class ClassTask(
    graph: Graph,
    index: Int,
    private val woven: WovenTask,
    private val shared: ClassInputs,
    private var parameters: WovenTask.Parameters,
) : EngineTask<Any?>(graph, index, woven.kind),
    Arguments {
    override val body: Any get() = woven.home

    override fun copy(): ClassTask = ClassTask(graph, index, woven, shared, parameters)

    override fun valueType(): Class<*> = woven.valueClass

    fun takeFrom(changed: WovenTask.Parameters) {
        parameters = changed
    }

    /** The input that the method cannot do without and that was not given, or null. */
    fun missing(): Int? = parameters.sources
        .firstOrNull {
            it.kind == Source.Kind.INPUT && !it.hasDefault && shared.values[it.index] === WovenTask.ABSENT
        }?.index

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? {
        // A suspending function may hand its continuation on as it is, and only a lambda's resumes on the right thread.
        val call: suspend () -> Any? = {
            suspendCoroutineUninterceptedOrReturn { woven.call(shared.self, Call(item, it)) }
        }
        return call.startCoroutineUninterceptedOrReturn(completion)
    }

    override fun callBlocking(item: Any?): Any? {
        val value = called(item)
        check(value !is CompletionStage<*>) {
            "Task '${name()}' in weave '${graph.name()}' returned a ${value?.javaClass?.simpleName}, which nobody " +
                "would wait for.\n  Declare the type that the method returns as CompletionStage."
        }
        return value
    }

    override fun callStage(item: Any?): CompletionStage<*> = called(item) as CompletionStage<*>?
        ?: throw NullPointerException(
            "Task '${name()}' in weave '${graph.name()}' returned null instead of a CompletionStage.\n" +
                "  Return CompletableFuture.completedFuture(null) for a null value.",
        )

    private fun called(item: Any?): Any? = woven.call(shared.self, if (mapping() == null) this else Call(item, this))

    override fun get(index: Int): Any? {
        val source = parameters.sources[index]
        return when (source.kind) {
            Source.Kind.TASK -> valueOf(nodeAt(index))
            Source.Kind.SETTLED -> Results.outcome(nodeAt(index))
            Source.Kind.TASK_OR_NULL -> Results.outcome(nodeAt(index)).orNull()
            Source.Kind.INPUT -> shared.values[source.index]
            Source.Kind.INPUT_OR_NULL -> shared.values[source.index].takeIf { it !== WovenTask.ABSENT }
            Source.Kind.ALL_INPUTS -> shared.byName
            Source.Kind.DEFAULT -> WovenTask.ABSENT
            Source.Kind.ITEM -> throw AssertionError("no item: $this")
        }
    }

    private fun nodeAt(parameter: Int): TaskNode<*> {
        val input = inputs()[parameters.positions[parameter]]
        return run.nodes[(TakenInput.taskOf(input) as TaskNode<*>).index]
    }

    private fun valueOf(node: TaskNode<*>): Any? = node.valueOf(node.state()!!)

    override fun continuation(): Continuation<Any?> = throw AssertionError("not suspending: $this")

    /** The arguments of one of several calls. */
    private inner class Call(
        private val item: Any?,
        private val continuation: Continuation<Any?>,
    ) : Arguments {
        override fun get(index: Int): Any? =
            if (parameters.sources[index].kind == Source.Kind.ITEM) item else this@ClassTask[index]

        override fun continuation(): Continuation<Any?> = continuation
    }
}
