package dev.wove.internal.graph;

import dev.wove.Task;
import dev.wove.TaskInput;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Edges as sets, for planning and for people; the engine counts them instead. */
public final class Edges {
    private Edges() {}

    /** The tasks of the same graph that {@code node} waits for: inputs, order-only ones, then its source of items. */
    public static Set<TaskNode<?>> inputsOf(TaskNode<?> node) {
        var all = awaitedBy(node);
        var mapping = node.mapping();
        var source = mapping != null && mapping.source instanceof Task<?> task ? node.graph.resolve(task) : null;
        if (source != null) {
            all.add(source);
        }
        return all;
    }

    /** The tasks of the same graph whose end {@code node} waits for: inputs, then order-only ones. */
    static Set<TaskNode<?>> awaitedBy(TaskNode<?> node) {
        var all = new LinkedHashSet<TaskNode<?>>();
        add(all, node, node.inputs());
        if (node.declaration != null) {
            add(all, node, node.declaration.after);
        }
        return all;
    }

    /** The tasks that wait for {@code node}, each once. */
    public static Set<TaskNode<?>> dependentsOf(TaskNode<?> node) {
        var all = new LinkedHashSet<TaskNode<?>>();
        for (int i = 0; i < node.dependentCount(); i++) {
            all.add(node.dependent(i));
        }
        return all;
    }

    private static void add(Set<TaskNode<?>> all, TaskNode<?> node, TaskInput[] inputs) {
        for (var input : inputs) {
            var task = TakenInput.taskOf(input);
            var target = node.graph.resolve(task);
            if (target != null) {
                all.add(target);
            }
        }
    }

    /** These tasks, and all that they need. */
    static Set<TaskNode<?>> neededBy(Collection<? extends TaskNode<?>> wanted) {
        var needed = new LinkedHashSet<TaskNode<?>>();
        var open = new ArrayDeque<TaskNode<?>>(wanted);
        while (!open.isEmpty()) {
            var node = open.remove();
            if (needed.add(node)) {
                open.addAll(inputsOf(node));
            }
        }
        return needed;
    }
}
