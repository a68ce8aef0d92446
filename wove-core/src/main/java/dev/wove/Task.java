package dev.wove;

import org.jspecify.annotations.Nullable;

/**
 * A handle: the typed reference to a declared task, used to depend on it and to read it.
 *
 * <p>A handle never waits. It has no value while the weave is being declared; bodies of tasks that declared it as an
 * input read it, and {@link WeaveResult} does afterwards. Implemented by Wove only; safe to share between threads.
 *
 * @param <T> the type of the task's value
 */
public interface Task<T extends @Nullable Object> extends TaskInput {

    /** The task's name, unique in its weave. */
    String name();
}
