package dev.wove.internal.graph;

import dev.wove.PlanException;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.internal.text.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what handles by name stand for, once all tasks are declared, and draws the edges from there. */
final class References {
    private final Graph graph;

    /** The values that the weave was given, by name. */
    private final Map<String, ? extends @Nullable Object> inputs;

    References(Graph graph, Map<String, ? extends @Nullable Object> inputs) {
        this.graph = graph;
        this.inputs = inputs;
    }

    void resolve() {
        for (int i = 0; i < graph.size(); i++) {
            var node = graph.node(i);
            int found = resolveAll(node, node.inputs);
            var declaration = node.declaration;
            if (declaration != null) {
                found += resolveAll(node, declaration.after);
                var mapping = declaration.mapping;
                if (mapping != null && mapping.source instanceof TaskRef<?> ref && namesInput(ref)) {
                    mapping.source = graph.itemsGiven(node, ref.name);
                } else if (mapping != null && mapping.source instanceof TaskRef<?> ref) {
                    var who = "Task '" + node.name() + "' in " + graph.title() + " is mapped over";
                    var target = resolve(ref, who, node);
                    target.addDependent(node, true);
                    mapping.source = target;
                    found++;
                }
            }
            node.expect(node.pending() + found);
        }
        // Once for all, as thousands may refer to the same task.
        for (int i = 0; i < graph.size(); i++) {
            graph.node(i).sortDependents();
        }
    }

    private int resolveAll(TaskNode<?> node, TaskInput[] inputs) {
        int found = 0;
        for (var input : inputs) {
            var task = TakenInput.taskOf(input);
            if (task instanceof TaskRef<?> ref && ref.isOf(graph) && !namesInput(ref)) {
                var who = "Task '" + node.name() + "' in " + graph.title() + " depends on";
                var target = resolve(ref, who, node);
                target.addDependent(node, !(input instanceof TakenInput));
                found++;
            }
        }
        return found;
    }

    /** Whether {@code ref} stands for a value that the weave was given. */
    private boolean namesInput(TaskRef<?> ref) {
        if (!inputs.containsKey(ref.name) || graph.find(ref.name) != null) {
            return false;
        }
        var value = inputs.get(ref.name);
        if (ref.type != null && value != null && !Types.fits(value.getClass(), ref.type)) {
            throw new PlanException("Input '" + ref.name() + "' of " + graph.title() + " was referred to as "
                    + ref.type.getSimpleName() + ", but was given "
                    + Types.a(value.getClass()) + ".\n  Refer to it as "
                    + value.getClass().getSimpleName() + " instead.");
        }
        return true;
    }

    /**
     * The task that {@code ref} stands for. Fails, telling {@code who} needs it, if there is none or of another type.
     *
     * @param reader the task that needs it, if one does
     */
    TaskNode<?> resolve(TaskRef<?> ref, String who, @Nullable TaskNode<?> reader) {
        var target = ref.target;
        if (target == null) {
            target = graph.find(ref.name);
            if (target == null) {
                throw new PlanException(
                        who + " '" + ref.name() + "', but no task with that name is declared.\n  Declared: "
                                + Names.listed(graph.names()) + Names.suggestion(ref.name, candidates(reader)));
            }
            var type = target.valueType();
            if (ref.type != null && type != null && !Types.fits(type, ref.type)) {
                throw new PlanException(who + " '" + ref.name() + "' as " + ref.type.getSimpleName()
                        + ", but that task makes " + type.getSimpleName() + ".\n  Refer to it as "
                        + type.getSimpleName() + " instead.");
            }
            if (ref.graph != null) {
                ref.target = target;
            }
        }
        return target;
    }

    /** The names that {@code reader} could depend on: those of tasks that wait for it would close a circle. */
    private List<String> candidates(@Nullable TaskNode<?> reader) {
        if (reader == null) {
            return graph.names();
        }
        var readers = new HashMap<TaskNode<?>, List<TaskNode<?>>>();
        for (int i = 0; i < graph.size(); i++) {
            var node = graph.node(i);
            for (var input : taken(node)) {
                readers.computeIfAbsent(input, each -> new ArrayList<>()).add(node);
            }
        }
        var waiting = new HashSet<TaskNode<?>>();
        var open = new ArrayDeque<TaskNode<?>>(List.of(reader));
        while (!open.isEmpty()) {
            var node = open.remove();
            if (waiting.add(node)) {
                open.addAll(readers.getOrDefault(node, List.of()));
            }
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < graph.size(); i++) {
            if (!waiting.contains(graph.node(i))) {
                names.add(graph.node(i).name());
            }
        }
        return names;
    }

    private Set<TaskNode<?>> taken(TaskNode<?> node) {
        var all = new HashSet<TaskNode<?>>();
        for (var input : node.inputs) {
            all.add(graph.resolve(TakenInput.taskOf(input)));
        }
        var declaration = node.declaration;
        if (declaration != null) {
            for (var input : declaration.after) {
                all.add(graph.resolve(TakenInput.taskOf(input)));
            }
            if (declaration.mapping != null && declaration.mapping.source instanceof Task<?> task) {
                all.add(graph.resolve(task));
            }
        }
        all.remove(null);
        return all;
    }
}
