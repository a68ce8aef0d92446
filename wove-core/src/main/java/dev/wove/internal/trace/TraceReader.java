package dev.wove.internal.trace;

import dev.wove.TaskFailure;
import dev.wove.internal.graph.Edges;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.record.DurationHistogram;
import dev.wove.internal.record.NestedRecord;
import dev.wove.internal.record.RealFailureTrace;
import dev.wove.internal.record.TaskRecord;
import dev.wove.internal.record.TaskRecord.WaitRecord;
import dev.wove.internal.record.TraceFacts;
import dev.wove.internal.record.WaitTotals;
import dev.wove.internal.record.Work;
import dev.wove.trace.AttemptTrace;
import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.InputTrace;
import dev.wove.trace.InputTrace.As;
import dev.wove.trace.ItemsTrace;
import dev.wove.trace.NestedTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.Wait;
import dev.wove.trace.WaitCause;
import dev.wove.trace.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the nodes of a completed run as a trace, without a link to their values. */
public final class TraceReader {
    private final RunFacts run;
    private final NodeTimes times;
    private final Map<Throwable, String> notes = new IdentityHashMap<>();

    /** What is known of a failure, which may have skipped many tasks. */
    private final Map<Throwable, FailureTrace> failures = new IdentityHashMap<>();

    private final @Nullable InputTrace[] values;

    private TraceReader(RunFacts run) {
        this.run = run;
        this.times = new NodeTimes(run.nodes(), run.graph().size(), run.startedAt());
        this.values = new InputTrace[run.graph().size()];
        for (TaskFailure failure : run.failures()) {
            notes.putIfAbsent(failure.cause(), failure.note());
        }
    }

    public static Trace read(RunFacts run) {
        var reader = new TraceReader(run);
        var tasks = new ArrayList<TaskTrace>(run.graph().size());
        for (int i = 0; i < run.graph().size(); i++) {
            tasks.add(reader.task(run.nodes().get(i)));
        }
        return new RealTrace(
                run.id().get(),
                run.clock().onTheWall(run.startedAt()),
                tasks,
                run.ended(),
                reader.failure(run.thrown()));
    }

    private @Nullable FailureTrace failure(@Nullable Throwable thrown) {
        return thrown == null
                ? null
                : failures.computeIfAbsent(thrown, each -> RealFailureTrace.of(each, notes.get(each)));
    }

    private TaskTrace task(TaskNode<?> node) {
        var ending = node.ending();
        var how = ending == null ? Ended.SUCCEEDED : Teller.ended(ending.kind);
        var failure = ending == null ? null : failure(ending.cause);
        var record = node.recordIfAny();
        if (record == null && node.mapping() == null && attemptCount(node) == 0 && remote(node, 1) == null) {
            return timed(node, how, failure);
        }
        var waits = waits(node, record);
        var attempts = attempts(node, record, how, failure);
        return new TraceFacts.TaskTrace(
                node.name(),
                node.index,
                node.kind,
                node.mapping() != null,
                inputs(node, record),
                dependents(node),
                node.policy(),
                Duration.ZERO,
                since(times.ready(node)),
                since(times.started(node)),
                since(times.ended(node)),
                how,
                failure,
                waits,
                totals(waits, record),
                attempts,
                attempts.isEmpty() ? 0 : Math.max(1, attemptCount(node)),
                items(node, record),
                record == null ? List.of() : nested(record),
                record == null ? 0 : record.nestedCount(),
                othersWorked(node));
    }

    private TimedTask timed(TaskNode<?> node, Ended how, @Nullable FailureTrace failure) {
        long start = run.startedAt();
        var last = times.lastInput(node);
        return new TimedTask(
                node.name(),
                node.index,
                node.kind,
                inputs(node, null),
                dependents(node),
                node.policy(),
                new long[] {times.ready(node) - start, times.started(node) - start, times.ended(node) - start},
                NodeTimes.hasStarted(node),
                how,
                failure,
                last == null ? null : last.name(),
                node.place().waitsAs());
    }

    private static List<String> dependents(TaskNode<?> node) {
        return Edges.dependentsOf(node).stream().map(TaskNode::name).toList();
    }

    private static Duration othersWorked(TaskNode<?> node) {
        if (attemptCount(node) <= TaskTrace.MOST_ATTEMPTS) {
            return Duration.ZERO;
        }
        var all = Objects.requireNonNull(node.declaration).notes.attempts();
        return Duration.ofNanos(Arrays.stream(all).skip(TaskTrace.MOST_ATTEMPTS).sum());
    }

    private static int attemptCount(TaskNode<?> node) {
        return node.declaration == null ? 0 : node.declaration.notes.attempts().length;
    }

    private dev.wove.trace.@Nullable RemoteTrace remote(TaskNode<?> node, int attempt) {
        var notes = node.notes();
        var seen = notes == null ? null : notes.remote(attempt);
        return seen == null ? null : seen.trace(run.startedAt());
    }

