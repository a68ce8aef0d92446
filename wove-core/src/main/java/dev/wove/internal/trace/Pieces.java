package dev.wove.internal.trace;

import dev.wove.trace.InputTrace;
import dev.wove.trace.InputTrace.As;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.WaitCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A run cut into pieces of time that only depend on ends of other pieces. A task has one for its wait before it starts
 * and one for its body; a body that awaited a task in its midst, or took items one by one, has one more from that end on.
 */
final class Pieces {
    private static final int[] NONE = {};

    final List<TaskTrace> tasks;
    private int size;

    /** Of each piece: its task, when it did not wait for its inputs any more, and when it ended. */
    int[] task = new int[16];

    long[] from = new long[16];
    long[] to = new long[16];
    /** Of each piece: those it came after. */
    int[][] inputs = new int[16][];
    /** Of each task. */
    final int[] first;

    final int[] last;

    /** @param indexes the places of the tasks by name */
    Pieces(List<TaskTrace> tasks, Map<String, Integer> indexes) {
        this.tasks = tasks;
        this.first = new int[tasks.size()];
        this.last = new int[tasks.size()];
        for (int i = 0; i < tasks.size(); i++) {
            cut(i, indexes);
        }
        for (int i = 0; i < tasks.size(); i++) {
            connect(i, indexes);
        }
    }

    int size() {
        return size;
    }

    /** Whether this piece is the wait of its task before it started. */
    boolean isWait(int piece) {
        return first[task[piece]] == piece;
    }

    private void cut(int index, Map<String, Integer> indexes) {
        var trace = tasks.get(index);
        long started = trace.started().toNanos();
        long ended = trace.ended().toNanos();
        first[index] = add(index, trace.ready().toNanos(), started);
        int current = add(index, started, ended);
        inputs[current] = new int[] {first[index]};
        for (var join : joins(trace, indexes)) {
            to[current] = Math.max(from[current], Math.min(join.waitedFrom, ended));
            int next = add(index, Math.min(Math.max(to[current], join.until), ended), ended);
            // The second is the task that was joined, until all have pieces.
            inputs[next] = new int[] {current, join.task};
            current = next;
        }
        last[index] = current;
    }

    /** A task whose end a body came to need while it ran. */
    private record Join(int task, long waitedFrom, long until) {
        long wentOn() {
            return Math.max(waitedFrom, until);
        }
    }

    private List<Join> joins(TaskTrace trace, Map<String, Integer> indexes) {
        var joins = new ArrayList<Join>();
        for (var input : trace.inputs()) {
            boolean comesLate = input.as() == As.DISCOVERED
                    || input.as() == As.STREAM && hasStreamed(trace, indexes.get(input.task()));
            if (comesLate) {
                int target = indexes.get(input.task());
                var end = tasks.get(target).ended();
                var since = input.awaited() == null ? trace.started() : input.awaited();
                if (end.compareTo(trace.ended()) <= 0 && !hasGivenUp(trace, input.task(), end)) {
                    joins.add(new Join(target, since.toNanos(), end.toNanos()));
                }
            }
        }
        joins.sort(Comparator.comparingLong(Join::wentOn));
        return joins;
    }

    /** Whether the body went on before the task that it awaited had ended. */
    private static boolean hasGivenUp(TaskTrace trace, String awaited, Duration end) {
        return trace.waits().stream()
                .anyMatch(wait -> wait.cause() == WaitCause.INPUT
                        && awaited.equals(wait.on())
                        && wait.from().compareTo(trace.started()) >= 0
                        && wait.to().compareTo(end) < 0);
    }

    /** Whether the task started before this input had ended. */
    private boolean hasStreamed(TaskTrace trace, int input) {
        return tasks.get(input).ended().compareTo(trace.started()) > 0;
    }

    private int add(int index, long start, long end) {
        if (size == task.length) {
            task = Arrays.copyOf(task, size * 2);
            from = Arrays.copyOf(from, size * 2);
            to = Arrays.copyOf(to, size * 2);
            inputs = Arrays.copyOf(inputs, size * 2);
        }
        task[size] = index;
        from[size] = start;
        to[size] = end;
        inputs[size] = NONE;
        return size++;
    }

    private void connect(int index, Map<String, Integer> indexes) {
        var trace = tasks.get(index);
        inputs[first[index]] = trace.inputs().stream()
                .filter(InputTrace::isDeclared)
                .filter(input -> indexes.containsKey(input.task()))
                .mapToInt(input -> {
                    int target = indexes.get(input.task());
                    return input.as() == As.STREAM && hasStreamed(trace, indexes.get(input.task()))
                            ? first[target]
                            : last[target];
                })
                .toArray();
        for (int piece = first[index] + 2; piece <= last[index]; piece++) {
            inputs[piece][1] = last[inputs[piece][1]];
        }
    }

    /** The pieces in an order in which each comes after those it depends on. */
    int[] order() {
        var order = new int[size];
        var next = new int[size];
        var seen = new boolean[size];
        var stack = new int[size];
        int done = 0;
        for (int root = 0; root < size; root++) {
            int depth = 0;
            if (!seen[root]) {
                seen[root] = true;
                stack[depth++] = root;
            }
            while (depth > 0) {
                int piece = stack[depth - 1];
                if (next[piece] == inputs[piece].length) {
                    order[done++] = piece;
                    depth--;
                } else {
                    int input = inputs[piece][next[piece]++];
                    if (!seen[input]) {
                        seen[input] = true;
                        stack[depth++] = input;
                    }
                }
            }
        }
        return order;
    }
}
