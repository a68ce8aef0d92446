package dev.wove.internal.graph;

import dev.wove.PlanException;
import dev.wove.TaskInput;
import java.util.Map;
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
            var details = node.details;
            if (details != null) {
                found += resolveAll(node, details.after);
                var mapping = details.mapping;
                if (mapping != null && mapping.source instanceof TaskRef<?> ref && namesInput(ref)) {
                    mapping.source = graph.itemsGiven(node, ref.name);
                } else if (mapping != null && mapping.source instanceof TaskRef<?> ref) {
                    var target =
                            resolve(ref, "Task '" + node.name() + "' in weave '" + graph.name() + "' is mapped over");
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
                var target = resolve(ref, "Task '" + node.name() + "' in weave '" + graph.name() + "' depends on");
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
            throw new PlanException("Input '" + ref.name + "' of weave '" + graph.name() + "' was referred to as "
                    + ref.type.getSimpleName() + ", but was given a "
                    + value.getClass().getSimpleName() + ".\n  Refer to it as "
                    + value.getClass().getSimpleName() + " instead.");
        }
        return true;
    }

    /** The task that {@code ref} stands for. Fails, telling {@code who} needs it, if there is none or of another type. */
    TaskNode<?> resolve(TaskRef<?> ref, String who) {
        var target = ref.target;
        if (target == null) {
            target = graph.find(ref.name);
            if (target == null) {
                throw new PlanException(
                        who + " '" + ref.name + "', but no task with that name is declared.\n  Declared: "
                                + Names.listed(graph.names()) + Names.suggestion(ref.name, graph.names()));
            }
            var type = target.valueType();
            if (ref.type != null && type != null && !Types.fits(type, ref.type)) {
                throw new PlanException(who + " '" + ref.name + "' as " + ref.type.getSimpleName()
                        + ", but that task makes " + type.getSimpleName() + ".\n  Refer to it as "
                        + type.getSimpleName() + " instead.");
            }
            if (ref.graph != null) {
                ref.target = target;
            }
        }
        return target;
    }
}
