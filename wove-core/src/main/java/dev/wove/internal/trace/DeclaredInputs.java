package dev.wove.internal.trace;

import dev.wove.TaskInput;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.record.TraceFacts;
import dev.wove.trace.InputTrace;
import dev.wove.trace.InputTrace.As;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a task was declared to wait for in its weave, and how it takes it. What is of a weave around is none of it. */
public final class DeclaredInputs {
    private DeclaredInputs() {}

    public static List<InputTrace> of(TaskNode<?> node) {
        var traces = new ArrayList<InputTrace>();
        byTask(node).forEach((input, as) -> traces.add(new TraceFacts.InputTrace(input.name(), as, null)));
        return traces;
    }

    /** Each task once: for its value where that is taken, too. */
    public static Map<TaskNode<?>, As> byTask(TaskNode<?> node) {
        var inputs = new LinkedHashMap<TaskNode<?>, As>();
        for (var input : node.inputs()) {
            add(inputs, node, input, as(input));
        }
        var declaration = node.declaration;
        if (declaration != null) {
            for (var input : declaration.after) {
                add(inputs, node, input, As.ORDER);
            }
            var mapping = declaration.mapping;
            var source = mapping == null ? null : mapping.sourceTask();
            if (source != null && node.graph.resolve(source) != null) {
                inputs.put(source, mapping.upstream() == null ? As.ITEMS : As.STREAM);
            }
        }
        return inputs;
    }

    private static As as(TaskInput input) {
        if (input instanceof TakenInput taken) {
            return taken.mode() == TakenInput.Mode.SETTLED ? As.SETTLED : As.OR_NULL;
        }
        return As.VALUE;
    }

    private static void add(Map<TaskNode<?>, As> inputs, TaskNode<?> node, TaskInput input, As as) {
        var target = node.graph.resolve(TakenInput.taskOf(input));
        if (target != null) {
            inputs.putIfAbsent(target, as);
        }
    }
}
