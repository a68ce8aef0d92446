package dev.wove.internal.trace;

import dev.wove.internal.graph.Edges;
import dev.wove.internal.graph.Ending;
import dev.wove.internal.graph.NodeList;
import dev.wove.internal.graph.TaskNode;
import org.jspecify.annotations.Nullable;

/**
 * The times of the tasks of a completed run, such that no task starts before it was ready. A loop reads the clock once
 * for the end of a task and the start of the next, which another thread may have made ready a moment later.
 */
public final class NodeTimes {
    private final NodeList nodes;
    private final long runStartedAt;
    private final long[] ready;
    private final @Nullable TaskNode<?>[] lastInput;

    public NodeTimes(NodeList nodes, int size, long runStartedAt) {
        this.nodes = nodes;
        this.runStartedAt = runStartedAt;
        this.ready = new long[size];
        this.lastInput = new TaskNode<?>[size];
        for (int i = 0; i < size; i++) {
            read(nodes.get(i));
        }
    }

    private void read(TaskNode<?> node) {
        ready[node.index] = runStartedAt;
        for (var declared : Edges.inputsOf(node)) {
            var input = nodes.get(declared.index);
            long gone = gone(node, input, runStartedAt);
            if (gone > ready[node.index]) {
                ready[node.index] = gone;
                lastInput[node.index] = input;
            }
        }
    }

    /** When {@code node} did not wait for {@code input} any more. */
    static long gone(TaskNode<?> node, TaskNode<?> input, long runStartedAt) {
        var mapping = node.mapping();
        var upstream = mapping == null ? null : mapping.upstream();
        if (upstream == null
                || node.graph.resolve(upstream) == null
                || upstream.index != input.index
                || node.startedAt == 0) {
            return input.endedAt;
        }
        if (input.endedAt != 0 && input.endedAt <= node.startedAt) {
            return input.endedAt;
        }
        // An input whose items are taken one by one may be running still.
        boolean ran = input.startedAt != 0;
        return ran ? Math.max(runStartedAt, input.startedAt) : Math.max(runStartedAt, input.endedAt);
    }

    /** Whether the body of {@code node} was started. */
    public static boolean hasStarted(TaskNode<?> node) {
        var ending = node.ending();
        return node.startedAt != 0 && (ending == null || ending.kind != Ending.Kind.SKIPPED);
    }

    /** When the declared inputs of {@code node} had ended; of one that gives its items one by one, had started. */
    public long ready(TaskNode<?> node) {
        return ready[node.index];
    }

    /** The input that {@code node} waited for longest, the first of several; null if it waited for none. */
    public @Nullable TaskNode<?> lastInput(TaskNode<?> node) {
        return lastInput[node.index];
    }

    /** When the first attempt of {@code node} began; the same as its end if it never started. */
    public long started(TaskNode<?> node) {
        return hasStarted(node) ? Math.max(node.startedAt, ready(node)) : ended(node);
    }

    public long ended(TaskNode<?> node) {
        return Math.max(node.endedAt, hasStarted(node) ? Math.max(node.startedAt, ready(node)) : ready(node));
    }
}
