package dev.wove.internal.trace;

import dev.wove.internal.graph.NodeList;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import org.jspecify.annotations.Nullable;

/**
 * When the tasks of a run under way were ready; like {@link NodeTimes#ready}, one by one.
 *
 * @param nodes the nodes of the run, at their indexes; null if they are those that the edges name
 */
public record ReadyTimes(long startedAt, @Nullable NodeList nodes) {
    public long of(TaskNode<?> node) {
        var record = node.recordIfAny();
        long ready = record == null ? startedAt : Math.max(startedAt, record.declaredAt);
        for (var input : node.inputs()) {
            ready = Math.max(ready, endOf(node, node.graph.resolve(TakenInput.taskOf(input))));
        }
        var declaration = node.declaration;
        if (declaration != null) {
            for (var input : declaration.after) {
                ready = Math.max(ready, endOf(node, node.graph.resolve(TakenInput.taskOf(input))));
            }
            var mapping = declaration.mapping;
            var source = mapping == null ? null : mapping.sourceTask();
            if (source != null) {
                // It may be of a weave around.
                ready = Math.max(ready, endOf(node, node.graph.resolve(source)));
            }
        }
        return ready;
    }

    private long endOf(TaskNode<?> node, @Nullable TaskNode<?> input) {
        if (input == null) {
            return startedAt;
        }
        return NodeTimes.gone(node, nodes == null ? input : nodes.get(input.index), startedAt);
    }
}
