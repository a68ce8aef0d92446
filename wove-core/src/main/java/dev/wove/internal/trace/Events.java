package dev.wove.internal.trace;

import dev.wove.trace.AttemptTrace;
import dev.wove.trace.Ended;
import dev.wove.trace.InputTrace;
import dev.wove.trace.RunId;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.TraceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A trace as events, in causal order also where many happened at the same time. Each is made when it is its turn: what is
 * kept are two orders of the tasks, and the attempts that failed.
 */
final class Events {
    private final RunId run;
    private final Trace trace;
    private final List<TaskTrace> tasks;

    /** Where each task stands in an order of dependence. */
    private final int[] place;

    Events(RunId run, Trace trace, Pieces pieces) {
        this.run = run;
        this.trace = trace;
        this.tasks = trace.tasks();
        this.place = new int[tasks.size()];
        int next = 0;
        for (int piece : pieces.order()) {
            int task = pieces.task[piece];
            if (pieces.last[task] == piece) {
                place[task] = next++;
            }
        }
    }

    Stream<TraceEvent> stream() {
        var ordered = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(() -> Spliterators.spliteratorUnknownSize(new Merged(), ordered), ordered, false);
    }

    /** {@code at} is within its task: where time is virtual, a body on a thread is timed by another clock than that. */
    private record FailedAttempt(int task, AttemptTrace attempt, Duration at) {}

    /** Of what happened at the same time, what stands first comes first, and of one task its start, its attempts and its end. */
    private final class Merged implements Iterator<TraceEvent> {
        private final int[] starts = ordered(TaskTrace::started, true);
        private final int[] ends = ordered(TaskTrace::ended, false);
        private final List<FailedAttempt> attempts = failedAttempts();
        private int start;
        private int attempt;
        private int end;
        private boolean hasStarted;
        private boolean hasEnded;

        @Override
        public boolean hasNext() {
            return !hasEnded;
        }

        @Override
        public TraceEvent next() {
            if (!hasStarted) {
                hasStarted = true;
                return new RealEvent.WeaveStarted(run, 0, tasks.size());
            }
            if (end < ends.length) {
                return ofTask();
            }
            if (hasEnded) {
                throw new NoSuchElementException();
            }
            hasEnded = true;
            return new RealEvent.WeaveEnded(
                    run, trace.duration().toNanos(), trace.ended(), trace.failure(), null, () -> trace);
        }

        private TraceEvent ofTask() {
            boolean startsFirst = start < starts.length
                    && !isBefore(
                            tasks.get(ends[end]).ended(),
                            ends[end],
                            tasks.get(starts[start]).started(),
                            starts[start]);
            if (attempt < attempts.size()) {
                var failed = attempts.get(attempt);
                var at = failed.at();
                if (startsFirst
                        ? isBefore(at, failed.task(), tasks.get(starts[start]).started(), starts[start])
                        : !isBefore(tasks.get(ends[end]).ended(), ends[end], at, failed.task())) {
                    attempt++;
                    return new RealEvent.AttemptFailed(
                            run,
                            at.toNanos(),
                            tasks.get(failed.task()).name(),
                            tasks.get(failed.task()).index(),
                            Families.of(tasks.get(failed.task()).name()),
                            -1,
                            failed.attempt().number(),
                            failed.attempt().failure(),
                            null);
                }
            }
            var task = tasks.get(startsFirst ? starts[start++] : ends[end++]);
            var name = task.name();
            return startsFirst
                    ? new RealEvent.TaskStarted(
                            run,
                            task.started().toNanos(),
                            name,
                            task.index(),
                            Families.of(name),
                            task.kind(),
                            task.ready().toNanos())
                    : new RealEvent.TaskEnded(
                            run,
                            task.ended().toNanos(),
                            name,
                            task.index(),
                            Families.of(name),
                            task.kind(),
                            task.ended().minus(task.started()).toNanos(),
                            () -> discovered(task),
                            task::waiting,
                            task.how(),
                            task.failure(),
                            null);
        }

        private static List<String> discovered(TaskTrace task) {
            return task.inputs().stream()
                    .filter(input -> !input.isDeclared())
                    .map(InputTrace::task)
                    .toList();
        }

        private boolean isBefore(Duration at, int task, Duration otherAt, int otherTask) {
            int times = at.compareTo(otherAt);
            return times < 0 || times == 0 && place[task] < place[otherTask];
        }
    }

    private int[] ordered(Function<TaskTrace, Duration> time, boolean onlyThoseThatRan) {
        return IntStream.range(0, tasks.size())
                .filter(task -> !onlyThoseThatRan || tasks.get(task).how() != Ended.SKIPPED)
                .boxed()
                .sorted(Comparator.comparing((Integer task) -> time.apply(tasks.get(task)))
                        .thenComparingInt(task -> place[task]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private List<FailedAttempt> failedAttempts() {
        var failed = new ArrayList<FailedAttempt>();
        for (int i = 0; i < tasks.size(); i++) {
            var task = tasks.get(i);
            if (task.attemptCount() < 2 && task.policy().fallback() == null) {
                continue;
            }
            for (var attempt : task.attempts()) {
                if (attempt.failure() != null && !isLast(task, attempt)) {
                    var at = attempt.ended();
                    failed.add(new FailedAttempt(i, attempt, at.compareTo(task.ended()) > 0 ? task.ended() : at));
                }
            }
        }
        failed.sort(Comparator.comparing(FailedAttempt::at)
                .thenComparingInt(each -> place[each.task()])
                .thenComparingInt(each -> each.attempt().number()));
        return failed;
    }

    private static boolean isLast(TaskTrace task, AttemptTrace attempt) {
        return attempt.number() == task.attemptCount()
                && task.how() == Ended.FAILED
                && task.policy().fallback() == null;
    }
}
