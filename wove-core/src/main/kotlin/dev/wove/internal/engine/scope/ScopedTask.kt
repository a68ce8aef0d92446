package dev.wove.internal.engine.scope

import dev.wove.Argument
import dev.wove.DelayedResult
import dev.wove.TaskFailedException
import dev.wove.TaskInput
import dev.wove.WeaveCancelledException
import dev.wove.internal.engine.Execution
import dev.wove.internal.engine.body.CurrentFrame
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.forFuture
import dev.wove.internal.engine.body.frame
import dev.wove.internal.engine.loop.Awaitable
import dev.wove.internal.engine.loop.CountedFailure
import dev.wove.internal.engine.loop.EndWaiter
import dev.wove.internal.engine.loop.Resumption
import dev.wove.internal.engine.loop.WeaveRun
import dev.wove.internal.engine.loop.awaitAround
import dev.wove.internal.engine.loop.noteDiscovered
import dev.wove.internal.engine.loop.weaveRun
import dev.wove.internal.graph.Ending
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.TakenInput
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import kotlin.coroutines.Continuation
import kotlin.coroutines.coroutineContext

/**
 * One call of a function, as a task. In a run that grows, edges are waiters of the tasks that it waits for: those may be
 * running, or may have ended.
 */
public class ScopedTask<T> internal constructor(
    graph: Graph,
    index: Int,
    function: RealFunction<*>,
    private var arguments: Array<Argument<*>>,
) : EngineTask<T>(graph, index, function.kind),
    DelayedResult<T>,
    CountedFailure,
    Awaitable {
    /** Null once the task has ended. */
    private var function: RealFunction<*>? = function

    /** 1 once it has been queued, because its inputs have ended or it is to be skipped. */
    @Volatile
    @JvmField
    internal var queued = 0

    /** What it waits for that is of a scope around; null if nothing, and once it is queued. */
    private var ofOutside: List<ScopedTask<*>>? = null

    override var isOnlyCounted: Boolean = false

    private val growing get() = run as GrowingRun
    private val growth get() = growing.growth

    override val body: Any get() = function?.body ?: this

    override fun copy(): ScopedTask<T> = ScopedTask(graph, index, function!!, arguments)

    private fun values() = Array(arguments.size) { RealArgument.valueOf(arguments[it]) }

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? =
        function!!.startSuspending(values(), completion)

    override fun callBlocking(item: Any?): Any? = function!!.callBlocking(values())

    override fun callStage(item: Any?): CompletionStage<*> = function!!.callStage(values())

    // The start

    internal fun argumentInputs(): Array<TaskInput> {
        val all = ArrayList<TaskInput>(arguments.size)
        for (argument in arguments) RealArgument.addInputsOf(argument, all)
        return all.toTypedArray()
    }

    internal fun waitsFor(): List<ScopedTask<*>> =
        (inputs().asList() + declaration?.after.orEmpty()).map { TakenInput.taskOf(it) as ScopedTask<*> }

    /** Takes note of the [targets] of scopes around, or throws if one of those waits for the end of this task. */
    internal fun enterOutside(targets: List<ScopedTask<*>>) {
        if (targets.all { it.run === run }) return
        val unended = targets.filter { it.run !== run && !it.hasEnded() }
        if (unended.isEmpty()) return
        weaveRun.root.waits.enter(this, unended)
        ofOutside = unended
    }

    internal fun leaveOutside() {
        ofOutside?.forEach { weaveRun.root.waits.leave(this, it) }
        ofOutside = null
    }

    /** Has this task queued when all that it waits for has ended. */
    internal fun connect(targets: List<ScopedTask<*>>) {
        // One more, so that it is not ready before all are connected.
        expect(targets.size + 1)
        for (target in targets) {
            target.isTaken()
            if (!target.addDependent(this)) inputEnded()
        }
        if (inputEnded()) queueNow()
    }

    private fun addDependent(dependent: ScopedTask<*>) = addWaiter { Dependent(it, dependent, weaveRun) }

    /** False if this task has ended. */
    private fun addWaiter(make: (Waiter?) -> Waiter): Boolean {
        while (!hasEnded()) {
            val first = waiters()
            if (addWaiter(first, make(stillWaiting(first)))) return true
        }
        return false
    }

    private class Dependent(
        next: Waiter?,
        private val task: ScopedTask<*>,
        private val endsIn: WeaveRun,
    ) : Waiter(next) {
        override fun ended() {
            if (task.inputEnded()) task.queue(endsIn)
        }
    }

    /** Queues the task unless it has been; [from] is the run whose loop, if any, calls this and goes on to its queue. */
    private fun queue(from: WeaveRun?) {
        if (!QUEUED.compareAndSet(this, 0, 1)) return
        leaveOutside()
        growing.queue(this, wake = from !== run)
    }

    /** Queues the task, whose inputs have ended or do not matter any more, as it will be skipped. */
    internal fun queueNow() = queue(null)

    // The end

    /** Lets go of the body, which has ended, and of what that does not need any more. */
    internal fun forget() {
        function = null
        arguments = NO_ARGUMENTS
        forgetElement()
        forgetInputs()
    }

    /** Whoever has taken the result looks after it. */
    internal fun isTaken() {
        growth.taken(this)
    }

    /** Somebody was given [failure], with which this task ended. */
    internal fun isObserved(failure: Throwable) {
        var around: WeaveRun? = weaveRun
        while (around != null) {
            around.failures.observed(failure, this)
            around = around.enclosing?.task?.weaveRun
        }
    }

    /** The value for, or the failure thrown to, whoever runs in [frame]. */
    private fun givenTo(frame: Frame?): T {
        val state = state()!!
        if (state !is Ending) return valueOf(state)
        isObserved(state.cause)
        if (frame == null || frame is ScopeBlock) growth.thrownToBlock(state.cause)
        if (frame is ScopeBlock) frame.growing.growth.thrownToBlock(state.cause)
        throw state.cause
    }

    // DelayedResult

    override fun isDone(): Boolean = hasEnded()

    override fun value(): T {
        val state = state()
        if (state is Ending) {
            val how = state.kind.name.lowercase()
            throw IllegalStateException(
                "${who()} has no value: it was $how.".replace("was failed", "has failed"),
                state.cause,
            )
        }
        check(state != null && state !is Waiter) {
            "${who()} has no value yet.\n  Wait for it with await(), or with join() where a thread may block."
        }
        return valueOf(state)
    }

    private fun who() = "Task '${name()}' in scope '${graph.name()}'"

    override fun join(): T {
        isTaken()
        Execution.refuseBlocking("${name()}.join() was called", "${name()}.join()", "${name()}.await()")
        val frame = CurrentFrame.get()
        if (!hasEnded()) awaitBlocking(this, frame)
        (ending()?.cause as? CancellationException)?.let { throw if (isStopped(frame)) it else wasCancelled(it) }
        return givenTo(frame)
    }

    /** Whether what runs in [frame] is to stop, too. */
    private fun isStopped(frame: Frame?) = frame != null && (frame.task.run.end ?: frame.task.cancelledBy) != null

    private fun wasCancelled(cause: CancellationException) =
        TaskFailedException("${who()} was cancelled, so it has no value to wait for.", cause)

    /** Waits for the end without a thread, and returns the value or throws the failure. */
    public override suspend fun awaitHere(): T {
        isTaken()
        val frame = coroutineContext.frame
        if (!hasEnded()) {
            if (frame == null) {
                suspendCancellableCoroutine<Unit> { continuation ->
                    val wake = Resumption(continuation)
                    if (!whenEnded(wake)) wake.run()
                }
            } else {
                checkAround(frame.task, this)
                noteDiscovered(frame.task, this)
                awaitAround(frame.task, this)
            }
        }
        val cause = ending()?.cause
        if (cause is CancellationException) {
            coroutineContext.ensureActive()
            throw wasCancelled(cause)
        }
        return givenTo(frame)
    }

    /** Calls [action] when this task ends; false if it has. */
    internal fun whenEnded(action: Runnable): Boolean = addWaiter { EndWaiter(it, action) }

    override fun cancel(): Unit = cancel("handle", null)

    private fun cancel(through: String, cause: Throwable?) {
        if (!hasEnded()) run.cancel(this, WeaveCancelledException("${who()} was cancelled through its $through", cause))
    }

    override fun toCompletableFuture(): CompletableFuture<T> {
        val future = CompletableFuture<T>()
        // Whoever has completed it before the call has no use for the call.
        future.whenComplete { _, failure -> cancel("future", failure) }
        passOn({ future.complete(it) }, { future.completeExceptionally(forFuture(it)) })
        return future
    }

    public fun asDeferred(): Deferred<T> {
        val deferred = CompletableDeferred<T>()
        deferred.invokeOnCompletion { cancel("Deferred", it) }
        passOn({ deferred.complete(it) }, { deferred.completeExceptionally(it) })
        return deferred
    }

    private fun passOn(value: (T) -> Unit, failure: (Throwable) -> Unit) {
        isTaken()
        val pass =
            Runnable {
                val state = state()!!
                if (state is Ending) {
                    isObserved(state.cause)
                    failure(state.cause)
                } else {
                    value(valueOf(state))
                }
            }
        if (!whenEnded(pass)) pass.run()
    }

    private companion object {
        val NO_ARGUMENTS = arrayOf<Argument<*>>()
        val QUEUED = AtomicIntegerFieldUpdater.newUpdater(ScopedTask::class.java, "queued")!!
    }
}
