package dev.wove.internal.engine.classes

import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.Weave
import dev.wove.internal.engine.items.sourceOf
import dev.wove.internal.graph.Destinations
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.Mapping
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.graph.TaskNode
import dev.wove.internal.graph.Types
import dev.wove.internal.reuse.WiredArgument
import dev.wove.internal.reuse.reflect.WovenClass
import dev.wove.internal.reuse.reflect.WovenTask
import dev.wove.internal.run.Policies
import dev.wove.internal.text.Names

/**
 * Declares the tasks of a weave class in a graph, with what one run changes about them: first their places, then
 * whatever the block overrides and adds, and at the [end] what the others take.
 */
public class ClassWeaving(
    private val graph: Graph,
    private val weave: Weave<*>,
    private val woven: WovenClass,
    given: Map<String, Any?>,
) {
    private val shared = ClassInputs(weave, woven.values(given, graph.name()), given)

    /** Which tasks have another body; null while none has. */
    private var overridden: BooleanArray? = null
    private var unfinished: LinkedHashSet<String>? = null

    init {
        graph.inputs(given)
        graph.declaredBy(woven.type)
        for (i in 0 until woven.size()) {
            val task = woven.task(i)
            graph.reserve(ClassTask(graph, i, task, shared, task.parameters), task.name)
        }
    }

    /** All inputs that were given, by name. */
    public val inputs: Map<String, Any?> get() = shared.byName

    // Overriding

    /** The position of the task that is to be overridden; it has to be, then. */
    public fun beginOverride(name: String, owner: Class<*>?): Int {
        val index = woven.indexOf(name)
        if (index < 0 || (owner != null && !owner.isInstance(weave))) throw unknown(name, owner)
        val begun = unfinished ?: LinkedHashSet<String>().also { unfinished = it }
        if (isOverridden(index) || !begun.add(name)) {
            throw PlanException(
                "Task '$name' in weave '${graph.name()}' is overridden twice.\n  Leave one of the bodies out.",
            )
        }
        return index
    }

    private fun unknown(name: String, owner: Class<*>?): PlanException {
        val names = (0 until woven.size()).map { woven.task(it).name }
        val of = if (owner == null || owner.isInstance(weave)) "" else " of ${owner.simpleName}"
        return PlanException(
            "Weave '${graph.name()}' overrides '${Names.plain(name)}'$of, but ${woven.name} has no such task.\n" +
                "  Tasks: ${names.joinToString(", ")}." + Names.suggestion(name, names),
        )
    }

    /** What the task that is overridden keeps of its items, or null if it is not mapped. */
    public fun keeps(index: Int): Mapping.Keeps? = woven.task(index).keeps

    /** Fails unless a value of class [made], if that is known, is one of the task's. */
    public fun checkOverride(index: Int, made: Class<*>?) {
        val task = woven.task(index)
        if (made != null && !task.valueClass.isAssignableFrom(made)) {
            throw PlanException(
                "Task '${task.name}' in weave '${graph.name()}' makes ${task.valueClass.simpleName}, but its " +
                    "override makes ${made.simpleName}.\n  Make ${Types.a(task.valueClass)}.",
            )
        }
    }

    /** Fails if the task of that name is mapped: then a handle on what one item makes is not one on its value. */
    public fun checkSingle(name: String) {
        val index = woven.indexOf(name)
        if (index < 0 || woven.task(index).keeps == null) return
        throw PlanException(
            "Task '$name' in weave '${graph.name()}' is mapped over items, so its value is a List.\n" +
                "  Refer to it with refEach.",
        )
    }

    /** Fails if the task is mapped: what one item makes is not its value. */
    public fun checkPlain(index: Int) {
        val task = woven.task(index)
        if (task.keeps == null) return
        throw PlanException(
            "Task '${task.name}' in weave '${graph.name()}' is mapped over items, and its override is not.\n" +
                "  Override each of its items, or the whole of it by name with ${Types.a(task.valueClass)}.",
        )
    }

    /** Fails if the task is not mapped. */
    public fun checkMapped(index: Int) {
        val task = woven.task(index)
        if (task.keeps != null) return
        throw PlanException(
            "Task '${task.name}' in weave '${graph.name()}' is not mapped over items, but its override is.\n" +
                "  Override it with a single body.",
        )
    }

    /** Puts [node] in the place of the task at its index, with that one's options unless [given] gives them. */
    public fun override(
        node: TaskNode<*>,
        inputs: Array<TaskInput>,
        after: Array<TaskInput>,
        given: Policy,
        mapping: Mapping?,
    ) {
        val index = node.index
        val inherited = woven.task(index).policy(weave)
        val kept = Policies.without(inherited, mapping == null, node.kind != TaskKind.BLOCKING)
        val policy = kept.with(given)
        graph.replace(node)
        graph.complete(node, inputs, after, policy, mapping)
        (overridden ?: BooleanArray(woven.size()).also { overridden = it })[index] = true
        unfinished?.remove(woven.task(index).name)
    }

    private fun isOverridden(index: Int) = overridden?.get(index) ?: false

    // The end

    /**
     * Wires what was not overridden, and leaves out what [only] does not need, if it is not empty. Returns the task
     * that makes the value.
     */
    public fun end(only: List<Task<*>>): Task<*> {
        val open = unfinished?.firstOrNull()
        if (open != null) {
            throw PlanException(
                "Task '$open' in weave '${graph.name()}' is to be overridden, but no body follows.\n" +
                    "  Go on with 'with'.",
            )
        }
        val last = graph.node(woven.size() - 1)
        val added = if (graph.size() == woven.size()) null else added()
        if (added == null) graph.namesDiffer()
        if (added == null && overridden == null && only.isEmpty() && !shared.lacks) {
            wireAll()
            return last
        }
        for (i in 0 until woven.size()) if (!isOverridden(i)) wire(i, graph.node(i) as ClassTask, added)
        if (only.isNotEmpty()) graph.keepOnly(only)
        if (shared.lacks) for (i in 0 until graph.size()) checkInputs(graph.node(i))
        graph.drawAllEdges()
        return if (only.isEmpty()) last else only.last()
    }

    /** The class as it is, in one pass. */
    private fun wireAll() {
        for (i in 0 until woven.size()) {
            val node = graph.node(i) as ClassTask
            wire(i, node, null)
            graph.drawEdges(node)
        }
        graph.edgesDrawn()
    }

    /** The tasks that the block added, by name: one that has the name of an input makes its value. */
    private fun added(): Map<String, TaskNode<*>> =
        (woven.size() until graph.size()).associate { graph.node(it).name() to graph.node(it) }

    private fun wire(index: Int, node: ClassTask, added: Map<String, TaskNode<*>>?) {
        val task = woven.task(index)
        var parameters = task.parameters
        var each = task.each
        if (added != null) {
            val changed = parameters.sources.map { redirected(it, added) }
            if (changed != parameters.sources.asList()) {
                parameters = WovenTask.Parameters(changed)
                node.takeFrom(parameters)
            }
            each = each?.let { redirected(it, added) }
        }
        val mapping = each?.let { Mapping(sourceOf(node, it), task.keeps!!) }
        val after = task.after()
        graph.complete(
            node,
            if (parameters.tasks == 0) NOTHING else inputsOf(parameters),
            if (after.isEmpty()) NOTHING else Array(after.size) { graph.node(after[it]) },
            Destinations.elsewhere(graph, task.policy(weave), woven.type),
            mapping,
        )
    }

    /** An input that a task of that name makes, if there is one. */
    private fun redirected(source: WiredArgument, added: Map<String, TaskNode<*>>): WiredArgument {
        if (!source.isInput) return source
        val maker = added[woven.inputName(source.index)] ?: return source
        val wanted = woven.inputClass(source.index)
        val makes = maker.valueType()
        if (makes != null && !wanted.isAssignableFrom(makes)) {
            throw PlanException(
                "Input '${maker.name()}' of weave '${graph.name()}' has the type ${wanted.simpleName}, but the task " +
                    "of that name makes ${makes.simpleName}.\n" +
                    "  Make ${Types.a(wanted)}, or give the task another name.",
            )
        }
        val orNull = source.kind == WiredArgument.Kind.INPUT_OR_NULL
        return WiredArgument(
            if (orNull) WiredArgument.Kind.TASK_OR_NULL else WiredArgument.Kind.TASK,
            maker.index,
            false,
        )
    }

    private fun sourceOf(node: TaskNode<*>, each: WiredArgument): Any = when {
        each.isTask -> graph.node(each.index)

        each.isInput -> if (shared.values[each.index] === WovenTask.ABSENT) {
            MISSING
        } else {
            graph.itemsGiven(node, woven.inputName(each.index))
        }

        else -> shared.byName
    }

    private fun inputsOf(parameters: WovenTask.Parameters): Array<TaskInput> {
        val values = parameters.values
        if (values != null) return Array(values.size) { graph.node(values[it]) }
        val inputs = arrayOfNulls<TaskInput>(parameters.tasks)
        var next = 0
        for (source in parameters.sources) {
            if (!source.isTask) continue
            val node = graph.node(source.index)
            inputs[next++] =
                when (source.kind) {
                    WiredArgument.Kind.SETTLED -> TakenInput(node, TakenInput.Mode.SETTLED)
                    WiredArgument.Kind.TASK_OR_NULL -> TakenInput(node, TakenInput.Mode.OR_NULL)
                    else -> node
                }
        }
        @Suppress("UNCHECKED_CAST")
        return inputs as Array<TaskInput>
    }

    /** Fails if a task that will run needs an input that was not given. */
    private fun checkInputs(node: TaskNode<*>) {
        if (node !is ClassTask) return
        val missing = node.missing()
            ?: if (node.mapping()?.source === MISSING) woven.task(woven.indexOf(node.name())).each!!.index else return
        val name = woven.inputName(missing)
        val given = if (inputs.isEmpty()) "none" else inputs.keys.joinToString(", ")
        throw PlanException(
            "Task '${node.name()}' in weave '${graph.name()}' takes the input '$name', which was not given.\n" +
                "  Given: $given. Give '$name', ${Types.a(woven.inputClass(missing))}, too.",
        )
    }

    private companion object {
        val NOTHING = arrayOf<TaskInput>()
        val MISSING = Any()
    }
}
