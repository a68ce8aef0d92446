package dev.wove.internal.graph;

import dev.wove.PlanException;
import java.util.ArrayDeque;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Finds tasks that bound how far their source runs ahead, and wait for its end: it would wait for room for ever. */
final class BoundedChains {
    private BoundedChains() {}

    static void check(Graph graph) {
        for (int i = 0; i < graph.size(); i++) {
            check(graph.node(i));
        }
    }

    private static void check(TaskNode<?> node) {
        // What stops while this task takes no items, and what stops with that.
        var held = new HashSet<TaskNode<?>>();
        for (var source = boundedSource(node); source != null; source = boundedSource(source)) {
            held.add(source);
        }
        if (held.isEmpty()) {
            return;
        }
        var seen = new HashSet<TaskNode<?>>();
        var open = new ArrayDeque<>(Edges.awaitedBy(node));
        while (!open.isEmpty()) {
            var awaited = open.remove();
            if (held.contains(awaited)) {
                throw deadlock(node, awaited);
            }
            if (seen.add(awaited)) {
                open.addAll(Edges.inputsOf(awaited));
            }
        }
    }

    private static @Nullable TaskNode<?> boundedSource(TaskNode<?> node) {
        var mapping = node.mapping();
        return mapping == null || node.policy().maxPending() == null ? null : mapping.upstream();
    }

    private static PlanException deadlock(TaskNode<?> node, TaskNode<?> held) {
        return new PlanException("Task '" + node.name() + "' in " + node.graph.title() + " has the option maxPending = "
                + node.policy().maxPending() + ", but waits for the end of '"
                + held.name() + "' before it takes its first item: '" + held.name() + "' would wait for room for ever."
                + "\n  Leave maxPending out, or do not wait for '" + held.name() + "'.");
    }
}
