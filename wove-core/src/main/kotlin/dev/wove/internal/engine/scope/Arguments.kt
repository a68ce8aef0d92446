package dev.wove.internal.engine.scope

import dev.wove.Argument
import dev.wove.DelayedResult
import dev.wove.Outcome
import dev.wove.TaskInput
import dev.wove.internal.graph.TakenInput
import dev.wove.internal.result.Results

/** An argument of a call in a scope that is not the plain result of another call. */
public sealed class RealArgument<T> : Argument<T> {
    internal abstract fun addInputs(all: MutableList<TaskInput>)

    /** What the body gets. Once all inputs have ended. */
    internal abstract fun value(): T

    /** A value that is there. */
    internal class Given<T>(
        private val value: T,
    ) : RealArgument<T>() {
        override fun addInputs(all: MutableList<TaskInput>) = Unit

        override fun value(): T = value
    }

    /** How a call ended. */
    internal class Settled<T>(
        private val task: ScopedTask<T>,
    ) : RealArgument<Outcome<T>>() {
        override fun addInputs(all: MutableList<TaskInput>) {
            all.add(TakenInput(task, TakenInput.Mode.SETTLED))
        }

        override fun value(): Outcome<T> {
            task.ending()?.let { task.isObserved(it.cause) }
            return Results.outcome(task)
        }
    }

    /** What a call made, or null. */
    internal class OrNull<T>(
        private val task: ScopedTask<T>,
    ) : RealArgument<T?>() {
        override fun addInputs(all: MutableList<TaskInput>) {
            all.add(TakenInput(task, TakenInput.Mode.OR_NULL))
        }

        override fun value(): T? {
            task.ending()?.let { task.isObserved(it.cause) }
            return Results.outcome(task).orNull()
        }
    }

    /** Several arguments as one. */
    internal class All<T>(
        private val each: List<Argument<T>>,
    ) : RealArgument<List<T>>() {
        override fun addInputs(all: MutableList<TaskInput>) = each.forEach { addInputsOf(it, all) }

        override fun value(): List<T> = each.map { valueOf(it) }
    }

    public companion object {
        public fun <T> given(value: T): Argument<T> = Given(value)

        public fun <T> settled(result: DelayedResult<T>): Argument<Outcome<T>> =
            Settled(tolerated(result, TakenInput.Mode.SETTLED))

        public fun <T> orNull(result: DelayedResult<T>): Argument<T?> =
            OrNull(tolerated(result, TakenInput.Mode.OR_NULL))

        @Suppress("UNCHECKED_CAST")
        public fun <T> all(arguments: Iterable<Argument<out T>>): Argument<List<T>> =
            All(arguments.toList() as List<Argument<T>>)

        /** Refused where the scope would not get round to giving the failure to anyone. */
        private fun <T> tolerated(result: DelayedResult<T>, mode: TakenInput.Mode): ScopedTask<T> {
            val task = result as ScopedTask<T>
            check(task.run.continues) {
                "${mode.word}(${task.name()}) was called in scope '${task.graph.name()}', which the failure of " +
                    "'${task.name()}' would end before anybody could take it as data.\n" +
                    "  Open the scope with onFailure = CONTINUE."
            }
            return task
        }

        internal fun addInputsOf(argument: Argument<*>, all: MutableList<TaskInput>) {
            if (argument is RealArgument) argument.addInputs(all) else all.add(argument as ScopedTask<*>)
        }

        internal fun <T> valueOf(argument: Argument<T>): T {
            if (argument is RealArgument) return argument.value()
            val task = argument as ScopedTask<T>
            return task.valueOf(task.state()!!)
        }
    }
}
