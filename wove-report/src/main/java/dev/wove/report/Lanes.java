package dev.wove.report;

import dev.wove.trace.Ended;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Wait;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Puts each task that ran into the first lane that is free, so that tasks in one lane follow each other. */
final class Lanes {
    private final Map<String, Integer> lanes = new HashMap<>();
    private int count;

    private record Busy(int lane, Duration until) {}

    Lanes(List<TaskTrace> tasks) {
        var free = new PriorityQueue<Integer>();
        var busy = new PriorityQueue<>(Comparator.comparing(Busy::until));
        tasks.stream()
                .filter(task -> task.how() != Ended.SKIPPED)
                .sorted(Comparator.comparing(Lanes::begins).thenComparing(TaskTrace::index))
                .forEach(task -> {
                    while (!busy.isEmpty() && busy.peek().until().compareTo(begins(task)) <= 0) {
                        free.add(busy.poll().lane());
                    }
                    int lane = free.isEmpty() ? ++count : free.poll();
                    lanes.put(task.name(), lane);
                    busy.add(new Busy(lane, task.ended()));
                });
    }

    /** From 1; 0 for a task that was skipped. */
    int of(TaskTrace task) {
        return lanes.getOrDefault(task.name(), 0);
    }

    int count() {
        return count;
    }

    /** When it is first seen in its lane: its waits since it was ready count, too. */
    private static Duration begins(TaskTrace task) {
        return task.waits().stream()
                .filter(wait -> wait.item() < 0)
                .map(Wait::from)
                .filter(from -> from.compareTo(task.ready()) >= 0 && from.compareTo(task.started()) < 0)
                .min(Comparator.naturalOrder())
                .orElse(task.started());
    }
}
