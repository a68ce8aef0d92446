package dev.wove.internal.graph;

import dev.wove.Task;
import org.jspecify.annotations.Nullable;

/** Stands for a value among the tasks that a remote method is called with. */
public record GivenValue<T extends @Nullable Object>(T value) implements Task<T> {
    @Override
    public String name() {
        return "given value";
    }

    /** Not the value, which may be secret. */
    @Override
    public String toString() {
        return "Given";
    }
}
