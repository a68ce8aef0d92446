package dev.wove.internal.engine.scope

import dev.wove.Argument
import dev.wove.Policy
import dev.wove.TaskKind
import dev.wove.WeaveOptions
import dev.wove.function.TaskFunction0
import dev.wove.function.TaskFunction1
import dev.wove.function.TaskFunction2
import dev.wove.function.TaskFunction3
import dev.wove.function.TaskFunction4
import dev.wove.function.TaskFunction5
import dev.wove.internal.engine.Execution
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Types
import dev.wove.internal.run.ArrayCall
import dev.wove.internal.run.Lambdas
import dev.wove.internal.text.Names
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.coroutineContext

/** A function of any number of parameters, which arrive in an array. The faces know how many there are, and their types. */
public class RealFunction<R> private constructor(
    /** Null if its calls are only told by their numbers. */
    internal val givenName: String?,
    internal val kind: TaskKind,
    /** As the user wrote it. */
    internal val body: Any,
    /** A suspending function of the array, or an [ArrayCall]. */
    private val call: Any,
) : TaskFunction0<R>,
    TaskFunction1<Any?, R>,
    TaskFunction2<Any?, Any?, R>,
    TaskFunction3<Any?, Any?, Any?, R>,
    TaskFunction4<Any?, Any?, Any?, Any?, R>,
    TaskFunction5<Any?, Any?, Any?, Any?, Any?, R> {
    override fun name(): String = givenName?.let(Names::plain) ?: "task"

    internal fun startSuspending(arguments: Array<Any?>, completion: Continuation<Any?>): Any? =
        Lambdas.start(call, arguments, completion)

    internal fun callBlocking(arguments: Array<Any?>): Any? {
        val value = (call as ArrayCall).run(arguments)
        check(value !is CompletionStage<*>) {
            "The body of function '${name()}' returned ${Types.a(value!!.javaClass)}, which nobody would wait " +
                "for.\n" +
                "  Instead of   taskFunction(\"${name()}\", ...) or start(...)\n" +
                "  use          asyncFunction(\"${name()}\", ...) or startAsync(...)"
        }
        return value
    }

    internal fun callStage(arguments: Array<Any?>): CompletionStage<*> =
        (call as ArrayCall).run(arguments) as CompletionStage<*>? ?: throw NullPointerException(
            "The body of function '${name()}' returned null instead of a CompletionStage.\n" +
                "  Return CompletableFuture.completedFuture(null) for a null value.",
        )

    // Calls outside a scope

    /** Calls the function from a coroutine. A suspending body is simply called; the others run as the task of a weave. */
    @Suppress("UNCHECKED_CAST")
    public suspend fun await(arguments: Array<Any?>): R = if (kind == TaskKind.SUSPENDING) {
        (call as suspend (Array<Any?>) -> R)(arguments)
    } else {
        weave(arguments, coroutineContext).valueSuspending()
    }

    @Suppress("UNCHECKED_CAST")
    private fun blocking(arguments: Array<Any?>): R {
        Execution.refuseBlocking(
            "Function '${name()}' was called in its blocking form",
            "${name()}.blocking(...) or ${name()}.call(...)",
            "${name()}(...)",
        )
        if (kind == TaskKind.BLOCKING) return callBlocking(arguments) as R
        val execution = weave(arguments, Execution.blockingContext(name()))
        execution.runBlocking()
        return execution.valueOrThrow()
    }

    private fun elsewhere(arguments: Array<Any?>): CompletableFuture<R> {
        val execution = weave(arguments, Execution.elsewhereContext())
        val future = CompletableFuture<R>()
        future.whenComplete { _, failure ->
            if (!execution.job.isCompleted) {
                execution.cancel("The call of function '${name()}' was cancelled through its future", failure)
            }
        }
        execution.runElsewhere {
            val failure = execution.failure()
            if (failure == null) future.complete(execution.valueOrThrow()) else future.completeExceptionally(failure)
        }
        return future
    }

    /** The call as the only task of a weave. */
    private fun weave(arguments: Array<Any?>, context: CoroutineContext): Execution<R> {
        val graph = Graph(name(), WeaveOptions.none(), null)
        val given = Array<Argument<*>>(arguments.size) { RealArgument.given(arguments[it]) }
        val task = ScopedTask<R>(graph, graph.nextIndex(name()), this, given)
        graph.declare(task, name(), arrayOf(), arrayOf(), Policy.none(), null)
        return Execution.inContext(graph, graph.seal(task), context)
    }

    override fun <X : Exception> call(): R = blocking(arrayOf())

    override fun <X : Exception> call(a: Any?): R = blocking(arrayOf(a))

    override fun <X : Exception> call(a: Any?, b: Any?): R = blocking(arrayOf(a, b))

    override fun <X : Exception> call(a: Any?, b: Any?, c: Any?): R = blocking(arrayOf(a, b, c))

    override fun <X : Exception> call(a: Any?, b: Any?, c: Any?, d: Any?): R = blocking(arrayOf(a, b, c, d))

    override fun <X : Exception> call(a: Any?, b: Any?, c: Any?, d: Any?, e: Any?): R = blocking(arrayOf(a, b, c, d, e))

    override fun future(): CompletableFuture<R> = elsewhere(arrayOf())

    override fun future(a: Any?): CompletableFuture<R> = elsewhere(arrayOf(a))

    override fun future(a: Any?, b: Any?): CompletableFuture<R> = elsewhere(arrayOf(a, b))

    override fun future(a: Any?, b: Any?, c: Any?): CompletableFuture<R> = elsewhere(arrayOf(a, b, c))

    override fun future(a: Any?, b: Any?, c: Any?, d: Any?): CompletableFuture<R> = elsewhere(arrayOf(a, b, c, d))

    override fun future(a: Any?, b: Any?, c: Any?, d: Any?, e: Any?): CompletableFuture<R> =
        elsewhere(arrayOf(a, b, c, d, e))

    override fun toString(): String = "TaskFunction(${name()})"

    public companion object {
        public fun <R> suspending(name: String?, body: Any, call: suspend (Array<Any?>) -> R): RealFunction<R> =
            RealFunction(name, TaskKind.SUSPENDING, body, call)

        /** A body that blocks, or that returns a stage. */
        public fun <R> calling(name: String?, kind: TaskKind, body: Any, call: ArrayCall): RealFunction<R> =
            RealFunction(name, kind, body, call)
    }
}
