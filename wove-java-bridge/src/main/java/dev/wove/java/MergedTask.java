package dev.wove.java;

import dev.wove.TaskKind;
import dev.wove.internal.graph.Graph;
import org.jspecify.annotations.Nullable;

/** The task of a merge. Its body takes its item, if there are items, and no inputs. */
final class MergedTask<T extends @Nullable Object> extends JavaTask<T> {
    MergedTask(Graph graph, TaskKind kind, Object body, Call call) {
        super(graph, 0, kind, body, call);
    }

    @Override
    protected JavaTask<T> copy() {
        throw new AssertionError("runs once: " + this);
    }

    @Override
    String blockingForm() {
        return "Wove.merge";
    }

    @Override
    String stageForm() {
        return "Wove.mergeAsync";
    }
}
