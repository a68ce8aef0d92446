package dev.wove.internal.graph;

import dev.wove.TaskInput;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes of one run in which other tasks run in the place of some declared ones. Options stay those that were declared;
 * inputs that a substitute does not need are cut off, and with them the tasks that were there for nothing else.
 */
public final class SubstitutedNodes {
    private final Graph graph;
    private final Map<TaskNode<?>, Substitute> substitutes;
    private final TaskNode<?> returned;
    private final NodeList nodes = new NodeList();
    private final Set<TaskNode<?>> unneeded = new LinkedHashSet<>();

    public SubstitutedNodes(Graph graph, TaskNode<?> returned, Map<TaskNode<?>, Substitute> substitutes) {
        this.graph = graph;
        this.substitutes = substitutes;
        for (int i = 0; i < graph.size(); i++) {
            var declared = graph.node(i);
            var substitute = substitutes.get(declared);
            var node = substitute == null ? declared.copy() : substitute.task();
            declared.copyDeclarationTo(node);
            node.strictDependents = 0;
            if (substitute != null) {
                reduce(node, substitute);
            }
            nodes.add(node);
        }
        this.returned = nodes.get(returned.index);
        this.returned.strictDependents++;
        for (var node : nodes) {
            takeWholeSource(node);
        }
        for (var node : nodes) {
            connect(node);
        }
        findUnneeded();
    }

    /** The nodes to run, in the order declared. */
    public NodeList all() {
        return nodes;
    }

    /** Those that only fed tasks that were replaced, and must not run. */
    public Collection<TaskNode<?>> unneeded() {
        return unneeded;
    }

    /** The names of the replaced tasks that {@code node} was there for. */
    public Collection<String> replacedAfter(TaskNode<?> node) {
        var names = new LinkedHashSet<String>();
        var seen = new LinkedHashSet<TaskNode<?>>();
        var waiting = new ArrayDeque<TaskNode<?>>(List.of(graph.node(node.index)));
        while (!waiting.isEmpty()) {
            for (var dependent : Edges.dependentsOf(waiting.remove())) {
                if (substitutes.containsKey(dependent)) {
                    names.add(dependent.name());
                } else if (seen.add(dependent)) {
                    waiting.add(dependent);
                }
            }
        }
        return names;
    }

    private static void reduce(TaskNode<?> node, Substitute substitute) {
        node.inputs = substitute.inputs();
        var declaration = node.declaration;
        if (declaration != null) {
            node.declaration = new Declaration(
                    declaration.policy,
                    declaration.place,
                    substitute.mapped() ? declaration.mapping : null,
                    Declaration.NOTHING);
        }
    }

    /** A source that has no items any more, but a value, is waited for as a whole. */
    private void takeWholeSource(TaskNode<?> node) {
        var mapping = node.mapping();
        var upstream = mapping == null ? null : mapping.upstream();
        if (mapping == null || upstream == null || node.graph.resolve(upstream) == null) {
            return;
        }
        if (nodes.get(upstream.index).mapping() != null) {
            return;
        }
        var declaration = node.declaration;
        assert declaration != null;
        node.declaration = new Declaration(
                declaration.policy,
                declaration.place,
                new Mapping(nodes.get(upstream.index), mapping.keeps),
                declaration.after);
    }

    private void connect(TaskNode<?> node) {
        int expected = connect(node, node.inputs);
        var declaration = node.declaration;
        if (declaration != null) {
            expected += connect(node, declaration.after);
            var source = declaration.mapping == null ? null : declaration.mapping.sourceTask();
            if (source != null) {
                expected += connect(node, new TaskInput[] {source});
            }
        }
        node.expect(expected);
    }

    private int connect(TaskNode<?> node, TaskInput[] inputs) {
        int expected = 0;
        for (var input : inputs) {
            var target = graph.resolve(TakenInput.taskOf(input));
            if (target != null) {
                nodes.get(target.index).addDependent(node, !(input instanceof TakenInput));
                expected++;
            }
        }
        return expected;
    }

    private void findUnneeded() {
        var perhaps = new ArrayDeque<TaskNode<?>>();
        substitutes.keySet().forEach(declared -> perhaps.addAll(Edges.inputsOf(declared)));
        while (!perhaps.isEmpty()) {
            var node = nodes.get(perhaps.remove().index);
            if (node != returned && unneeded.containsAll(Edges.dependentsOf(node)) && unneeded.add(node)) {
                perhaps.addAll(Edges.inputsOf(node));
            }
        }
    }

    @Override
    public String toString() {
        return "SubstitutedNodes(of " + graph.name() + ", unneeded " + unneeded + ")";
    }
}
