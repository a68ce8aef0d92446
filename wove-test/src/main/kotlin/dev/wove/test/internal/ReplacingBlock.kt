package dev.wove.test.internal

import dev.wove.PlanException
import dev.wove.TaskInput
import dev.wove.internal.engine.Substitution
import dev.wove.internal.graph.Edges
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Substitute
import dev.wove.internal.graph.SubstitutedNodes
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.text.Names
import dev.wove.test.Replacements
import kotlinx.coroutines.ThreadContextElement
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CopyOnWriteArraySet
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/**
 * A block of a test in which tasks of one weave are replaced. It is an element of the context of what runs in it, and so
 * of the weaves that start in it and of their bodies; on threads it stands in [OpenBlocks.onThread].
 */
internal class ReplacingBlock(
    private val weave: String,
    replacements: Replacements,
    /** The block around this one. */
    val parent: ReplacingBlock?,
    /** The time that the block runs in. */
    val timeline: Any,
) : AbstractCoroutineContextElement(ReplacingBlock),
    ThreadContextElement<ReplacingBlock?> {
    private val standIns = replacements.byTask().mapValues { it.value as RealStandIn }

    /** The weaves that ran in this block, and those that ran meanwhile on threads that tell nothing. */
    private val ran = CopyOnWriteArraySet<String>()
    private val ranElsewhere = CopyOnWriteArraySet<String>()
    private val problems = ConcurrentLinkedQueue<Throwable>()

    @Volatile
    var isOpen = true
        private set

    private val around get() = generateSequence(this) { it.parent }

    /** This block, or the nearest around it that is open: bodies may outlast the block they were started in. */
    fun orAround(): ReplacingBlock? = around.firstOrNull { it.isOpen }

    fun isIn(other: ReplacingBlock) = around.any { it === other }

    /** Whether this block, or one around it, is about [weave]. */
    fun isAbout(weave: String) = around.any { it.weave == weave }

    fun hasProblem(problem: Throwable) {
        problems += problem
    }

    fun sawElsewhere(weave: String) {
        ranElsewhere += weave
    }

    // What is done to a weave

    fun substitution(graph: Graph, returned: TaskNode<*>): Substitution {
        for (block in around) block.ran += graph.name()
        val substitutes = LinkedHashMap<TaskNode<*>, Substitute>()
        for (block in around.filter { it.isOpen && it.weave == graph.name() }) {
            for ((task, standIn) in block.standIns) {
                val declared = graph.find(task) ?: throw block.noSuchTask(graph, task)
                substitutes.getOrPut(declared) { block.substitute(declared, standIn) }
            }
        }
        val nodes = if (substitutes.isEmpty()) null else SubstitutedNodes(graph, returned, substitutes)
        return Substitution(nodes, this)
    }

    private fun substitute(declared: TaskNode<*>, standIn: RealStandIn): Substitute {
        if (standIn.perItem && declared.mapping() == null) {
            throw refused("${about(declared)} item by item, but the task is not mapped.\n  Use body instead of items.")
        }
        (standIn.body as? StandInBody.Value)?.let { body -> misfit(declared, body.value)?.let { throw refused(it) } }
        val inputs = standIn.inputs.map { inputOf(declared, it) }.toTypedArray()
        return Substitute(StandInTask(declared, standIn, this), inputs, standIn.perItem)
    }

    private fun inputOf(declared: TaskNode<*>, name: String): TaskInput {
        val all: List<TaskInput> = declared.inputs().toList() + listOfNotNull(declared.mapping()?.sourceTask())
        return all.find { TakenInput.taskOf(it).name() == name }
            // What the weave itself was given is found by a handle by name.
            ?: declared.graph.given(name)?.let { declared.graph.ref<Any?>(name, null) }
            ?: throw noSuchInput(declared, name)
    }

    private fun noSuchTask(graph: Graph, name: String) = refused(
        "A test replaces task '$name' in weave '$weave', but no task with that name is declared.\n" +
            "  Declared: ${graph.names().take(MOST_NAMES).joinToString()}${Names.suggestion(name, graph.names())}",
    )

    private fun noSuchInput(declared: TaskNode<*>, name: String): PlanException {
        val inputs = Edges.inputsOf(declared).map { it.name() }
        return refused(
            "${about(declared)} by a body that reads '$name', which is not an input of the task.\n" +
                "  Inputs: ${inputs.take(MOST_NAMES).joinToString().ifEmpty { "none" }}" +
                Names.suggestion(name, inputs),
        )
    }

    private fun about(task: TaskNode<*>) = "A test replaces task '${task.name()}' in weave '$weave'"

    private fun refused(text: String) = PlanException(text).also(::hasProblem)

    // Start and end

    override fun updateThreadContext(context: CoroutineContext): ReplacingBlock? = OpenBlocks.replaceOnThread(this)

    override fun restoreThreadContext(context: CoroutineContext, oldState: ReplacingBlock?) {
        OpenBlocks.replaceOnThread(oldState)
    }

    /** Ends the block with [run]; what was wrong with it is thrown, or attached to what [run] has thrown. */
    inline fun <T> closing(run: () -> T): T {
        val value =
            try {
                run()
            } catch (e: Throwable) {
                close(e)
                throw e
            }
        close(null)
        return value
    }

    fun close(failed: Throwable?) {
        isOpen = false
        OpenBlocks.remove(this)
        val problem = problems.peek() ?: if (weave in ran) null else neverRan()
        if (problem == null || generateSequence(failed) { it.cause }.any { it === problem }) return
        if (failed == null) throw problem
        failed.addSuppressed(problem)
    }

    private fun neverRan(): AssertionError {
        val tasks = standIns.keys.joinToString { "'$it'" }
        val replaces = if (tasks.isEmpty()) "which is about it" else "which replaces $tasks of it"
        val elsewhere =
            if (ranElsewhere.isEmpty()) "" else "\n  Ran meanwhile elsewhere: ${ranElsewhere.joinToString()}"
        val suggestion = Names.suggestion(weave, ran + ranElsewhere)
        return AssertionError(
            "Weave '$weave' never ran in this block, $replaces.\n" +
                "  Ran in it: ${ran.joinToString().ifEmpty { "none" }}$elsewhere$suggestion",
        )
    }

    override fun toString(): String = "ReplacingBlock($weave)"

    companion object Key : CoroutineContext.Key<ReplacingBlock> {
        private const val MOST_NAMES = 20
    }
}
