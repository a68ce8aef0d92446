package dev.wove.test.internal

import dev.wove.internal.clock.SystemClock
import dev.wove.internal.engine.Execution
import dev.wove.internal.engine.Substituter
import dev.wove.internal.engine.Substitution
import dev.wove.internal.engine.body.clockOf
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.TaskNode
import dev.wove.test.Replacements
import dev.wove.test.TestBlock
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.coroutines.CoroutineContext

/**
 * The blocks that are open now, and which of them a weave that starts belongs to: the one that its context, or else its
 * thread, is marked with. Threads and scopes of the code under test may tell neither; then it is the one open block that
 * is about this weave. docs/adr/0007-replacing-tasks-in-tests.md says why.
 */
internal object OpenBlocks : Substituter {
    private val all = CopyOnWriteArrayList<ReplacingBlock>()
    private val onThread = ThreadLocal<ReplacingBlock?>()

    fun replaceOnThread(block: ReplacingBlock?): ReplacingBlock? {
        val before = onThread.get()
        if (block == null) onThread.remove() else onThread.set(block)
        return before
    }

    /** Opens a block inside the one that [context] or this thread is in. */
    fun open(weave: String, replacements: Replacements, context: CoroutineContext): ReplacingBlock {
        val block = ReplacingBlock(weave, replacements, marked(context)?.orAround(), clockOf(context).timeline())
        synchronized(this) {
            all += block
            Substituter.installed = this
        }
        return block
    }

    /** Runs [block] as a block of this thread. */
    @JvmStatic
    fun <T> runOnThread(weave: String, replacements: Replacements, block: TestBlock<T, *>): T {
        val open = open(weave, replacements, Execution.elsewhereContext())
        val before = replaceOnThread(open)
        return open.closing {
            try {
                block.run()
            } finally {
                replaceOnThread(before)
            }
        }
    }

    fun remove(block: ReplacingBlock) {
        synchronized(this) {
            all -= block
            if (all.isEmpty()) Substituter.installed = null
        }
    }

    private fun marked(context: CoroutineContext) = context[ReplacingBlock] ?: onThread.get()

    override fun substitution(graph: Graph, returned: TaskNode<*>, context: CoroutineContext): Substitution? {
        val marked = marked(context)
        val block = if (marked == null) theOneAbout(graph.name(), context) else marked.orAround()
        return block?.substitution(graph, returned)
    }

    private fun theOneAbout(weave: String, context: CoroutineContext): ReplacingBlock? {
        val timeline = clockOf(context).timeline()
        // What runs in another virtual time is of another test.
        val near = all.filter { timeline === SystemClock.INSTANCE || timeline === it.timeline }
        val about = near.filter { it.isAbout(weave) }
        val innermost = about.filter { block -> about.none { it !== block && it.isIn(block) } }
        if (innermost.isEmpty()) near.forEach { it.sawElsewhere(weave) }
        if (innermost.size > 1) throw ambiguous(weave, innermost)
        return innermost.singleOrNull()
    }

    private fun ambiguous(weave: String, blocks: List<ReplacingBlock>): Throwable {
        val problem = IllegalStateException(
            "Weave '$weave' was started on thread '${Thread.currentThread().name}', which does not tell to which of " +
                "the ${blocks.size} blocks about it that are open in different tests it belongs.\n" +
                "  Do not run these tests at the same time, or start the weave on a thread or in a scope of the test.",
        )
        blocks.forEach { it.hasProblem(problem) }
        return problem
    }
}
