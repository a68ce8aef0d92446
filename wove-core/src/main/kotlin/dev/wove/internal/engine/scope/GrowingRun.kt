package dev.wove.internal.engine.scope

import dev.wove.Exit
import dev.wove.Task
import dev.wove.internal.engine.body.CurrentFrame
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.loop.WeaveRun
import dev.wove.internal.engine.loop.choosePlace
import dev.wove.internal.engine.watch.Watching
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.NodeList
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext

/** The run of a scope, to which tasks are added while it runs. */
internal class GrowingRun(
    graph: Graph,
    block: ScopeBlock,
    parent: CoroutineContext,
    enclosing: Frame?,
    exit: Exit,
) : WeaveRun(graph, NodeList(), block, parent, enclosing, live = false, Watching, grows = true) {
    val growth = Growth(exit, block)

    /** Starts the run without tasks, to which some will be added. */
    fun open() {
        startedAt = clock.nanoTime()
        begin()
    }

    /** No more tasks come from outside: Unit if the run has completed, else COROUTINE_SUSPENDED, as [start]. */
    fun close(continuation: Continuation<Unit>): Any {
        ended(1)
        return completedOr(continuation)
    }

    /** Adds a task, which starts as soon as [waitsFor] have ended. Fails if the scope is closed. */
    fun add(task: ScopedTask<*>, waitsFor: List<ScopedTask<*>>) {
        if (graph.choosesPlaces()) choosePlace(task)
        check(count { !growth.closing || isInside() }) {
            "Scope '${graph.name()}' was used after it was closed: start of '${task.name()}'.\n" +
                "  Start it inside the scope's block, or on the thread or in the coroutine of a task of the " +
                "scope that still runs."
        }
        // What fails around this run leaves no gap in it.
        if (waitsFor.any { it.run !== this }) gaps = true
        growth.started(task)
        if (teller != null) task.record().declaredAt = clock.nanoTime()
        task.connect(waitsFor)
        // Whoever has ended the run may not have seen the task.
        if (end != null) task.queueNow()
    }

    /** Queues a task that was added; has the queue looked at unless the caller is a loop that will. */
    fun queue(task: ScopedTask<*>, wake: Boolean) {
        ready.add(task)
        if (!wake) return
        if (spreads || needsDispatch()) ready.handOn() else drive(null, 0)
    }

    /** Whether this thread runs a body of this run or of one inside it. */
    private fun isInside() = generateSequence(CurrentFrame.get()?.task) { it.run.enclosing?.task }
        .any { it.run === this && it !is ScopeBlock }

    override fun stopBodies() {
        super.stopBodies()
        growth.live.forEach { it.queueNow() }
    }

    override fun cancel(node: EngineTask<*>, cause: Throwable) {
        super.cancel(node, cause)
        (node as ScopedTask<*>).queueNow()
    }

    override fun taskEnded(node: EngineTask<*>) = growth.ended(node as ScopedTask<*>)

    override fun thrown(): Throwable? {
        val stopped = end?.takeIf { it.kind != RunEnd.Kind.CLOSED }?.cause
        return stopped ?: failures.unobserved { growth.wasThrownToBlock(it) }.firstOrNull()
    }

    // Lookups

    override fun tasks(): Sequence<EngineTask<*>> = growth.live.asSequence()

    override val size: Int get() = growth.size

    override val openBlock: EngineTask<*>? get() = growth.block.takeIf { !growth.closing }

    override val idles: Boolean get() = growth.live.isEmpty()

    override fun nodeOf(handle: Task<*>): EngineTask<*>? = (handle as? ScopedTask<*>)?.takeIf { it.run === this }

    override fun nodeOfInput(input: Task<*>): EngineTask<*> = input as ScopedTask<*>

    override fun inputsOf(node: EngineTask<*>): List<EngineTask<*>> = (node as ScopedTask<*>).waitsFor()
}
