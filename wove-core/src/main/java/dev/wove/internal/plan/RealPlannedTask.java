package dev.wove.internal.plan;

import dev.wove.PlannedTask;
import dev.wove.Policy;
import dev.wove.TaskKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

record RealPlannedTask(
        String name,
        TaskKind kind,
        boolean mapped,
        @Nullable String source,
        @Nullable Integer items,
        List<String> inputs,
        List<String> dependents,
        Policy policy,
        String runsOn)
        implements PlannedTask {
    RealPlannedTask {
        inputs = List.copyOf(inputs);
        dependents = List.copyOf(dependents);
    }

    @Override
    public String toString() {
        return "PlannedTask[name=" + name + ", kind=" + kind + ", mapped=" + mapped + ", source=" + source + ", items="
                + items + ", inputs=" + inputs + ", dependents=" + dependents + ", policy=" + policy + ", runsOn="
                + runsOn + ']';
    }
}
