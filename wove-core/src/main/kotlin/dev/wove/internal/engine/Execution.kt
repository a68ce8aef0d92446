package dev.wove.internal.engine

import dev.wove.StallReport
import dev.wove.Task
import dev.wove.TaskKind
import dev.wove.WeaveCancelledException
import dev.wove.WeaveResult
import dev.wove.function.TaskAction
import dev.wove.internal.engine.body.CallerContextElement
import dev.wove.internal.engine.body.ClockElement
import dev.wove.internal.engine.body.CurrentFrame
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.FrameElement
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.body.frame
import dev.wove.internal.engine.body.within
import dev.wove.internal.engine.loop.CallerLoop
import dev.wove.internal.engine.loop.WeaveRun
import dev.wove.internal.engine.watch.Watching
import dev.wove.internal.graph.Ending
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.plan.RealPlan
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.startCoroutine

/**
 * One run of a weave, as the faces see it: to be started in one of three ways, and read when it has completed.
 *
 * The way of one task: `WeaveRun.start` finds what is ready, `drive` takes it; `BodyPlace.start` calls its body, by way of
 * `Runner` if its policy has more to say; `TaskEnds.conclude` makes a state of what the body ended with, and `release`
 * publishes that and finds what is ready now. Items go through `MapRun`, `ItemSlot` and `ItemResults` to one such end. A
 * failure goes from `WeaveRun.failed` to `FailureLog` and, through the Job of the run (`RunJob`), to all bodies; what is
 * thrown to the caller, `FailureLog.settled` makes. When nothing runs any more, `RunJob` resumes the caller.
 */
