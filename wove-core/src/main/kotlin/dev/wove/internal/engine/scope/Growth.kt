package dev.wove.internal.engine.scope

import dev.wove.Exit
import dev.wove.NotAwaitedException
import dev.wove.TaskKind
import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.graph.Graph
import dev.wove.internal.run.CallSite
import dev.wove.internal.run.CallerContext
import java.lang.ref.WeakReference
import java.util.concurrent.CompletionStage
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext

/**
 * What a run has besides if tasks are added to it while it runs. It keeps only those that have not ended, so that a scope
 * may live as long as the program.
 */
internal class Growth(
    val exit: Exit,
    val block: ScopeBlock,
) {
    private val count = AtomicInteger()
    val live: MutableSet<ScopedTask<*>> = ConcurrentHashMap.newKeySet()

    /** Whether the block has returned. From then on only tasks may start tasks. */
    @Volatile
    var closing = false

    /** What was thrown to the block, and so is not to be thrown at its end once more. Guarded by itself. */
    private val seen = ArrayList<WeakReference<Throwable>>()

    /** The calls whose results nobody has taken yet; null if nobody has to. */
    private val notAwaited =
        ConcurrentHashMap<ScopedTask<*>, NotAwaitedException.Call>().takeIf { exit == Exit.REQUIRE_AWAITED }

    /** How many tasks have been started. */
    val size: Int get() = count.get()

    fun nextIndex(): Int = count.getAndIncrement()

    fun started(task: ScopedTask<*>) {
        live.add(task)
        notAwaited?.put(task, CallSite.of(task.name()))
    }

    fun ended(task: ScopedTask<*>) {
        live.remove(task)
        task.forget()
    }

    fun taken(task: ScopedTask<*>) {
        notAwaited?.remove(task)
    }

    fun thrownToBlock(failure: Throwable) {
        synchronized(seen) {
            seen.removeIf { it.get().let { known -> known == null || known === failure } }
            seen.add(WeakReference(failure))
        }
    }

    fun wasThrownToBlock(failure: Throwable): Boolean = synchronized(seen) { seen.any { it.get() === failure } }

    fun allAwaited(): Boolean = notAwaited.isNullOrEmpty()

    /** Says which results nobody has taken; null if there are none, or that does not matter. */
    fun notAwaited(scope: String): NotAwaitedException? {
        if (notAwaited == null || notAwaited.isEmpty()) return null
        val calls = notAwaited.entries.sortedBy { it.key.index }.map { it.value }
        val what = if (calls.size == 1) "The result of a call" else "The results of ${calls.size} calls"
        val were = if (calls.size == 1) "was" else "were"
        return NotAwaitedException(
            "$what in scope '$scope' $were never awaited:\n" +
                calls.joinToString("\n") { "  $it" } +
                "\n  Await each of them or pass it to another call, or give the scope another exit than REQUIRE_AWAITED.",
            calls,
        )
    }
}

/**
 * Stands for the block of a scope wherever the task is asked for in which something runs. It is never run or ended: the
 * block is code of the caller.
 */
internal class ScopeBlock(
    graph: Graph,
    kind: TaskKind,
    /** The context that the block runs in. */
    override val outside: CoroutineContext,
) : EngineTask<Any?>(graph, -1, kind) {
    val growing: GrowingRun get() = run as GrowingRun

    /** The scope, if its block is the code between two calls on a thread. */
    var openedBy: ScopeExecution? = null

    init {
        nameIfUnnamed("block")
    }

    override val body: Any get() = this

    /** The block goes on with its thread as its caller left it. */
    override val carried: CallerContext? get() = null

    override fun copy(): ScopeBlock = neverRun()

    override fun startSuspending(item: Any?, completion: Continuation<Any?>): Any? = neverRun()

    override fun callBlocking(item: Any?): Any? = neverRun()

    override fun callStage(item: Any?): CompletionStage<*> = neverRun()

    private fun neverRun(): Nothing = throw AssertionError("not a task: $this")
}
