package dev.wove.internal.trace;

import dev.wove.internal.record.WaitTotals;
import dev.wove.internal.text.DurationText;
import dev.wove.internal.text.Names;
import dev.wove.trace.CriticalPath;
import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.RunId;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A trace and what follows from it; computed when asked for, and kept where it is dear. */
public final class RealTrace implements Trace {
    private final RunId run;
    private final Instant startedAt;
    private final List<TaskTrace> tasks;
    private final Ended ended;
    private final @Nullable FailureTrace failure;

    // Races on these cost the same work twice, nothing else: what they hold is immutable once published.
    private volatile @Nullable Map<String, Integer> indexes;
    private volatile @Nullable Pieces pieces;
    private volatile Duration @Nullable [] slacks;

    public RealTrace(RunId run, Instant startedAt, List<TaskTrace> tasks, Ended ended, @Nullable FailureTrace failure) {
        this.run = run;
        this.startedAt = startedAt;
        this.tasks = List.copyOf(tasks);
        this.ended = ended;
        this.failure = failure;
    }

    @Override
    public String weave() {
        return run.weave();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Duration duration() {
        return tasks.stream().map(TaskTrace::ended).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    @Override
    public Duration worked() {
        return tasks.stream().map(TaskTrace::worked).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public Ended ended() {
        return ended;
    }

    @Override
    public @Nullable FailureTrace failure() {
        return failure;
    }

    @Override
    public List<TaskTrace> tasks() {
        return tasks;
    }

    @Override
    public TaskTrace task(String name) {
        return tasks.get(index(name));
    }

    private int index(String name) {
        var known = indexes;
        if (known == null) {
            known = indexes();
            indexes = known;
        }
        var index = known.get(name);
        if (index == null) {
            throw Names.unknown(
                    weave(), name, tasks.stream().map(TaskTrace::name).toList());
        }
        return index;
    }

    private Map<String, Integer> indexes() {
        var known = indexes;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < tasks.size(); i++) {
                known.put(tasks.get(i).name(), i);
            }
        }
        return known;
    }

    @Override
    public List<TraceEvent> events() {
        return eventStream().toList();
    }

    @Override
    public Stream<TraceEvent> eventStream() {
        // Not kept: who reads a large run one by one wants it to stay small
        var known = pieces;
        return new Events(run, this, known == null ? new Pieces(tasks, indexes()) : known).stream();
    }

    @Override
    public List<TaskTrace> slowest(int most) {
        return Slowest.of(tasks, most);
    }

    @Override
    public List<TaskTrace> failed() {
        return tasks.stream().filter(task -> task.how() == Ended.FAILED).toList();
    }

    @Override
    public CriticalPath criticalPath() {
        return Schedule.observed(pieces()).path(true);
    }

    @Override
    public CriticalPath criticalPathWithoutWaits() {
        return Schedule.withoutWaits(pieces()).path(false);
    }

    @Override
    public Duration slack(String task) {
        int index = index(task);
        var known = slacks;
        if (known == null) {
            known = Schedule.observed(pieces()).slacks();
            slacks = known;
        }
        return known[index];
    }

    @Override
    public Duration without(String task) {
        return Schedule.observed(pieces(), index(task)).duration();
    }

    private Pieces pieces() {
        var known = pieces;
        if (known == null) {
            known = new Pieces(tasks, indexes());
            pieces = known;
        }
        return known;
    }

    @Override
    public List<Waiting> waiting() {
        var sum = new WaitTotals();
        for (var task : tasks) {
            task.waiting().forEach(sum::add);
        }
        return sum.waiting();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RealTrace trace
                && run.equals(trace.run)
                && startedAt.equals(trace.startedAt)
                && tasks.equals(trace.tasks)
                && ended == trace.ended
                && java.util.Objects.equals(failure, trace.failure);
    }

    @Override
    public int hashCode() {
        return run.hashCode();
    }

    @Override
    public String toString() {
        return "Trace(" + weave() + ", " + tasks.size() + " tasks, " + DurationText.of(duration()) + ", " + ended + ")";
    }
}
