package dev.wove.java;

import dev.wove.Outcome;
import dev.wove.Task;
import org.jspecify.annotations.Nullable;

/** Reads the declared inputs of a task by their handles, where there are more of them than a lambda has parameters. */
public interface Inputs {
    /**
     * Returns the value of a declared input. Never waits.
     *
     * @throws IllegalStateException if the task did not declare it
     */
    <V extends @Nullable Object> V get(Task<? extends V> task);

    /** Returns how an input declared with {@link WeaveScope#settled} ended. */
    <V extends @Nullable Object> Outcome<V> outcome(Task<? extends V> task);

    /** Returns the value of an input declared with {@link WeaveScope#orNull}, or null if it has none. */
    <V> @Nullable V orNull(Task<? extends V> task);
}
