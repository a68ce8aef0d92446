package dev.wove;

/**
 * What may stand among the inputs of a task: a {@link Task}, or a task taken as {@code settled} or {@code orNull}.
 *
 * <p>Implemented by Wove only.
 */
public interface TaskInput {}
