package dev.wove.dsl

import dev.wove.Policy
import dev.wove.Task
import dev.wove.TaskInput
import dev.wove.TaskKind
import dev.wove.internal.graph.Graph
import dev.wove.internal.graph.TakenInput
import kotlin.time.Duration

/**
 * Declares the tasks of one weave, top to bottom. Declaring never runs anything.
 *
 * A task takes its name from the property it is assigned to with `by`, from an explicit first argument, or is called
 * `task-3` after its position. Usable only inside its block, by the thread that runs the block.
 */
@WoveDsl
public open class WeaveScope internal constructor(
    graph: Graph,
) : MappedTasks(graph) {
    /**
     * Declares a task with a suspending body, which starts once every task in [inputs] and [after] has succeeded.
     *
     * The body runs in the caller's coroutine context and reads its inputs as `post()`. It should not block a thread for
     * long: [blocking] is for that.
     *
     * @param after tasks that have to succeed first, though their values are not taken
     * @param retries how many more attempts after the first
     * @param timeout bounds one attempt, from when the body starts
     * @param policy all options, as `policy { ... }` makes them; [retries] and [timeout] win over its
     */
    public fun <T> task(
        vararg inputs: TaskInput,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        policy: Policy? = null,
        body: suspend TaskScope.() -> T,
    ): TaskDeclaration<T> = declare(
        null,
        TaskKind.SUSPENDING,
        inputs,
        after,
        options(null, policy, retries, timeout),
        body,
    )

    /** Declares a task named [name] with a suspending body; see the other overload. */
    public fun <T> task(
        name: String,
        vararg inputs: TaskInput,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        policy: Policy? = null,
        body: suspend TaskScope.() -> T,
    ): TaskDeclaration<T> = declare(
        name,
        TaskKind.SUSPENDING,
        inputs,
        after,
        options(name, policy, retries, timeout),
        body,
    )

    /**
     * Declares a task whose body may block a thread: it runs on a virtual thread or an elastic pool, and is interrupted
     * when it is cancelled.
     */
    public fun <T> blocking(
        vararg inputs: TaskInput,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        policy: Policy? = null,
        body: InputScope.() -> T,
    ): TaskDeclaration<T> =
        declare(null, TaskKind.BLOCKING, inputs, after, options(null, policy, retries, timeout), body)

    /** Declares a task named [name] whose body may block; see the other overload. */
    public fun <T> blocking(
        name: String,
        vararg inputs: TaskInput,
        after: List<Task<*>> = emptyList(),
        retries: Int? = null,
        timeout: Duration? = null,
        policy: Policy? = null,
        body: InputScope.() -> T,
    ): TaskDeclaration<T> =
        declare(name, TaskKind.BLOCKING, inputs, after, options(name, policy, retries, timeout), body)

    /** A handle by name, also to a task that is declared later. Planning checks that the task exists and makes a [T]. */
    public inline fun <reified T : Any> ref(name: String): Task<T> = ref(name, T::class.javaObjectType)

    @PublishedApi
    internal fun <T> ref(name: String, type: Class<T>): Task<T> = graph.ref(name, type)

    /** Takes [task] as an input whose failure the body reads as data, with `outcome()`. */
    public fun settled(task: Task<*>): TaskInput = TakenInput(task, TakenInput.Mode.SETTLED)

    /** Takes [task] as an input that the body reads with `orNull()`: null if it has no value. */
    public fun orNull(task: Task<*>): TaskInput = TakenInput(task, TakenInput.Mode.OR_NULL)

    /**
     * Takes each of [inputs] as an input: `task(all(prices)) { prices.sumOf { it() } }`. Among them may be tasks that are
     * taken as [settled] or [orNull].
     */
    public fun all(inputs: Iterable<TaskInput>): TaskInput = takeAll(inputs)

    /** Refuses to read a task where it is declared. */
    @Deprecated(
        "A handle has no value before the weave runs. Declare a task that takes it as an input, and read it there.",
        level = DeprecationLevel.ERROR,
    )
    public operator fun Task<*>.invoke(): Nothing = throw IllegalStateException("The weave has not run yet")
}
