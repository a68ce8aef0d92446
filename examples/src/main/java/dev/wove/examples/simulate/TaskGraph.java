package dev.wove.examples.simulate;

import dev.wove.examples.replay.Trace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntToLongFunction;

/** The tasks of a trace as numbers, in the order of the trace. Its parents must exist and form no cycle. */
final class TaskGraph {
    private final long[] micros;
    private final int[] parentCounts;
    private final List<List<Integer>> children = new ArrayList<>();
    private final int[] childrenFirst;

    TaskGraph(Trace trace) {
        int n = trace.tasks().size();
        micros = new long[n];
        parentCounts = new int[n];
        var numbers = new HashMap<String, Integer>();
        for (var task : trace.tasks()) {
            numbers.put(task.id(), numbers.size());
            children.add(new ArrayList<>());
        }
        for (int i = 0; i < n; i++) {
            var task = trace.tasks().get(i);
            micros[i] = task.micros();
            parentCounts[i] = task.parents().size();
            for (var parent : task.parents()) {
                children.get(numbers.get(parent)).add(i);
            }
        }
        childrenFirst = childrenFirst(trace, numbers);
    }

    private int[] childrenFirst(Trace trace, HashMap<String, Integer> numbers) {
        int n = size();
        var order = new int[n];
        var waitingFor = new int[n];
        int added = 0;
        for (int i = 0; i < n; i++) {
            waitingFor[i] = children.get(i).size();
            if (waitingFor[i] == 0) {
                order[added++] = i;
            }
        }
        for (int next = 0; next < added; next++) {
            for (var parent : trace.tasks().get(order[next]).parents()) {
                int p = numbers.get(parent);
                if (--waitingFor[p] == 0) {
                    order[added++] = p;
                }
            }
        }
        return order;
    }

    int size() {
        return micros.length;
    }

    long micros(int task) {
        return micros[task];
    }

    /** The tasks that wait for {@code task}, in the order of the trace. */
    List<Integer> children(int task) {
        return children.get(task);
    }

    int[] parentCounts() {
        return parentCounts.clone();
    }

    /** For each task the longest path from its start to the end, a task being as long as {@code length} says. */
    long[] remainingPaths(IntToLongFunction length) {
        var remaining = new long[size()];
        for (int task : childrenFirst) {
            long longest = 0;
            for (int child : children(task)) {
                longest = Math.max(longest, remaining[child]);
            }
            remaining[task] = length.applyAsLong(task) + longest;
        }
        return remaining;
    }

    /** For each task how many others cannot start before it has ended. */
    long[] tasksBehind() {
        var behind = new BitSet[size()];
        var counts = new long[size()];
        for (int task : childrenFirst) {
            behind[task] = new BitSet(size());
            for (int child : children(task)) {
                behind[task].or(behind[child]);
                behind[task].set(child);
            }
            counts[task] = behind[task].cardinality();
        }
        return counts;
    }
}