public class Execution<R> private constructor(
    run: WeaveRun,
) {
    /** The run, and where somebody may keep this when that has ended, an [EndedRun]. */
    @Volatile
    private var state: Any = run

    /** The run, for who starts it, or knows that it has not ended. */
    private val run: WeaveRun get() = state as WeaveRun

    /** What is left of the run; null if it may run still. */
    private val ended: EndedRun? get() = state as? EndedRun

    /** The Job of the run. */
    public val job: Job get() = state.let { if (it is EndedRun) it.job else it as WeaveRun }

    /** The name of the weave. */
    public val name: String get() = state.let { if (it is EndedRun) it.name else (it as WeaveRun).graph.name() }

    /** Runs on the caller's coroutine, and returns or throws when nothing runs any more. */
    public suspend fun valueSuspending(): R {
        runHere()
        return valueOrThrow()
    }

    /** The same for the result. */
    public suspend fun resultSuspending(): WeaveResult<R> {
        runHere()
        return result()
    }

    // Inlined, so that a weave costs its caller one continuation.
    private suspend inline fun runHere() {
        val lease = run.enclosing?.lease
        lease?.lend()
        suspendCoroutineUninterceptedOrReturn { if (run.needsNewStack) startDispatched(it) else run.start(it) }
        lease?.takeBack()
    }

    private fun startDispatched(caller: Continuation<Unit>): Any {
        run.attach()
        run.dispatchOnce { if (run.start(caller) === Unit) caller.intercepted().resume(Unit) }
        return COROUTINE_SUSPENDED
    }

    /** Runs on the caller's thread and the pool. Returns when nothing runs any more. */
    public fun runBlocking() {
        val lease = run.enclosing?.lease
        lease?.lend()
        (run.dispatcher as CallerLoop).drive(run)
        lease?.takeBackBlocking()
    }

    /** Runs on other threads; [onEnd] is called when nothing runs any more. */
    public fun runElsewhere(onEnd: Runnable) {
        val run = run
        val ended =
            Runnable {
                onEnd.run()
                // Whoever keeps a handle is not to keep what bodies and the caller had.
                state = EndedRun(run)
            }
        val end =
            object : Continuation<Unit> {
                override val context: CoroutineContext get() = EmptyCoroutineContext

                // Where weaves nest deep, the end of one is the end of the next, and so on.
                override fun resumeWith(result: Result<Unit>) =
                    if (run.needsNewStack) run.dispatchOnce(ended) else ended.run()
            }
        run.attach()
        val start = Runnable { if (run.start(end) === Unit) ended.run() }
        if (run.spreads) run.dispatchOnce(start) else start.run()
    }

    /** The same for a merge: the calling body lends its slots from now until then, and may go on in [onEnd]. */
    public fun runElsewhereLending(onEnd: Runnable) {
        val frame = run.enclosing!!
        val inBody = Runnable { frame.task.run.within(frame) { onEnd.run() } }
        val lease = frame.lease ?: return runElsewhere(inBody)
        lease.lend()
        val takeBack: suspend () -> Unit = { lease.takeBack() }
        runElsewhere { takeBack.startCoroutine(Continuation(EmptyCoroutineContext) { inBody.run() }) }
    }

    /** Has coroutines carry what the caller of this weave did. */
    public val carried: CoroutineContext.Element get() = CallerContextElement(callerContext)

    /** Calls [action] with this thread carrying what that of the caller did. */
    public fun callCarrying(action: TaskAction): Unit = callerContext.call(action)

    private val callerContext get() = state.let { if (it is EndedRun) it.carried else (it as WeaveRun).carried }

    public fun cancel(message: String, cause: Throwable?) {
        (state as? WeaveRun)?.endBy(RunEnd.Kind.CANCELLED, WeaveCancelledException(message, cause))
    }

    /** What the weave throws, or null if it succeeded. Once it has completed. */
    public fun failure(): Throwable? =
        state.let { if (it is EndedRun) it.thrown else (it as WeaveRun).failures.settled() }

    @Suppress("UNCHECKED_CAST")
    public fun valueOrThrow(): R {
        failure()?.let { throw it }
        return state.let { if (it is EndedRun) it.value else (it as WeaveRun).value() } as R
    }

    /** The result; throws what is not a failure of a task: a cancellation, and errors of the JVM. */
    public fun result(): WeaveResult<R> {
        val thrown = failure()
        val end = state.let { if (it is EndedRun) it.endedBy else (it as WeaveRun).end?.kind }
        if (thrown is VirtualMachineError || end == RunEnd.Kind.CANCELLED) throw thrown!!
        return resultAnyhow()
    }

    /** Who waits for whom in it now. */
    public fun stallReport(): StallReport =
        state.let { if (it is EndedRun) it.stallReport() else (it as WeaveRun).report() }

    /** The result, whatever became of the weave. */
    @Suppress("UNCHECKED_CAST")
    public fun resultAnyhow(): WeaveResult<R> =
        state.let { if (it is EndedRun) it.result!! else (it as WeaveRun).result() } as WeaveResult<R>

    /** The names of the tasks that run now, or the first of them. */
    public fun running(): List<String> = (state as? WeaveRun)?.stragglers?.running().orEmpty().map { it.name() }

    // Single tasks of a live run

    public fun task(handle: Task<*>): TaskNode<*> =
        state.let { if (it is EndedRun) it.result!!.find(handle) else (it as WeaveRun).nodeOf(handle) }
            ?: throw NoSuchElementException("Task '${handle.name()}' is not of weave '$name'")

    public fun task(name: String): TaskNode<*> {
        val run = state as? WeaveRun ?: return ended!!.result!!.task(name)
        return run.graph.find(name)?.let { run.nodeOf(it) } ?: throw run.graph.unknown(name)
    }

    /** Calls [onEnd] with the value or the failure of [task] once it has ended. */
    public fun whenEnded(task: TaskNode<*>, onEnd: (value: Any?, failure: Throwable?) -> Unit) {
        fun tell() {
            val state = task.state()!!
            if (state is Ending) onEnd(null, state.cause) else onEnd(task.valueOf(state), null)
        }
        while (!task.hasEnded()) {
            val first = task.waiters()
            val waiter =
                object : TaskNode.Waiter(first) {
                    override fun ended() = tell()
                }
            if (task.addWaiter(first, waiter)) return
        }
        tell()
    }

    /** Cancels one task unless it has ended; what depends on it is skipped. */
    public fun cancelTask(task: TaskNode<*>, through: String, cause: Throwable?) {
        val run = state as? WeaveRun
        if (run == null || task.hasEnded()) return
        val message = "Task '${task.name()}' in ${run.graph.title()} was cancelled through its $through"
        run.cancel(task as EngineTask<*>, WeaveCancelledException(message, cause))
    }

    public companion object {
        /** A run of [graph] that is to be started by a coroutine with [context]. */
        public fun <R> inContext(
            graph: Graph,
            returned: TaskNode<*>,
            context: CoroutineContext,
            live: Boolean = false,
        ): Execution<R> {
            substituted<R>(graph, returned, context, live)?.let { return it }
            val frame = context.frame
            return Execution(
                WeaveRun(
                    graph,
                    graph.nodesToRunOnce(),
                    returned as EngineTask<*>,
                    base(context),
                    frame,
                    live,
                    Watching,
                ),
            )
        }

        public fun <R> ofPlan(plan: RealPlan<R>, context: CoroutineContext): Execution<R> {
            substituted<R>(plan.graph, plan.returned, context, live = false)?.let { return it }
            val nodes = plan.graph.nodesToRunAgain()
            val returned = nodes[plan.returned.index] as EngineTask<*>
            return Execution(WeaveRun(plan.graph, nodes, returned, base(context), context.frame, false, Watching))
        }

        /** The run of a merge of [task], in [graph] from [Merges.graph], called by the body that [context] is of. */
        public fun <R> ofMerge(graph: Graph, task: EngineTask<*>, context: CoroutineContext): Execution<R> {
            val returned = graph.seal(task) as EngineTask<*>
            val nodes = graph.nodesToRunOnce()
            return Execution(
                WeaveRun(graph, nodes, returned, base(context), context.frame, live = false, Watching, merged = true),
            )
        }

        /** The run as a test has changed it, or null if none has. */
        private fun <R> substituted(
            graph: Graph,
            returned: TaskNode<*>,
            context: CoroutineContext,
            live: Boolean,
        ): Execution<R>? {
            val substitution = Substituter.installed?.substitution(graph, returned, context) ?: return null
            val nodes = substitution.nodes?.all() ?: graph.nodesToRunAgain()
            val task = nodes[returned.index] as EngineTask<*>
            val run = WeaveRun(graph, nodes, task, base(context) + substitution.mark, context.frame, live, Watching)
            substitution.skipUnneeded(run)
            return Execution(run)
        }

        /** The context for a weave that the current thread waits for. */
        public fun blockingContext(weave: String): CoroutineContext =
            blockingContext(weave, "weaveBlocking { ... } or Wove.weave(...)", "weave { ... }")

        /** The same, where the caller wants to know what became of each task. */
        public fun blockingResultContext(weave: String): CoroutineContext =
            blockingContext(weave, "weaveResultBlocking { ... } or Wove.weaveResult(...)", "weaveResult { ... }")

        private fun blockingContext(weave: String, wrong: String, right: String): CoroutineContext {
            refuseBlocking("A blocking weave ('$weave') was called", wrong, right)
            return contextHere(CurrentFrame.get()) + CallerLoop()
        }

        /** The context for a merge that the body on the current thread waits for. */
        public fun blockingMergeContext(): CoroutineContext = Merges.blockingFrame() + CallerLoop()

        /** The context for a weave that nobody's thread waits for. */
        public fun elsewhereContext(): CoroutineContext {
            val here = contextHere(CurrentFrame.get())
            return here + (here[ClockElement]?.dispatcher ?: Dispatchers.Default)
        }

        /** The context for a weave that belongs to nobody: neither to a coroutine nor to a task. */
        public fun backgroundContext(): CoroutineContext {
            val clock = CurrentFrame.get()?.base?.get(ClockElement) ?: ClockElement.onThisThread()
            return clock?.let { it + it.dispatcher } ?: Dispatchers.Default
        }

        private fun contextHere(frame: Frame?): CoroutineContext {
            if (frame == null) return ClockElement.onThisThread() ?: EmptyCoroutineContext
            // Not inside the run of a scope, whose end does not interrupt the block.
            return frame.task.outside?.let { it + frame.element } ?: frame
        }

        /** What bodies that may read their inputs see of the weave around them. */
        public fun enclosing(context: CoroutineContext): Graph.Enclosing? =
            context.frame?.let { EnclosingBody(it.task) }

        public fun enclosingHere(): Graph.Enclosing? = CurrentFrame.get()?.let { EnclosingBody(it.task) }

        internal fun base(context: CoroutineContext): CoroutineContext {
            return if (context is Frame) context.base else context.minusKey(FrameElement).minusKey(CoroutineName)
        }

        /** Throws if this thread runs suspending code of a weave, and so must not block. */
        internal fun refuseBlocking(what: String, wrong: String, right: String) {
            val task = CurrentFrame.get()?.task ?: return
            if (task.kind != TaskKind.SUSPENDING) return
            val where =
                if (task.isBlock) {
                    "the block of scope '${task.graph.name()}'"
                } else {
                    "the suspending body of task '${task.name()}' in ${task.graph.title()}"
                }
            val width = maxOf(wrong.length, right.length)
            throw IllegalStateException(
                "$what inside $where; this can deadlock the dispatcher.\n" +
                    "  Instead of   ${wrong.padEnd(width)}   // blocks the thread\n" +
                    "  use          ${right.padEnd(width)}   // suspends",
            )
        }
    }
}
