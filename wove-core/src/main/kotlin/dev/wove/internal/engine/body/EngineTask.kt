package dev.wove.internal.engine.body

import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskKind
import dev.wove.internal.graph.Ending
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Place
import dev.wove.internal.graph.Refusals
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.graph.TaskRef
import dev.wove.internal.graph.Types
import dev.wove.internal.pool.BlockingCall
import dev.wove.internal.record.RemoteRecord
import dev.wove.internal.result.Results
import java.lang.reflect.ParameterizedType
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext

/**
 * A task as the engine runs it: handle, state, frame and completion of its body in one object. The faces extend it with
 * the way to call their bodies.
 */
public abstract class EngineTask<T>(
    graph: Graph,
    index: Int,
    kind: TaskKind,
) : TaskNode<T>(graph, index, kind),
    Frame {
    /** Set before the run starts. */
    internal lateinit var run: BodyHost

    @Volatile
    override var running: Stoppable? = null

    @Volatile
    override var lease: Lease? = null

    internal val place: BodyPlace get() = place() as BodyPlace

    /** A body that is written where it is declared cannot leave. */
    override fun placeFor(policy: Policy): Place {
        policy.environment()?.let { throw Refusals.staysHere(graph, this, it) }
        return BodyPlace.of(kind, policy)
    }

    /** Set when this task alone was cancelled. */
    @Volatile
    internal var cancelledBy: Throwable? = null

    final override val task: EngineTask<*> get() = this

    /** The context of the block of a scope that this stands for, which is code of the caller; null if it is a task. */
    internal open val outside: CoroutineContext? get() = null

    internal val isBlock: Boolean get() = outside != null
    final override val item: Int get() = -1
    final override val itemValue: Any? get() = null
    final override val base: CoroutineContext get() = lazyElement?.own ?: run.context

    // Most bodies never suspend, and so never need it.
    private var lazyElement: FrameElement? = null

    final override val element: FrameElement get() = lazyElement ?: FrameElement(this).also { lazyElement = it }

    final override fun takes(own: CoroutineContext) {
        lazyElement = OwningElement(element, own)
    }

    /** Lets go of what only the body needs, which has ended; an abandoned one does without its copies. */
    internal fun forgetElement() {
        lazyElement = null
    }

    /** The body as the user wrote it, to find its line when it fails. */
    public abstract val body: Any

    /** Fails if [value], which the fallback gave for [failure], cannot be what the body makes, as far as that is known. */
    internal open fun checkFallback(value: Any?, failure: Throwable) {
        val made = (this as? Sendable)?.method?.resultType()
        val raw = if (made is ParameterizedType) made.rawType else made
        if (raw is Class<*> && raw != Void.TYPE) checkFallback(value, raw, failure)
    }

    internal fun checkFallback(value: Any?, made: Class<*>, failure: Throwable) {
        if (value == null || Types.fits(value.javaClass, made)) return
        throw IllegalStateException(
            "The fallback of task '${name()}' in ${graph.title()} gave ${Types.a(value.javaClass)}, but the " +
                "task makes ${Types.boxed(made).simpleName}.\n  Give it a policy of its own, whose fallback makes " +
                "${Types.a(Types.boxed(made))}.",
            failure,
        )
    }

    /** Starts a suspending body; like `startCoroutineUninterceptedOrReturn`. */
    public abstract fun startSuspending(item: Any?, completion: Continuation<Any?>): Any?

    /** Calls a blocking body. */
    public abstract fun callBlocking(item: Any?): Any?

    /** Calls a body that returns a stage. */
    public abstract fun callStage(item: Any?): CompletionStage<*>

    final override fun began() {
        if (startedAt == 0L) began(run.clock.nanoTime())
    }

    internal fun began(now: Long) {
        startedAt = now
        run.teller?.taskStarted(this)
    }

    final override fun ended(value: Any?, failure: Throwable?) {
        run.bodyEndedElsewhere(this, value, failure)
    }

    final override fun endedOnPool(value: Any?, failure: Throwable?): BlockingCall? =
        run.bodyEndedOnPool(this, value, failure)

    final override val mustStop: Boolean get() = run.end != null || cancelledBy != null

    final override var attempt: Int
        get() = notes()?.failedAttempt ?: 1
        set(value) {
            notes()?.failedAttempt = value
        }

    final override fun ranElsewhere(attempt: RemoteRecord) {
        notes()?.remote(this.attempt, attempt)
    }

    final override fun attempted(startedAt: Long, nanos: Long) {
        notes()?.attempted(startedAt, nanos)
    }

    final override fun resumeWith(result: Result<Any?>) {
        val failure = result.exceptionOrNull()
        run.bodyEnded(this, if (failure == null) result.getOrNull() else null, failure)
    }

    // What bodies read

    /** The value of a declared input. Never waits. */
    public fun read(handle: Task<*>): Any? {
        val input = findInput(handle)
        if (input == null) return readOther(handle)
        if (input is TakenInput) throw taken(handle, input)
        return valueOf(handle)
    }

    /** How an input declared as settled ended. */
    @Suppress("UNCHECKED_CAST")
    public fun <V> outcomeOf(handle: Task<V>): Outcome<V> {
        checkTaken(handle, TakenInput.Mode.SETTLED)
        return endOf(handle) as Outcome<V>
    }

    /** The value of an input declared as orNull, or null if it has none. */
    public fun valueOrNullOf(handle: Task<*>): Any? {
        checkTaken(handle, TakenInput.Mode.OR_NULL)
        return endOf(handle).orNull()
    }

    /** How [handle] ended; of the tasks of weaves around, bodies only see those that have succeeded. */
    private fun endOf(handle: Task<*>): Outcome<*> =
        run.nodeOf(handle)?.let { Results.outcome(it) } ?: Outcome.Succeeded(valueElsewhere(handle))

    private fun checkTaken(handle: Task<*>, mode: TakenInput.Mode) {
        val input = findInput(handle)
        if (input !is TakenInput || input.mode != mode) {
            throw IllegalStateException(
                "Task '${name()}' in ${graph.title()} read ${mode.accessor} of " +
                    "'${handle.name()}', which it did not declare as ${mode.word}.\n  Put ${mode.word}(${handle.name()}) among its inputs.",
            )
        }
    }

    private fun taken(handle: Task<*>, input: TakenInput) = IllegalStateException(
        "Task '${name()}' in ${graph.title()} read '${handle.name()}' as a plain input, but declared it as " +
            "${input.mode.word}(${handle.name()}).\n  Read ${handle.name()}.${input.mode.accessor} instead.",
    )

    private fun readOther(handle: Task<*>): Any? {
        val source = mapping()?.sourceTask()
        if (source != null && source === graph.resolve(handle) && mapping()?.upstream() == null) return valueOf(handle)
        val target = graph.resolve(handle)
        if (target != null && inputs().any { it !is TakenInput && graph.resolve(it as Task<*>) === target }) {
            return valueOf(handle)
        }
        if (target == null && handle is TaskRef<*> && inputs().any { it is TaskRef<*> && it.name() == handle.name() }) {
            return valueOf(handle)
        }
        val enclosing = run.enclosing
        if (graph.resolve(handle) == null && enclosing != null && enclosing.task.mayRead(handle)) {
            return enclosing.task.read(handle)
        }
        throw IllegalStateException(
            "Task '${name()}' in ${graph.title()} read '${handle.name()}', " +
                "which it did not declare (declared: ${declaredNames()}). Add ${handle.name()} to its inputs.",
        )
    }

    private fun declaredNames(): String {
        val names = inputs().map { TakenInput.taskOf(it).name() }
        return if (names.isEmpty()) "none" else names.take(MOST_NAMES).joinToString(", ")
    }

    private fun valueOf(handle: Task<*>): Any? {
        val node = run.nodeOf(handle) ?: return valueElsewhere(handle)
        val state = node.state()
        if (state is Ending) throw state.cause
        check(state != null && state !is Waiter) { "Task '${node.name()}' has not ended" }
        val value = node.valueOf(state)
        if (handle is TaskRef<*>) handle.check(value)
        return value
    }

    /** The value of an input of the weave, or of a task of a weave around. */
    private fun valueElsewhere(handle: Task<*>): Any? {
        val given = if (handle is TaskRef<*>) graph.given(handle.name()) else null
        return if (given != null) given.value else run.enclosing!!.task.read(handle)
    }

    /** Whether the body may read [handle], and so whether weaves inside the body may. */
    internal fun mayRead(handle: Task<*>): Boolean {
        val input = findInput(handle)
        if (input != null) return input !is TakenInput
        val source = mapping()?.sourceTask()
        if (source != null && source === handle && mapping()?.upstream() == null) return true
        return run.enclosing?.task?.mayRead(handle) ?: false
    }

    private companion object {
        const val MOST_NAMES = 20
    }
}
