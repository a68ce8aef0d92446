package dev.wove.behaviour.harness

import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.dsl.WeaveScope
import dev.wove.internal.graph.GivenValue
import dev.wove.java.WeaveScope as JavaScope

/** Declares the tasks of one weave, all with bodies of one kind. */
abstract class Weaving(
    val kind: Kind,
) {
    abstract fun <T> task(
        name: String,
        vararg inputs: Input,
        after: List<Ref<*>> = emptyList(),
        policy: Policy = Policy.none(),
        body: suspend Body.() -> T,
    ): Ref<T>

    /** A handle by name, without a type to check. */
    abstract fun <T> ref(name: String): Ref<T>

    abstract fun settled(ref: Ref<*>): Input

    abstract fun orNull(ref: Ref<*>): Input

    protected fun <T> declared(task: Task<*>) = Ref<T>(task, kind == Kind.ITEM)

    /** The arguments of a method that takes so many. */
    @Suppress("UNCHECKED_CAST")
    internal fun sent(inputs: Array<out Input>, count: Int): List<Task<List<Sent>>> =
        List(count) { inputs.getOrNull(it)?.ref?.task as Task<List<Sent>>? ?: GivenValue(emptyList()) }

    protected fun taken(inputs: Array<out Input>): Array<TaskInput> {
        if (inputs.any { it.ref.isMethod }) throw NotExpressible(ONLY_PARAMETERS)
        return Array(inputs.size) { inputs[it].taken }
    }
}

internal class KotlinWeaving(
    val scope: WeaveScope,
    kind: Kind,
    /** Whether remote bodies block. */
    val blocks: Boolean,
) : Weaving(kind) {
    override fun <T> task(
        name: String,
        vararg inputs: Input,
        after: List<Ref<*>>,
        policy: Policy,
        body: suspend Body.() -> T,
    ): Ref<T> {
        val order = after.map { it.task }
        val task =
            when (kind) {
                Kind.SUSPENDING -> {
                    scope.task(name, *taken(inputs), after = order, policy = policy) { SuspendingBody(this).body() }
                }

                Kind.BLOCKING -> {
                    scope.blocking(name, *taken(inputs), after = order, policy = policy) {
                        BlockingBody(KotlinReads(this)).call(body)
                    }
                }

                Kind.ITEM -> {
                    scope.each(listOf(0), *taken(inputs), name = name, after = order, policy = policy) {
                        SuspendingBody(this).body()
                    }
                }

                Kind.STAGE -> {
                    throw NotExpressible(NO_STAGES)
                }

                Kind.REMOTE -> {
                    remote(name, inputs, order, policy, body)
                }
            }
        return declared(task)
    }

    private fun remote(
        name: String,
        inputs: Array<out Input>,
        order: List<Task<*>>,
        policy: Policy,
        body: suspend Body.() -> Any?,
    ): Task<*> {
        val id = scope.given(Elsewhere.keep(inputs, most = 4) { body() })
        val policy = Elsewhere.policy(policy)
        val (a, b, c, d) = sent(inputs, 4)
        return if (blocks) {
            scope.remote(RemoteBodies::blocking, id, a, b, c, d, name = name, after = order, policy = policy)
        } else {
            scope.remote(RemoteBodies::suspending, id, a, b, c, d, name = name, after = order, policy = policy)
        }
    }

    override fun <T> ref(name: String): Ref<T> = declared(scope.ref<Any>(name))

    override fun settled(ref: Ref<*>): Input = Taken(ref, scope.settled(ref.task))

    override fun orNull(ref: Ref<*>): Input = Taken(ref, scope.orNull(ref.task))
}

internal class JavaWeaving(
    val scope: JavaScope,
    kind: Kind,
) : Weaving(kind) {
    override fun <T> task(
        name: String,
        vararg inputs: Input,
        after: List<Ref<*>>,
        policy: Policy,
        body: suspend Body.() -> T,
    ): Ref<T> {
        val own = if (kind == Kind.REMOTE) Elsewhere.policy(policy) else policy
        val w = JavaTasks.options(scope, own, after.map { it.task })
        val list = taken(inputs).toList()
        val task: Task<*> =
            when (kind) {
                Kind.BLOCKING -> JavaTasks.blocking(w, name, list) { BlockingBody(null, it).call(body) }
                Kind.STAGE -> JavaTasks.stage(w, name, list) { StageBody(it).call(body) }
                Kind.ITEM -> item(w, name, inputs, body)
                Kind.SUSPENDING -> throw NotExpressible(NO_SUSPENDING)
                Kind.REMOTE -> JavaTasks.remote(w, name, Elsewhere.keep(inputs, most = 4) { body() }, sent(inputs, 4))
            }
        return declared(task)
    }

    private fun <T> item(w: JavaScope, name: String, inputs: Array<out Input>, body: suspend Body.() -> T): Task<*> {
        if (inputs.isEmpty()) return JavaTasks.item(w, name) { BlockingBody(null, it).call(body) }
        val input = inputs.singleOrNull() as? Ref<*> ?: throw NotExpressible("each in Java takes one plain input")
        return JavaTasks.item(w, name, input.task) { value -> BlockingBody(null, null, input to value).call(body) }
    }

    override fun <T> ref(name: String): Ref<T> = declared(scope.ref(name, Any::class.java))

    override fun settled(ref: Ref<*>): Input = Taken(ref, scope.settled(ref.task))

    override fun orNull(ref: Ref<*>): Input = Taken(ref, scope.orNull(ref.task))
}

internal const val NO_STAGES = "the Kotlin face has no bodies that return a stage"
internal const val NO_SUSPENDING = "Java has no suspending bodies"
internal const val NO_REMOTE_CLASSES = "the methods of classes are themselves what runs elsewhere"
internal const val ONLY_PARAMETERS = "a method has nothing but its parameters"
