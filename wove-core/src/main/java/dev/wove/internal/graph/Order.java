package dev.wove.internal.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Kahn's topological order over a graph, with the order declared deciding where it is free. */
public final class Order {
    private final Graph graph;
    private final int[] waitingFor;
    private final int[] level;
    private final List<TaskNode<?>> sorted = new ArrayList<>();

    public Order(Graph graph) {
        this.graph = graph;
        int n = graph.size();
        waitingFor = new int[n];
        level = new int[n];
        var ready = new PriorityQueue<Integer>();
        for (int i = 0; i < n; i++) {
            waitingFor[i] = graph.node(i).pending();
            if (waitingFor[i] == 0) {
                ready.add(i);
            }
        }
        while (!ready.isEmpty()) {
            var node = graph.node(ready.remove());
            sorted.add(node);
            for (int d = 0; d < node.dependentCount(); d++) {
                int dependent = node.dependent(d).index;
                level[dependent] = Math.max(level[dependent], level[node.index] + 1);
                if (--waitingFor[dependent] == 0) {
                    ready.add(dependent);
                }
            }
        }
    }

    public List<TaskNode<?>> sorted() {
        return sorted;
    }

    public int level(TaskNode<?> node) {
        return level[node.index];
    }

    /** The names on one circle, the first repeated at the end, or null if there is none. */
    @Nullable
    public List<String> cycle() {
        if (sorted.size() == graph.size()) {
            return null;
        }
        int start = 0;
        while (waitingFor[start] == 0) {
            start++;
        }
        // Every unsorted task has an unsorted input, so following inputs must come round.
        var seenAt = new int[graph.size()];
        var path = new ArrayList<TaskNode<?>>();
        TaskNode<?> node = graph.node(start);
        while (seenAt[node.index] == 0) {
            path.add(node);
            seenAt[node.index] = path.size();
            node = unsortedInput(node);
        }
        var names = new ArrayList<String>();
        for (var on : path.subList(seenAt[node.index] - 1, path.size())) {
            names.add(on.name());
        }
        // Begin with the task declared first, whatever way the circle was found.
        int first = names.indexOf(Collections.min(names, (a, b) -> Integer.compare(position(a), position(b))));
        Collections.rotate(names, -first);
        names.add(names.get(0));
        return names;
    }

    private int position(String name) {
        var node = graph.find(name);
        return node == null ? 0 : node.index;
    }

    private TaskNode<?> unsortedInput(TaskNode<?> node) {
        for (var input : Edges.inputsOf(node)) {
            if (waitingFor[input.index] > 0) {
                return input;
            }
        }
        throw new AssertionError("no unsorted input of " + node);
    }
}
