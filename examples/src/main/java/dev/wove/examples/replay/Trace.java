package dev.wove.examples.replay;

import java.util.List;

/**
 * A recorded workflow.
 *
 * @param tasks in the order of the file, where a task may stand before its parents
 */
public record Trace(String name, List<TracedTask> tasks) {
    public static final double MICROS_PER_SECOND = 1e6;

    /** A task, the tasks that it waited for, and how long it ran. */
    public record TracedTask(String id, List<String> parents, long micros) {}

    public int edges() {
        return tasks.stream().mapToInt(task -> task.parents().size()).sum();
    }

    public double totalWorkSeconds() {
        return tasks.stream().mapToLong(TracedTask::micros).sum() / MICROS_PER_SECOND;
    }
}
