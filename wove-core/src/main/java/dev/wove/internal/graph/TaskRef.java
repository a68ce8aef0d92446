package dev.wove.internal.graph;

import dev.wove.Task;
import org.jspecify.annotations.Nullable;

/** A handle by name, also to a task that is declared later; planning finds its target. */
public final class TaskRef<T extends @Nullable Object> implements Task<T> {
    final Graph graph;
    final String name;
    final @Nullable Class<?> type;

    @Nullable
    TaskNode<?> target;

    TaskRef(Graph graph, String name, @Nullable Class<?> type) {
        this.graph = graph;
        this.name = name;
        this.type = type;
    }

    @Override
    public String name() {
        return name;
    }

    /** Fails if {@code value} is not of the type that this handle was asked for. */
    public void check(@Nullable Object value) {
        if (type != null && value != null && !type.isInstance(value)) {
            throw new ClassCastException("Task '" + name + "' in weave '" + graph.name() + "' was referred to as "
                    + type.getSimpleName() + ", but its value is a "
                    + value.getClass().getSimpleName()
                    + ".\n  Refer to it as " + value.getClass().getSimpleName() + " instead.");
        }
    }

    @Override
    public String toString() {
        return "Task(" + name + ")";
    }
}
