package dev.wove.internal.engine.classes

import dev.wove.Policy
import dev.wove.Weave
import dev.wove.environment.RemoteMethod
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Sendable
import dev.wove.internal.engine.remote.Places
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Place
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.graph.Types
import dev.wove.internal.result.Results
import dev.wove.internal.reuse.WiredArgument
import dev.wove.internal.reuse.reflect.ItemArguments
import dev.wove.internal.reuse.reflect.WovenTask
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation

/** What all tasks of one declared class weave share. */
internal class ClassInputs(
    val self: Weave<*>,
    /** By position; [WovenTask.ABSENT] where none was given. */
    val values: Array<Any?>,
    val byName: Map<String, Any?>,
) {
    /** Whether an input was not given. */
    val lacks: Boolean = WovenTask.ABSENT in values
}

/** A task whose body is a method of a [Weave]. It gives the method its arguments, too. */
internal class ClassTask(
    graph: Graph,
    index: Int,
    private val woven: WovenTask,
    private val shared: ClassInputs,
    private var parameters: WovenTask.Parameters,
) : EngineTask<Any?>(graph, index, woven.kind),
    ItemArguments,
    Sendable {
    override val body: Any get() = woven.method

    override fun copy(): ClassTask = ClassTask(graph, index, woven, shared, parameters)

    override fun valueType(): Class<*> = woven.valueClass

    override fun placeFor(policy: Policy): Place =
        if (policy.environment() == null) super.placeFor(policy) else Places.of(this, policy)

    override val method: RemoteMethod get() = woven.elsewhere()

    override val isContract: Boolean get() = false

    override fun arguments(item: Any?): List<Any?> = List(parameters.sources.size) { index ->
        val value = get(index, item)
        check(value !== WovenTask.ABSENT) {
            "Task '${name()}' in ${graph.title()} leaves a parameter to its default value, " +
                "which is not known elsewhere.\n" +
                "  Give it as an input of the weave."
        }
        value
    }

    override fun checkFallback(value: Any?, failure: Throwable) = checkFallback(value, woven.callClass, failure)

    fun takeFrom(changed: WovenTask.Parameters) {
        parameters = changed
    }

    /** The input that the method cannot do without and that was not given, or null. */
    fun missing(): Int? = parameters.sources
        .firstOrNull {
            it.kind == WiredArgument.Kind.INPUT && !it.hasDefault && shared.values[it.index] === WovenTask.ABSENT
        }?.index

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? =
        woven.start(completion, shared.self, this, item)

    override fun callBlocking(item: Any?): Any? {
        val value = called(item)
        check(value !is CompletionStage<*>) {
            "Task '${name()}' in ${graph.title()} returned ${Types.a(value!!.javaClass)}, which nobody " +
                "would wait for.\n  Declare the type that the method returns as CompletionStage."
        }
        return value
    }

    override fun callStage(item: Any?): CompletionStage<*> = called(item) as CompletionStage<*>?
        ?: throw NullPointerException(
            "Task '${name()}' in ${graph.title()} returned null instead of a CompletionStage.\n" +
                "  Return CompletableFuture.completedFuture(null) for a null value.",
        )

    private fun called(item: Any?): Any? = woven.call(shared.self, this, item)

    override fun get(index: Int, item: Any?): Any? {
        val code = parameters.codes[index]
        return when {
            code >= 0 -> valueOf(run.nodes[(inputs()[code] as TaskNode<*>).index])
            code != WovenTask.Parameters.OTHER -> shared.values[code.inv()]
            else -> other(index, item)
        }
    }

    private fun other(index: Int, item: Any?): Any? {
        val source = parameters.sources[index]
        return when (source.kind) {
            WiredArgument.Kind.SETTLED -> Results.outcome(nodeAt(index))
            WiredArgument.Kind.TASK_OR_NULL -> Results.outcome(nodeAt(index)).orNull()
            WiredArgument.Kind.INPUT_OR_NULL -> shared.values[source.index].takeIf { it !== WovenTask.ABSENT }
            WiredArgument.Kind.ALL_INPUTS -> shared.byName
            WiredArgument.Kind.ITEM -> item
            WiredArgument.Kind.DEFAULT -> WovenTask.ABSENT
            WiredArgument.Kind.TASK, WiredArgument.Kind.INPUT -> throw AssertionError("coded: $source")
        }
    }

    private fun nodeAt(parameter: Int): TaskNode<*> {
        val input = inputs()[parameters.positions[parameter]]
        return run.nodes[(TakenInput.taskOf(input) as TaskNode<*>).index]
    }

    private fun valueOf(node: TaskNode<*>): Any? = node.valueOf(node.state()!!)
}
