package dev.wove.internal.result;

import dev.wove.FinishedItems;
import dev.wove.internal.graph.EndedTask;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.Mapping;
import dev.wove.internal.graph.NodeList;
import dev.wove.internal.graph.TaskNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which items of a mapped task have made something. */
final class ItemsReader {
    private static final Object[] NOTHING = {};

    private final Graph graph;
    private final NodeList nodes;

    ItemsReader(Graph graph, NodeList nodes) {
        this.graph = graph;
        this.nodes = nodes;
    }

    FinishedItems<?> read(TaskNode<?> node) {
        check(node);
        var notes = node.notes();
        var made = notes == null ? null : notes.made;
        if (made == null) {
            made = valuesOf(node);
        }
        var values = new LinkedHashMap<Integer, @Nullable Object>();
        var missing = new ArrayList<Integer>();
        for (int i = 0, count = count(node); i < count; i++) {
            var value = i < made.length ? made[i] : null;
            if (value == null) {
                missing.add(i);
            } else {
                values.put(i, node.valueOf(value));
            }
        }
        return new ResultFacts.FinishedItems<>(node.name(), values, missing);
    }

    /** By the task as it was declared: in its place a test may have given a value. */
    private void check(TaskNode<?> node) {
        var keeps = node instanceof EndedTask<?> task ? task.keeps : null;
        var who = "Task '" + node.name() + "' in " + graph.title() + " ";
        if (keeps == null) {
            throw new IllegalArgumentException(
                    who + "is not mapped, so it has no items.\n  Ask for its value or its outcome.");
        }
        if (keeps == Mapping.Keeps.COUNT) {
            throw new IllegalArgumentException(who + "keeps only the number of its items.\n"
                    + "  Declare it with each or eachSettled where what they make is wanted.");
        }
    }

    /** What a task has made that ran no items itself. */
    private @Nullable Object[] valuesOf(TaskNode<?> node) {
        var state = node.state();
        if (!(state instanceof List<?> list)) {
            return NOTHING;
        }
        var values = new ArrayList<Object>(list.size());
        for (var value : list) {
            values.add(value == null ? TaskNode.NULL : value);
        }
        return values.toArray();
    }

    /** How many items there were, as far as that is known. */
    private int count(TaskNode<?> node) {
        var notes = node.notes();
        var mapping = node.mapping();
        var upstream = mapping == null ? null : mapping.upstream();
        if (upstream != null && graph.resolve(upstream) != null) {
            return count(nodes.get(upstream.index));
        }
        if (notes != null && notes.itemsGiven >= 0) {
            return notes.itemsGiven;
        }
        var source = mapping == null ? node.state() : sourceOf(mapping);
        var count = Mapping.knownCount(source);
        return count == null ? 0 : count;
    }

    private @Nullable Object sourceOf(Mapping mapping) {
        var task = mapping.sourceTask();
        var node = task == null ? null : graph.resolve(task);
        return node == null ? mapping.source : nodes.get(node.index).state();
    }
}
