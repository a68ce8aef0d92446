package dev.wove.internal.graph;

import dev.wove.Policy;
import org.jspecify.annotations.Nullable;

/** What is left of a task of a run that has ended: how it ended, its times and its edges, and nothing of its body. */
public final class EndedTask<T extends @Nullable Object> extends TaskNode<T> {
    private final Place place;

    /** What it kept of its items as it was declared, which a test may have replaced by a value; null if it was not mapped. */
    public final Mapping.@Nullable Keeps keeps;

    EndedTask(Graph graph, TaskNode<T> ran, @Nullable Mapping declared) {
        super(graph, ran.index, ran.kind);
        place = ran.place();
        keeps = declared == null ? null : declared.keeps;
    }

    @Override
    protected Place placeFor(Policy policy) {
        return place;
    }

    @Override
    protected TaskNode<T> copy() {
        throw new AssertionError("has run: " + this);
    }
}
