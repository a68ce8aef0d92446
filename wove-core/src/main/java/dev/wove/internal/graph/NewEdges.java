package dev.wove.internal.graph;

import dev.wove.Task;
import dev.wove.TaskInput;
import org.jspecify.annotations.Nullable;

/** Draws the edges from what one task takes, as it is declared. Those of handles by name are drawn when all tasks are there. */
final class NewEdges {
    private static final int BY_NAME = 1 << 31;

    private NewEdges() {}

    /** Draws them, and says how many ends {@code node} has to wait for; true if there are handles by name. */
    static boolean draw(Graph graph, Graph.@Nullable Enclosing enclosing, TaskNode<?> node) {
        // The number, and a bit that says whether there are handles by name.
        int drawn = connect(graph, enclosing, node, node.inputs);
        var declaration = node.declaration;
        if (declaration != null) {
            drawn = sum(drawn, connect(graph, enclosing, node, declaration.after));
            if (declaration.mapping != null && declaration.mapping.source instanceof Task<?> source) {
                drawn = sum(drawn, connect(graph, enclosing, node, source));
            }
        }
        node.expect(drawn & ~BY_NAME);
        return drawn < 0;
    }

    private static int connect(Graph graph, Graph.@Nullable Enclosing enclosing, TaskNode<?> node, TaskInput[] inputs) {
        int drawn = 0;
        for (var input : inputs) {
            drawn = sum(drawn, connect(graph, enclosing, node, input));
        }
        return drawn;
    }

    private static int sum(int drawn, int more) {
        return (drawn & ~BY_NAME) + (more & ~BY_NAME) | (drawn | more) & BY_NAME;
    }

    /** Adds the edge from {@code input}; returns how many ends the node has to wait for because of it. */
    private static int connect(Graph graph, Graph.@Nullable Enclosing enclosing, TaskNode<?> node, TaskInput input) {
        var task = TakenInput.taskOf(input);
        if (task instanceof TaskNode<?> target && target.graph == graph) {
            target.addDependent(node, !(input instanceof TakenInput));
            return 1;
        }
        if (task instanceof TaskRef<?> ref && ref.isOf(graph)) {
            return BY_NAME;
        }
        if (enclosing != null && enclosing.mayRead(task)) {
            return 0;
        }
        throw Refusals.foreignInput(graph, node, task);
    }
}
