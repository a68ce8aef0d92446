package dev.wove.internal.plan;

import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An edge of a plan, as pictures draw it.
 *
 * @param word what the edge stands for, empty if it is a plain input
 * @param isOrderOnly whether no value goes along it
 */
record Link(TaskNode<?> from, TaskNode<?> to, String word, boolean isOrderOnly) {

    /** The edges of {@code graph} by the task they lead to, in the order declared; between two tasks there is one. */
    static List<Link> of(Graph graph) {
        var links = new ArrayList<Link>();
        for (int i = 0; i < graph.size(); i++) {
            links.addAll(to(graph.node(i)).values());
        }
        return links;
    }

    private static Map<TaskNode<?>, Link> to(TaskNode<?> node) {
        var links = new LinkedHashMap<TaskNode<?>, Link>();
        for (var input : node.inputs()) {
            var from = node.graph.resolve(TakenInput.taskOf(input));
            if (from != null) {
                var word = input instanceof TakenInput taken ? taken.mode().word : "";
                links.putIfAbsent(from, new Link(from, node, word, false));
            }
        }
        var mapping = node.mapping();
        var source = mapping == null ? null : mapping.sourceTask();
        if (source != null && source.graph == node.graph) {
            links.put(source, new Link(source, node, "items", false));
        }
        var declaration = node.declaration;
        if (declaration != null) {
            for (var input : declaration.after) {
                var from = node.graph.resolve(TakenInput.taskOf(input));
                if (from != null) {
                    links.putIfAbsent(from, new Link(from, node, "after", true));
                }
            }
        }
        return links;
    }
}
