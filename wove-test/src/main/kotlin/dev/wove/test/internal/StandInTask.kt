package dev.wove.test.internal

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskKind
import dev.wove.internal.clock.RunClock
import dev.wove.internal.engine.body.ClockElement
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.clockOf
import dev.wove.internal.engine.body.sleep
import dev.wove.internal.engine.remote.Places
import dev.wove.internal.graph.Place
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.graph.Types
import dev.wove.test.StandInInputs
import dev.wove.test.VirtualTime
import java.time.Duration
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeUnit
import kotlin.coroutines.Continuation
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn

/** A task whose body is a test's. It is what the body reads its inputs with, too. */
internal class StandInTask(
    private val declared: TaskNode<*>,
    private val standIn: RealStandIn,
    private val block: ReplacingBlock,
) : EngineTask<Any?>(
        declared.graph,
        declared.index,
        if (standIn.body is StandInBody.Blocking) TaskKind.BLOCKING else TaskKind.SUSPENDING,
    ),
    StandInInputs {
    override val body: Any
        get() = when (val body = standIn.body) {
            is StandInBody.Suspending -> body.call
            is StandInBody.Blocking -> body.call
            else -> body
        }

    override fun copy(): StandInTask = StandInTask(declared, standIn, block)

    override fun valueType(): Class<*>? = declared.valueType()

    /** Here, also in the place of a task that runs elsewhere. */
    override fun placeFor(policy: Policy): Place = Places.here(this, policy)

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? {
        val call: suspend () -> Any? = {
            clockOf(coroutineContext).sleep(RunClock.nanos(standIn.wait))
            when (val body = standIn.body) {
                is StandInBody.Value -> body.value
                is StandInBody.Failing -> throw body.failure
                is StandInBody.Suspending -> checked(body.call(this, item))
                is StandInBody.Blocking -> error("not suspending: $this")
            }
        }
        return call.startCoroutineUninterceptedOrReturn(completion)
    }

    override fun callBlocking(item: Any?): Any? {
        waitBlocking(standIn.wait)
        return checked((standIn.body as StandInBody.Blocking).call.run(this, item))
    }

    override fun callStage(item: Any?): CompletionStage<*> = throw AssertionError("not a stage: $this")

    private fun waitBlocking(wait: Duration) {
        val virtual = this[ClockElement] as? VirtualTime
        when {
            wait.isZero -> {}

            virtual != null -> {
                virtual.sleep(wait)
            }

            else -> {
                TimeUnit.NANOSECONDS.sleep(RunClock.nanos(wait))
            }
        }
    }

    private fun checked(value: Any?): Any? {
        val problem = if (standIn.perItem) null else misfit(declared, value)
        if (problem != null) throw ClassCastException(problem).also(block::hasProblem)
        return value
    }

    // What the body reads

    @Suppress("UNCHECKED_CAST")
    override fun <T> get(input: String, type: Class<T>): T = fitting(input, read(named(input)), type) as T

    override fun outcome(input: String): Outcome<*> = outcomeOf(named(input))

    @Suppress("UNCHECKED_CAST")
    override fun <T : Any> orNull(input: String, type: Class<T>): T? =
        fitting(input, valueOrNullOf(named(input)), type) as T?

    private fun named(input: String): Task<*> = inputs().map { TakenInput.taskOf(it) }.find { it.name() == input }
        ?: throw IllegalArgumentException(
            "What stands in for task '${name()}' in weave '${graph.name()}' read '$input', which it did not name " +
                "(named: ${standIn.inputs.joinToString().ifEmpty { "none" }}).\n" +
                "  Name it before the body: body(\"$input\") { ... }, in Java body(List.of(\"$input\"), in -> ...).",
        ).also(block::hasProblem)

    private fun fitting(input: String, value: Any?, type: Class<*>): Any? {
        if (value != null && !Types.fits(value.javaClass, type)) {
            throw ClassCastException(
                "What stands in for task '${name()}' in weave '${graph.name()}' read '$input' as ${type.simpleName}, " +
                    "but its value is a ${value.javaClass.simpleName}.\n" +
                    "  Read it as ${value.javaClass.simpleName} instead.",
            ).also(block::hasProblem)
        }
        return value
    }
}

/** Why [value] cannot be the value of [task], or null if it can be as far as its type is known. */
internal fun misfit(task: TaskNode<*>, value: Any?): String? {
    val type = task.valueType()
    if (type == null || value == null || Types.fits(value.javaClass, type)) return null
    val fix =
        if (task.mapping() != null && type == List::class.java) {
            "Give the list of what all items make, or a body per item, with items."
        } else {
            "Give a value of that type."
        }
    return "A test replaces task '${task.name()}' in weave '${task.graph.name()}' by a value of type " +
        "${value.javaClass.simpleName}, but the task makes ${type.simpleName}.\n  $fix"
}
