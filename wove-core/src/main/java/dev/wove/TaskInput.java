package dev.wove;

/**
 * One of the inputs of a task: a {@link Task}, or a task taken as {@code settled} or {@code orNull}.
 *
 * <p>Implemented by Wove only.
 */
public interface TaskInput {}
