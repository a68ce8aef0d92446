package dev.wove.behaviour.harness

import dev.wove.PlanException
import dev.wove.Policy
import dev.wove.TaskInput
import dev.wove.Weave
import dev.wove.internal.graph.Mapping.Keeps
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.graph.TaskRef
import dev.wove.internal.reuse.reflect.WovenClass

/**
 * Declares tasks by writing a class with a method for each, which is then compiled, loaded, read and run like one that
 * somebody wrote: see [ClassWriting].
 */
internal class ClassDeclaring(
    kind: Kind,
) : Weaving(kind) {
    val tasks = ArrayList<DeclaredMethod>()

    /** The items that are given and not made by a task, by the name of the input. */
    val given = LinkedHashMap<String, Any?>()

    override fun <T> task(
        name: String,
        vararg inputs: Input,
        after: List<Ref<*>>,
        policy: Policy,
        body: suspend Body.() -> T,
    ): Ref<T> = if (kind == Kind.ITEM) {
        mapped(name, listOf(0), inputs, after, policy, Keeps.VALUES) { body() }
        Ref(handle(name), true, true)
    } else {
        declare(DeclaredMethod(name, kind, inputs.toList(), after, policy, null, null) { body() })
        Ref(handle(name), false, true)
    }

    /** Declares a mapped task over [items], a value or the [Ref] of a task. */
    fun mapped(
        name: String,
        items: Any,
        inputs: Array<out Input>,
        after: List<Ref<*>>,
        policy: Policy,
        keeps: Keeps,
        body: suspend Body.(Any?) -> Any?,
    ) {
        val source = (items as? Ref<*>)?.name ?: "${name}Items".also { given[it] = items }
        if (items is Ref<*>) tasks.filter { it.name == source && it.each == null }.forEach { it.isSource = true }
        declare(DeclaredMethod(name, kind, inputs.toList(), after, policy, source, keeps, body))
    }

    private var isWritten = false

    /** Throws what showed only in a body. */
    fun checkExpressible() {
        tasks.firstNotNullOfOrNull { it.problem }?.let { throw it }
    }

    private fun declare(task: DeclaredMethod) {
        if (!Character.isJavaIdentifierStart(task.name[0]) || !task.name.all(Character::isJavaIdentifierPart)) {
            throw NotExpressible("methods cannot have such names")
        }
        if (isWritten) throw NotExpressible("a class that is loaded has all its methods")
        if (tasks.any { it.name == task.name }) throw NotExpressible(MISTAKES)
        tasks.add(task)
    }

    private fun handle(name: String) = TaskRef.unbound<Any?>(name, null)

    override fun <T> ref(name: String): Ref<T> = Ref(handle(name), kind == Kind.ITEM, true)

    override fun settled(ref: Ref<*>): Input = Taken(ref, taken(ref, TakenInput.Mode.SETTLED))

    override fun orNull(ref: Ref<*>): Input = Taken(ref, taken(ref, TakenInput.Mode.OR_NULL))

    private fun taken(ref: Ref<*>, mode: TakenInput.Mode): TaskInput = TakenInput(ref.task, mode)

    /** The class, whose last task makes what [returned] stands for. */
    fun weave(returned: Ref<*>): Weave<Any?> {
        isWritten = true
        val known = tasks.map { it.name }.toSet()
        val foreign = tasks.flatMap { task -> task.inputs.map { it.ref.name } + task.after.map { it.name } } - known
        if (foreign.isNotEmpty() || tasks.any { it.each != null && it.each !in known && it.each !in given }) {
            throw NotExpressible(MISTAKES)
        }
        if (tasks.last().name !=
            returned.name
        ) {
            throw NotExpressible("the last declared task of a class makes its value")
        }
        val weave = ClassWriting.write(tasks)
        try {
            WovenClass.of(weave)
        } catch (e: PlanException) {
            val isTestedWithClasses = listOf("dependency cycle", "have the name").any { it in e.message!! }
            throw if (isTestedWithClasses) NotExpressible(MISTAKES) else e
        }
        return weave
    }

    private companion object {
        const val MISTAKES = "the texts on mistakes in classes are tested with classes"
    }
}

/** A task that is to be a method. */
internal class DeclaredMethod(
    val name: String,
    val kind: Kind,
    val inputs: List<Input>,
    val after: List<Ref<*>>,
    val policy: Policy,
    val each: String?,
    val keeps: Keeps?,
    val body: suspend Body.(Any?) -> Any?,
) {
    /** Whether a task is mapped over its value, which then has to have a type with items. */
    var isSource = false

    @Volatile
    var problem: NotExpressible? = null
        private set

    private fun arguments(all: Array<Any?>) =
        inputs.indices.associate { inputs[it].ref.name to (inputs[it] to all[it]) }

    private fun checked(value: Any?): Any? {
        if (isSource && value !is Iterable<*>) {
            throw NotExpressible("what a class maps over has a type with items").also { problem = it }
        }
        return value
    }

    fun blocking(arguments: Array<Any?>, item: Any?): Any? =
        checked(BlockingBody(null, null, null, arguments(arguments)).call { body(item) })

    fun stage(arguments: Array<Any?>, item: Any?): Any? =
        StageBody(null, null, arguments(arguments)).call { checked(body(item)) }

    suspend fun suspending(arguments: Array<Any?>, item: Any?): Any? =
        checked(SuspendingBody(null, arguments(arguments)).body(item))
}

/** Reads what a method was given. */
internal fun argument(arguments: Map<String, Pair<Input, Any?>>, ref: Ref<*>, mode: TakenInput.Mode?): Any? {
    val (input, value) = arguments[ref.name] ?: throw NotExpressible(ONLY_PARAMETERS)
    val declared = (input.taken as? TakenInput)?.mode
    if (declared != mode) throw NotExpressible("a parameter has one type")
    return value
}
