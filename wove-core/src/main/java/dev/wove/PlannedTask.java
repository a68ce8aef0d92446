package dev.wove;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of a {@link Plan} as data.
 *
 * @param name the task's name
 * @param kind how its body runs
 * @param mapped whether it runs once per item of a source
 * @param source the task that its items come from, null if they are given or it is not mapped
 * @param items how many items it is mapped over, null if only running tells, or if it is not mapped
 * @param inputs the names of the tasks it waits for, in the order declared
 * @param dependents the names of the tasks that wait for it, in the order declared
 * @param policy its options
 * @param runsOn where its body runs, in words, such as the caller's context, the caller's thread, or its own thread
 */
public record PlannedTask(
        String name,
        TaskKind kind,
        boolean mapped,
        @Nullable String source,
        @Nullable Integer items,
        List<String> inputs,
        List<String> dependents,
        Policy policy,
        String runsOn) {

    public PlannedTask {
        inputs = List.copyOf(inputs);
        dependents = List.copyOf(dependents);
    }
}
