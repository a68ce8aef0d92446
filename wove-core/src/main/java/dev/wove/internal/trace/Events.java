package dev.wove.internal.trace;

import dev.wove.trace.AttemptTrace;
import dev.wove.trace.Ended;
import dev.wove.trace.RunId;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.TraceEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A trace as events, in causal order also where many happened at the same time. */
final class Events {
    private Events() {}

    /** An event and the place of its task in an order of dependence. */
    private record Placed(int place, TraceEvent event) {}

    static List<TraceEvent> of(RunId run, Trace trace, Pieces pieces) {
        var placed = new ArrayList<Placed>();
        int place = 0;
        for (int piece : pieces.order()) {
            int task = pieces.task[piece];
            if (pieces.last[task] == piece) {
                add(placed, place++, run, trace.tasks().get(task));
            }
        }
        // Stable, so events of one task stay in their order.
        placed.sort(Comparator.comparingLong((Placed each) -> each.event().atNanos())
                .thenComparingInt(Placed::place));
        var events = new ArrayList<TraceEvent>(placed.size() + 2);
        events.add(new RealEvent.WeaveStarted(run, 0, trace.tasks().size()));
        placed.forEach(each -> events.add(each.event()));
        events.add(
                new RealEvent.WeaveEnded(run, trace.duration().toNanos(), trace.ended(), trace.failure(), () -> trace));
        return List.copyOf(events);
    }

    private static void add(List<Placed> placed, int place, RunId run, TaskTrace task) {
        if (task.how() != Ended.SKIPPED) {
            placed.add(new Placed(
                    place,
                    new RealEvent.TaskStarted(
                            run,
                            task.started().toNanos(),
                            task.name(),
                            task.ready().toNanos())));
        }
        for (var attempt : task.attempts()) {
            if (attempt.failure() != null && !isLast(task, attempt)) {
                placed.add(new Placed(
                        place,
                        new RealEvent.AttemptFailed(
                                run, attempt.ended().toNanos(), task.name(), -1, attempt.number(), attempt.failure())));
            }
        }
        placed.add(new Placed(
                place, new RealEvent.TaskEnded(run, task.ended().toNanos(), task.name(), task.how(), task.failure())));
    }

    private static boolean isLast(TaskTrace task, AttemptTrace attempt) {
        return attempt.number() == task.attemptCount()
                && task.how() == Ended.FAILED
                && task.policy().fallback() == null;
    }
}
