package dev.wove.internal.graph;

import dev.wove.Task;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the items of a mapped task come from and what is kept of them. */
public final class Mapping {
    /** What the value of the mapped task is made of. */
    public enum Keeps {
        /** A list of values; the first failed item fails the task. */
        VALUES,
        /** A list of outcomes; no item fails the task. */
        OUTCOMES,
        /** Nothing but the number of items. */
        COUNT
    }

    /** Stands for items that were given, where the run has ended. */
    static final Object GONE = new Object();

    /** The items, or the {@link Task} that makes them. */
    public Object source;

    public final Keeps keeps;

    public Mapping(Object source, Keeps keeps) {
        this.source = source;
        this.keeps = keeps;
    }

    /** The mapped task whose items this one takes one by one, or null if it waits for the whole source. */
    public @Nullable TaskNode<?> upstream() {
        return source instanceof TaskNode<?> node && node.mapping() != null && node.mapping().keeps != Keeps.COUNT
                ? node
                : null;
    }

    /** The task that makes the source, or null if it was given. */
    public @Nullable TaskNode<?> sourceTask() {
        return source instanceof TaskNode<?> node ? node : null;
    }

    /** The name of the task that makes the items, which may be one of a weave around; null if they were given. */
    public @Nullable String sourceName() {
        return source instanceof Task<?> task ? task.name() : null;
    }

    /** How many items were given, or null if only going through them would tell. */
    public @Nullable Integer knownCount() {
        return knownCount(source);
    }

    /** How many items {@code source} has, or null if only going through them would tell. */
    public static @Nullable Integer knownCount(@Nullable Object source) {
        if (source instanceof Collection<?> collection) {
            return collection.size();
        }
        if (source instanceof Map<?, ?> map) {
            return map.size();
        }
        return source != null && source.getClass().isArray() ? (Integer) Array.getLength(source) : null;
    }
}
