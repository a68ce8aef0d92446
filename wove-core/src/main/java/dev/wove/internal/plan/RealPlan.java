package dev.wove.internal.plan;

import dev.wove.Plan;
import dev.wove.PlannedTask;
import dev.wove.WeaveOptions;
import dev.wove.internal.graph.Edges;
import dev.wove.internal.graph.Graph;
import dev.wove.internal.graph.Order;
import dev.wove.internal.graph.TaskNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sealed graph that nothing has run in. */
public final class RealPlan<R extends @Nullable Object> implements Plan<R> {
    public final Graph graph;
    public final TaskNode<?> returned;

    public RealPlan(Graph graph, TaskNode<?> returned) {
        this.graph = graph;
        this.returned = returned;
    }

    @Override
    public String name() {
        return graph.name();
    }

    @Override
    public List<PlannedTask> tasks() {
        var tasks = new ArrayList<PlannedTask>(graph.size());
        for (int i = 0; i < graph.size(); i++) {
            tasks.add(planned(graph.node(i)));
        }
        return tasks;
    }

    @Override
    public PlannedTask task(String name) {
        var node = graph.find(name);
        if (node == null) {
            throw graph.unknown(name);
        }
        return planned(node);
    }

    private static PlannedTask planned(TaskNode<?> node) {
        var mapping = node.mapping();
        return new RealPlannedTask(
                node.name(),
                node.kind,
                mapping != null,
                mapping == null ? null : mapping.sourceName(),
                mapping == null ? null : mapping.knownCount(),
                names(Edges.inputsOf(node)),
                names(Edges.dependentsOf(node)),
                node.policy(),
                node.place().runsOn());
    }

    private static List<String> names(Iterable<TaskNode<?>> nodes) {
        var names = new ArrayList<String>();
        nodes.forEach(node -> names.add(node.name()));
        return names;
    }

    @Override
    public List<String> order() {
        return names(new Order(graph).sorted());
    }

    @Override
    public List<List<String>> levels() {
        var order = new Order(graph);
        var levels = new ArrayList<List<String>>();
        for (var node : order.sorted()) {
            while (levels.size() <= order.level(node)) {
                levels.add(new ArrayList<>());
            }
            levels.get(order.level(node)).add(node.name());
        }
        return levels;
    }

    @Override
    public String returned() {
        return returned.name();
    }

    @Override
    public WeaveOptions options() {
        return graph.options();
    }

    @Override
    public String explain() {
        return Explanation.of(this);
    }

    @Override
    public String toMermaid() {
        return Mermaid.of(this);
    }

    @Override
    public String toDot() {
        return Dot.of(this);
    }

    @Override
    public String toString() {
        return "Plan(" + name() + ", " + graph.size() + " tasks)";
    }
}
