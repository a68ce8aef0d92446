package dev.wove.internal.record;

import dev.wove.trace.Ended;
import dev.wove.trace.NestedTrace;
import dev.wove.trace.TaskTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When the bodies of a task worked: its attempts, or its items, without what they waited for. While a weave inside runs
 * whose trace is known, the bodies of that work, and the one around it waits.
 */
public final class Work {
    private Work() {}

    /** From when to when, in nanoseconds from the start of the run, and how many bodies worked then, on average. */
    public record Stretch(long from, long to, double bodies) {
        long nanos() {
            return to - from;
        }
    }

    /** In the order of time. The items of a mapped task are spread evenly over its time. */
    public static List<Stretch> of(TaskTrace task) {
        var items = task.items();
        if (items != null) {
            return spread(List.of(whole(task)), items.worked().toNanos());
        }
        return without(ofAttempts(task), traced(task.nested()));
    }

    /** The same with the time in which a body waited for a weave inside it. */
    public static List<Stretch> withWeavesInside(TaskTrace task) {
        return task.items() == null ? ofAttempts(task) : List.of(whole(task));
    }

    static Duration total(TaskTrace task) {
        var items = task.items();
        long own = items != null ? items.worked().toNanos() : nanos(of(task));
        return task.nested().stream()
                .map(NestedTrace::trace)
                .filter(trace -> trace != null)
                .map(trace -> trace.worked())
                .reduce(Duration.ofNanos(own), Duration::plus);
    }

    /** How long the traced ones of {@code weaves}, which the body of one item ran, took. */
    public static long nanosInside(List<NestedTrace> weaves) {
        long nanos = 0;
        long until = 0;
        for (var weave : traced(weaves)) {
            nanos += Math.max(0, weave.to - Math.max(weave.from, until));
            until = Math.max(until, weave.to);
        }
        return nanos;
    }

    private static List<Stretch> ofAttempts(TaskTrace task) {
        if (task.how() == Ended.SKIPPED) {
            return List.of();
        }
        var attempts = task.attempts().stream()
                .map(attempt -> stretch(attempt.started(), attempt.ended()))
                .toList();
        var waits = task.waits().stream()
                .filter(wait -> wait.item() < 0 && wait.to().compareTo(task.started()) > 0)
                .map(wait -> stretch(wait.from(), wait.to()))
                .sorted(Comparator.comparingLong(Stretch::from))
                .toList();
        var work = without(attempts, waits);
        long others = task instanceof TraceFacts.TaskTrace facts
                ? facts.othersWorked().toNanos()
                : 0;
        if (others == 0) {
            return work;
        }
        var last = attempts.get(attempts.size() - 1);
        var all = new ArrayList<>(work);
        all.addAll(spread(without(List.of(new Stretch(last.to, task.ended().toNanos(), 1)), waits), others));
        return all;
    }

    private static Stretch whole(TaskTrace task) {
        return stretch(task.started(), task.ended());
    }

    private static Stretch stretch(Duration from, Duration to) {
        return new Stretch(from.toNanos(), to.toNanos(), 1);
    }

    private static List<Stretch> traced(List<NestedTrace> weaves) {
        return weaves.stream()
                .filter(weave -> weave.trace() != null)
                .map(weave -> stretch(weave.started(), weave.ended()))
                .sorted(Comparator.comparingLong(Stretch::from))
                .toList();
    }

    private static long nanos(List<Stretch> work) {
        return Math.round(
                work.stream().mapToDouble(each -> each.nanos() * each.bodies).sum());
    }

    private static List<Stretch> spread(List<Stretch> room, long nanos) {
        double all = room.stream().mapToLong(Stretch::nanos).sum();
        return room.stream()
                .filter(each -> each.nanos() > 0)
                .map(each -> new Stretch(each.from, each.to, nanos / all))
                .toList();
    }

    /** What is left of {@code work} outside of {@code holes}, both in the order of time; holes may overlap. */
    private static List<Stretch> without(List<Stretch> work, List<Stretch> holes) {
        if (holes.isEmpty()) {
            return work;
        }
        var left = new ArrayList<Stretch>();
        for (var each : work) {
            long from = each.from;
            for (var hole : holes) {
                if (hole.to <= from || hole.from >= each.to) {
                    continue;
                }
                if (hole.from > from) {
                    left.add(new Stretch(from, hole.from, each.bodies));
                }
                from = hole.to;
            }
            if (from < each.to) {
                left.add(new Stretch(from, each.to, each.bodies));
            }
        }
        return left;
    }
}
