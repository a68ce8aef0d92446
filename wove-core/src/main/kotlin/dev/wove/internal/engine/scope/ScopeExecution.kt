package dev.wove.internal.engine.scope

import dev.wove.Argument
import dev.wove.DelayedResult
import dev.wove.Exit
import dev.wove.Policy
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.WeaveCancelledException
import dev.wove.WeaveOptions
import dev.wove.internal.engine.Execution
import dev.wove.internal.engine.body.CurrentFrame
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.engine.body.Frame
import dev.wove.internal.engine.body.RunEnd
import dev.wove.internal.engine.body.failureOf
import dev.wove.internal.engine.body.frame
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.NotNull
import dev.wove.internal.run.FailureNotes
import kotlinx.coroutines.Job
import kotlinx.coroutines.withContext
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/** One scope, as the faces see it: opened, calls are started in it, and it is closed. */
public class ScopeExecution private constructor(
    private val run: GrowingRun,
) {
    private val growth = run.growth

    /** Starts a call as soon as its arguments are there and [after] has succeeded. */
    public fun <R> start(
        function: RealFunction<R>,
        arguments: Array<Argument<*>>,
        name: String?,
        after: List<DelayedResult<*>>,
        policy: Policy?,
    ): DelayedResult<R> {
        // Java can pass null.
        val missing = (arguments as Array<*>).indexOf(null)
        if (missing >= 0) {
            val what = "Argument no. ${missing + 1} of a call in scope '${run.graph.name()}'"
            throw NotNull.missing(what, "Pass given(null) to give the function a null.")
        }
        if (name != null && name.isBlank()) {
            throw NotNull.blank("The name of a call in ${run.graph.title()}", "Give it one, or leave it out.")
        }
        val index = growth.nextIndex()
        val task = ScopedTask<R>(run.graph, index, function, arguments)
        task.run = run
        val order: Array<TaskInput> = if (after.isEmpty()) NOTHING else after.toTypedArray()
        val label = name ?: function.givenName?.let { "$it-${index + 1}" }
        run.graph.prepare(task, label, task.argumentInputs(), order, policy ?: Policy.none())
        val waitsFor = task.waitsFor()
        for (target in waitsFor) checkAround(task, target)
        task.enterOutside(waitsFor)
        try {
            run.add(task, waitsFor)
        } catch (e: Throwable) {
            task.leaveOutside()
            throw e
        }
        return task
    }

    /** Runs [block] in the caller's coroutine, and returns or throws when nothing of the scope runs any more. */
    public suspend fun <R> use(block: suspend () -> R): R {
        run.open()
        var end: Result<R>? = null
        try {
            withContext(growth.block.element) { end = runCatching { block() } }
        } catch (e: Throwable) {
            if (end == null) end = Result.failure(e)
        }
        val before = run.end
        val thrown = end!!.exceptionOrNull()?.let { ofBlock(it, coroutineContext) }
        blockHasReturned()
        val lease = growth.block.lease
        lease?.lend()
        suspendCoroutineUninterceptedOrReturn { run.close(it) }
        lease?.takeBack()
        firstOf(failures(thrown, before))?.let { throw it }
        return end!!.getOrThrow()
    }

    // On a thread; from Java the block is the code between two calls

    private val thread = Thread.currentThread()
    private var around: Frame? = null
    private var closed = false

    /** Opens the scope on this thread, which is in its block until [close]. */
    public fun open() {
        run.open()
        growth.block.openedBy = this
        around = CurrentFrame.replace(growth.block)
    }

    /** Blocks until nothing of the scope runs any more, and throws what nobody has been told yet. */
    public fun close() {
        if (closed) return
        check(Thread.currentThread() === thread) {
            "Scope '${run.graph.name()}' was closed by another thread than the one that has opened it.\n" +
                "  Open it by   try (var scope = Wove.taskScope()) { ... }"
        }
        leave { untold() }?.let { throw it }
    }

    /** Runs [block] on this thread, and returns or throws when nothing of the scope runs any more. */
    public fun <R> useBlocking(block: () -> R): R {
        open()
        val end = runCatching(block)
        val before = run.end
        val thrown = end.exceptionOrNull()?.let { ofBlock(it, EmptyCoroutineContext) }
        leave { failures(thrown, before) }?.let { throw it }
        return end.getOrThrow()
    }

    private inline fun leave(failures: () -> List<Throwable>): Throwable? {
        closed = true
        val inside = openInside()
        val ofThose = inside.flatMap { it.closeEarly() }
        CurrentFrame.replace(around)
        end()
        val outOfOrder = if (inside.isEmpty()) null else wrongOrder(inside.map { it.run.graph.name() })
        return firstOf(listOfNotNull(outOfOrder) + ofThose + failures())
    }

    /** Waits until nothing of the scope runs any more. */
    private fun end() {
        blockHasReturned()
        val lease = growth.block.lease
        lease?.lend()
        val blocked = BlockedThread(run.clock)
        val end =
            object : Continuation<Unit> {
                override val context: CoroutineContext get() = EmptyCoroutineContext

                override fun resumeWith(result: Result<Unit>) = blocked.run()
            }
        if (run.close(end) !== Unit) blocked.awaitWhatever { run.endBy(RunEnd.Kind.CANCELLED, interrupted(it)) }
        lease?.takeBackBlocking()
    }

    /** What nobody has been told yet. If the block has thrown it, Java would try to suppress it in itself. */
    private fun untold() = failures(null, null).filterNot { growth.wasThrownToBlock(it) }

    /** The scopes that this thread has opened since and not closed, the last one first. */
    private fun openInside(): List<ScopeExecution> {
        val inside = generateSequence(innermost()) { it.around.scope() }
        return if (this in inside) inside.takeWhile { it !== this }.toList() else emptyList()
    }

    private fun innermost() = CurrentFrame.get().scope()

    private fun Frame?.scope() = (this as? ScopeBlock)?.openedBy

    private fun closeEarly(): List<Throwable> {
        closed = true
        run.endBy(
            RunEnd.Kind.CLOSED,
            WeaveCancelledException("The scope around '${run.graph.name()}' was closed", null),
        )
        end()
        return untold()
    }

    private fun wrongOrder(names: List<String>): IllegalStateException {
        val were = if (names.size == 1) "was still open. That was" else "were still open. Those were"
        return IllegalStateException(
            "Scope '${run.graph.name()}' was closed while ${names.joinToString { "'$it'" }}, opened inside it, $were " +
                "cancelled and closed first.\n  Close scopes in the opposite order of their opening: open each by   " +
                "try (var scope = Wove.taskScope()) { ... }",
        )
    }

    private fun interrupted(e: InterruptedException) =
        WeaveCancelledException("Scope '${run.graph.name()}' was cancelled: its thread was interrupted", e)

    // The end

    private fun blockHasReturned() {
        growth.closing = true
        if (growth.exit == Exit.CANCEL || !growth.allAwaited()) {
            run.endBy(RunEnd.Kind.CLOSED, WeaveCancelledException("Scope '${run.graph.name()}' was left", null))
        }
    }

    /** As a failure: a cancellation that nobody asked for would end the caller silently. */
    private fun ofBlock(thrown: Throwable, context: CoroutineContext): Throwable =
        if (context[Job]?.isActive == false || run.end?.let(::stopsCaller) == true) {
            thrown
        } else {
            failureOf("The block of scope '${run.graph.name()}'", thrown)
        }

    /** What there is to throw, what came first first; [before] is how the run had ended when the block did. */
    private fun failures(thrownByBlock: Throwable?, before: RunEnd?): List<Throwable> {
        val left = run.failures.unobserved { growth.wasThrownToBlock(it) }
        val stop = run.end?.takeIf { stopsCaller(it) }?.cause
        val notAwaited = if (stop == null && thrownByBlock == null) growth.notAwaited(run.graph.name()) else null
        val ofBlock = thrownByBlock?.takeIf { stop == null || !FailureNotes.isStop(it) }
        val first = before?.cause.takeIf { cause -> before?.kind == RunEnd.Kind.FAILURE && left.any { it === cause } }
        return listOfNotNull(stop, first, ofBlock) + left.filter { it !== first } + listOfNotNull(notAwaited)
    }

    /** The first of [failures], with the rest suppressed in it. */
    private fun firstOf(failures: List<Throwable>): Throwable? =
        failures.firstOrNull()?.also { run.failures.attachOthers(it, failures, run.failures.uncounted) }

    private fun stopsCaller(end: RunEnd) = when (end.kind) {
        RunEnd.Kind.CLOSED -> false
        RunEnd.Kind.CANCELLED, RunEnd.Kind.TIMEOUT -> true
        RunEnd.Kind.FAILURE -> run.failures.all().none { it.cause() === end.cause }
    }

    public companion object {
        private val NOTHING = arrayOf<TaskInput>()

        /** A scope whose block is a coroutine with [context]. */
        public fun inContext(
            name: String?,
            options: WeaveOptions,
            exit: Exit,
            context: CoroutineContext,
        ): ScopeExecution = of(name, options, exit, context, TaskKind.SUSPENDING)

        /** A scope whose block is the code that follows on this thread. */
        public fun onThisThread(name: String?, options: WeaveOptions, exit: Exit): ScopeExecution {
            Execution.refuseBlocking(
                "A blocking scope was opened",
                "taskScopeBlocking { ... } or Wove.taskScope(...)",
                "taskScope { ... }",
            )
            return of(name, options, exit, Execution.elsewhereContext(), TaskKind.BLOCKING)
        }

        private fun of(
            name: String?,
            options: WeaveOptions,
            exit: Exit,
            context: CoroutineContext,
            kind: TaskKind,
        ): ScopeExecution {
            val graph = Graph.ofScope(name, options, context.frame?.task?.graph)
            val block = ScopeBlock(graph, kind, context)
            val run = GrowingRun(graph, block, Execution.base(context), context.frame, exit)
            block.run = run
            block.lease = run.enclosing?.lease
            return ScopeExecution(run)
        }
    }
}

/** Bodies may only wait for what runs around them: for nothing else can it be told whether it waits for them. */
internal fun checkAround(reader: EngineTask<*>, target: ScopedTask<*>) {
    if (target.hasEnded() || generateSequence(reader) { it.run.enclosing?.task }.any { it.run === target.run }) return
    throw IllegalStateException(
        "Task '${reader.name()}' in ${reader.graph.title()} waits for '${target.name()}', which is a task of scope " +
            "'${target.graph.name()}', and that is not around it.\n  Pass its value in instead.",
    )
}
