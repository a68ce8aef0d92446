package dev.wove.dsl

import dev.wove.Outcome
import dev.wove.Task

@DslMarker
internal annotation class WoveDsl

/** The part of a scope that the body of any task has: it can read the inputs that it declared. None of it waits. */
@WoveDsl
public interface InputScope {
    /**
     * Returns the value of a declared input.
     *
     * @throws IllegalStateException if this task did not declare it
     */
    public operator fun <T> Task<T>.invoke(): T

    /** Returns how an input declared with `settled(...)` ended. */
    public fun <T> Task<T>.outcome(): Outcome<T>

    /** Returns the value of an input declared with `orNull(...)`, or null if it has none. */
    public fun <T> Task<T>.orNull(): T?
}

/** The scope of a suspending body, which can also wait for tasks that it did not declare. */
@WoveDsl
public interface TaskScope : InputScope {
    /**
     * Waits for a task of this weave, or of one around it, that is not a declared input, and returns its value.
     *
     * Throws what that task failed with, the same instance. While it waits, the body lends the slots that it holds.
     *
     * @throws dev.wove.WaitCycleException if the task waits for this one, directly or not
     */
    public suspend fun <T> Task<T>.await(): T
}
