package dev.wove.test;

import dev.wove.test.internal.RealStandIn;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of one weave a test replaces, and by what: {@code with("author", ada).and("ads", failing(down))}. Immutable.
 */
public final class Replacements {
    private static final Replacements NOTHING = new Replacements(Map.of());

    private final Map<String, StandIn> byTask;

    private Replacements(Map<String, StandIn> byTask) {
        this.byTask = byTask;
    }

    /** Replaces nothing: keeps the replacements of tests that run at the same time away from a weave. */
    public static Replacements nothing() {
        return NOTHING;
    }

    /** Replaces {@code task} by a {@link StandIn}, or by any other value. */
    public static Replacements with(String task, @Nullable Object standIn) {
        return NOTHING.and(task, standIn);
    }

    /**
     * Replaces {@code task}, too.
     *
     * @throws IllegalArgumentException if the task is replaced already
     */
    public Replacements and(String task, @Nullable Object standIn) {
        if (byTask.containsKey(task)) {
            throw new IllegalArgumentException("Task '" + task + "' is replaced twice.\n  Leave one of them out.");
        }
        var more = new LinkedHashMap<>(byTask);
        more.put(task, standIn instanceof StandIn given ? given : RealStandIn.of(standIn));
        return new Replacements(Collections.unmodifiableMap(more));
    }

    /** What stands in, by the name of the task. */
    public Map<String, StandIn> byTask() {
        return byTask;
    }

    @Override
    public String toString() {
        return "Replacements" + byTask;
    }
}
