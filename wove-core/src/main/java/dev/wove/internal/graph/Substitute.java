package dev.wove.internal.graph;

import dev.wove.TaskInput;

/**
 * A task that runs in the place of a declared one.
 *
 * @param task the task to run, made for the graph and the index of the declared one
 * @param inputs which of the inputs of the declared task it still needs
 * @param mapped whether it runs once per item, as the declared one does
 */
public record Substitute(TaskNode<?> task, TaskInput[] inputs, boolean mapped) {}
