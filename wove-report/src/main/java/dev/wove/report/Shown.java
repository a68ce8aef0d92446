package dev.wove.report;

import dev.wove.trace.Ended;
import dev.wove.trace.NestedTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/** Which tasks of a run a page shows, if it cannot show all: the critical path, what did not succeed, and the longest. */
final class Shown {
    private final int most;

    private Shown(int most) {
        this.most = most;
    }

    /** At most {@code most} tasks, those of weaves inside included. */
    static Shown most(int most) {
        return new Shown(most);
    }

    /** The tasks of the outermost run to show, in the order declared. */
    List<TaskTrace> of(Trace trace) {
        int inside = Math.min(most / 2, inside(trace));
        return choose(trace.tasks(), most - inside, trace);
    }

    /** Those of a weave inside, of which {@code room} can be shown. */
    List<TaskTrace> within(Trace trace, int room) {
        return choose(trace.tasks(), room, trace);
    }

    /** Of the run before: what is shown of the one after, and what is gone. */
    List<TaskTrace> before(Trace trace, Set<String> shownLater, Predicate<String> isInLater) {
        var gone = trace.tasks().stream()
                .filter(task -> !isInLater.test(task.name()))
                .toList();
        var goneAndShown = new HashSet<>(choose(gone, most, trace));
        return trace.tasks().stream()
                .filter(task -> shownLater.contains(task.name()) || goneAndShown.contains(task))
                .toList();
    }

    /** How many tasks weaves inside have, counted up to {@link #most}. */
    private int inside(Trace trace) {
        int count = 0;
        for (var task : trace.tasks()) {
            for (NestedTrace weave : task.nested()) {
                count += 1 + (weave.trace() == null ? 0 : weave.trace().tasks().size());
                if (count >= most) {
                    return most;
                }
            }
        }
        return count;
    }

    private static Comparator<TaskTrace> telling(Trace trace) {
        var path = new HashSet<>(trace.criticalPath().tasks());
        return Comparator.comparing((TaskTrace task) -> !path.contains(task.name()))
                .thenComparing(task -> rank(task.how()))
                .thenComparing(TaskTrace::ran, Comparator.reverseOrder())
                .thenComparing(TaskTrace::index);
    }

    private static int rank(Ended how) {
        return how == Ended.FAILED ? 0 : how == Ended.CANCELLED ? 1 : 2;
    }

    private static List<TaskTrace> choose(List<TaskTrace> tasks, int most, Trace trace) {
        if (tasks.size() <= most) {
            return tasks;
        }
        var chosen = new PriorityQueue<>(telling(trace).reversed());
        for (var task : tasks) {
            chosen.add(task);
            if (chosen.size() > most) {
                chosen.remove();
            }
        }
        return chosen.stream().sorted(Comparator.comparing(TaskTrace::index)).toList();
    }
}
