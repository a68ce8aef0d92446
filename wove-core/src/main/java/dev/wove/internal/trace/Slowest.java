package dev.wove.internal.trace;

import dev.wove.trace.TaskTrace;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The tasks that ran longest, found without an order of all. */
final class Slowest {
    private Slowest() {}

    static List<TaskTrace> of(List<TaskTrace> tasks, int most) {
        if (most < 0) {
            throw new IllegalArgumentException("most must not be negative, but is " + most);
        }
        var longestFirst = Comparator.comparing(TaskTrace::ran).reversed().thenComparing(TaskTrace::index);
        var shortestFirst = new PriorityQueue<>(longestFirst.reversed());
        for (var task : tasks) {
            shortestFirst.add(task);
            if (shortestFirst.size() > most) {
                shortestFirst.remove();
            }
        }
        return shortestFirst.stream().sorted(longestFirst).toList();
    }
}
