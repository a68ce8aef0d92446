package dev.wove.internal.graph;

import dev.wove.Task;
import dev.wove.internal.text.Names;
import org.jspecify.annotations.Nullable;

/**
 * A handle by name, also to a task that is declared later; planning finds its target. Without a graph it stands for the
 * task of that name in whatever weave reads it.
 */
public final class TaskRef<T extends @Nullable Object> implements Task<T> {
    final @Nullable Graph graph;
    final String name;
    final @Nullable Class<?> type;

    @Nullable
    TaskNode<?> target;

    TaskRef(@Nullable Graph graph, String name, @Nullable Class<?> type) {
        this.graph = graph;
        this.name = name;
        this.type = type == null ? null : Types.boxed(type);
    }

    /** A handle on the task of that name in any weave. */
    public static <T extends @Nullable Object> TaskRef<T> unbound(String name, @Nullable Class<?> type) {
        return new TaskRef<>(null, name, type);
    }

    /** The class that the value is to have, or null if that is not checked. */
    public @Nullable Class<?> type() {
        return type;
    }

    boolean isOf(Graph any) {
        return graph == null || graph.isSame(any);
    }

    @Override
    public String name() {
        return Names.plain(name);
    }

    /** Fails if {@code value} is not of the type that this handle was asked for. */
    public void check(@Nullable Object value) {
        if (type != null && value != null && !type.isInstance(value)) {
            var where = graph == null ? "" : " in " + graph.title();
            throw new ClassCastException("Task '" + name() + "'" + where + " was referred to as "
                    + type.getSimpleName() + ", but its value is "
                    + Types.a(value.getClass())
                    + ".\n  Refer to it as " + value.getClass().getSimpleName() + " instead.");
        }
    }

    @Override
    public String toString() {
        return "Task(" + name() + ")";
    }
}