    private Duration since(long instant) {
        return Duration.ofNanos(instant - run.startedAt());
    }

    // Inputs

    private List<InputTrace> inputs(TaskNode<?> node, @Nullable TaskRecord record) {
        var inputs = DeclaredInputs.byTask(node);
        var traces = new ArrayList<InputTrace>();
        inputs.forEach((input, as) -> traces.add(input(input, as)));
        if (record != null) {
            record.discovered().forEach((index, found) -> {
                if (!inputs.containsKey(node.graph.node(index))) {
                    traces.add(new TraceFacts.InputTrace(found.task(), As.DISCOVERED, since(found.at())));
                }
            });
        }
        return traces;
    }

    /** The same for all that take it in the usual way. */
    private InputTrace input(TaskNode<?> input, As as) {
        if (as != As.VALUE) {
            return new TraceFacts.InputTrace(input.name(), as, null);
        }
        var known = values[input.index];
        if (known == null) {
            known = new TraceFacts.InputTrace(input.name(), as, null);
            values[input.index] = known;
        }
        return known;
    }

    // Waits

    private List<Wait> waits(TaskNode<?> node, @Nullable TaskRecord record) {
        var waits = new ArrayList<Wait>();
        long ready = times.ready(node);
        var last = times.lastInput(node);
        if (last != null) {
            waits.add(new TraceFacts.Wait(WaitCause.INPUT, last.name(), -1, Duration.ZERO, since(ready)));
        }
        var recorded = record == null ? List.<WaitRecord>of() : record.waits();
        for (var wait : recorded) {
            waits.add(new TraceFacts.Wait(wait.cause(), wait.on(), wait.item(), since(wait.from()), since(wait.to())));
        }
        long started = times.started(node);
        long rest = StartWaits.rest(recorded, ready, started);
        if (NodeTimes.hasStarted(node) && rest > 0) {
            waits.add(new TraceFacts.Wait(node.place().waitsAs(), null, -1, since(started - rest), since(started)));
        }
        waits.sort(Comparator.comparing(Wait::from));
        return waits;
    }

    private static List<Waiting> totals(List<Wait> waits, @Nullable TaskRecord record) {
        var totals = WaitTotals.of(waits);
        if (record != null) {
            record.addOthersTo(totals);
        }
        return totals.waiting();
    }

    // What ran

    private List<AttemptTrace> attempts(
            TaskNode<?> node, @Nullable TaskRecord record, Ended how, @Nullable FailureTrace failure) {
        if (!NodeTimes.hasStarted(node) || node.mapping() != null) {
            return List.of();
        }
        int count = attemptCount(node);
        var last = how == Ended.FAILED ? failure : null;
        if (count == 0) {
            return List.of(new TraceFacts.AttemptTrace(
                    1, since(times.started(node)), since(times.ended(node)), how, last, remote(node, 1)));
        }
        var notes = Objects.requireNonNull(node.declaration).notes;
        var lengths = notes.attempts();
        var attempts = new ArrayList<AttemptTrace>();
        for (int i = 0; i < Math.min(count, TaskTrace.MOST_ATTEMPTS); i++) {
            long began = notes.attemptStartedAt(i);
            if (began != 0) {
                var earlier = record == null ? null : record.failureOf(i + 1);
                var end = earlier != null ? Ended.FAILED : how;
                var reason = earlier != null ? RealFailureTrace.of(earlier, null) : last;
                attempts.add(new TraceFacts.AttemptTrace(
                        i + 1, since(began), since(began + lengths[i]), end, reason, remote(node, i + 1)));
            }
        }
        return attempts;
    }

    private @Nullable ItemsTrace items(TaskNode<?> node, @Nullable TaskRecord record) {
        var notes = node.notes();
        if (notes == null || notes.itemDurations == null || notes.itemLog == null) {
            return null;
        }
        var log = notes.itemLog;
        return new TraceFacts.Items(
                notes.itemDurations.statistics(),
                log.slowest(run.startedAt()),
                log.failed(run.startedAt()),
                log.failedCount(),
                worked(notes.itemDurations, record));
    }

    private Duration worked(DurationHistogram items, @Nullable TaskRecord record) {
        long nanos = items.total();
        if (record != null) {
            nanos -= record.itemsWaited();
            var byItem = nested(record).stream().collect(Collectors.groupingBy(NestedTrace::item));
            nanos -= byItem.values().stream().mapToLong(Work::nanosInside).sum();
        }
        return Duration.ofNanos(Math.max(0, nanos));
    }

    private List<NestedTrace> nested(TaskRecord record) {
        return record.nested().stream()
                .sorted(Comparator.comparingLong(NestedRecord::startedAt))
                .<NestedTrace>map(nested -> new TraceFacts.NestedTrace(
                        nested.weave(),
                        nested.item(),
                        nested.tasks(),
                        since(nested.startedAt()),
                        since(nested.endedAt()),
                        nested.how(),
                        nested.trace()))
                .toList();
    }
}
