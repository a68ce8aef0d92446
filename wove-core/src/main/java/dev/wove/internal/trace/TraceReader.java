package dev.wove.internal.trace;

import dev.wove.TaskFailure;
import dev.wove.TaskInput;
import dev.wove.TaskKind;
import dev.wove.internal.graph.Edges;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import dev.wove.trace.AttemptTrace;
import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.InputTrace;
import dev.wove.trace.InputTrace.As;
import dev.wove.trace.ItemsTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.Wait;
import dev.wove.trace.WaitCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the nodes of a completed run as a trace, without a link to their values. */
public final class TraceReader {
    private final RunFacts run;
    private final NodeTimes times;
    private final Map<Throwable, String> notes = new IdentityHashMap<>();

    private TraceReader(RunFacts run) {
        this.run = run;
        this.times = new NodeTimes(run.nodes(), run.graph().size(), run.startedAt());
        for (TaskFailure failure : run.failures()) {
            notes.putIfAbsent(failure.cause(), failure.note());
        }
    }

    public static Trace read(RunFacts run) {
        var reader = new TraceReader(run);
        var tasks = new ArrayList<TaskTrace>(run.graph().size());
        for (int i = 0; i < run.graph().size(); i++) {
            tasks.add(reader.task(run.nodes()[i]));
        }
        return new RealTrace(
                run.id().get(), run.clock().onTheWall(run.startedAt()), tasks, run.ended(), reader.failure(run.thrown()));
    }

    private @Nullable FailureTrace failure(@Nullable Throwable thrown) {
        return thrown == null ? null : FailureTrace.of(thrown, notes.get(thrown));
    }

    private TaskTrace task(TaskNode<?> node) {
        var ending = node.ending();
        var how = ending == null
                ? Ended.SUCCEEDED
                : switch (ending.kind) {
                    case FAILED -> Ended.FAILED;
                    case CANCELLED -> Ended.CANCELLED;
                    case SKIPPED -> Ended.SKIPPED;
                };
        var failure = ending == null ? null : failure(ending.cause);
        var mapping = node.mapping();
        var waits = waits(node);
        var totals = new WaitTotals();
        for (var wait : waits) {
            totals.add(wait.cause(), 1, wait.duration().toNanos());
        }
        var attempts = attempts(node, how, failure);
        var items = node.details == null || node.details.items == null
                ? null
                : new ItemsTrace(node.details.items.statistics(), List.of(), List.of(), 0);
        return new TaskTrace(
                node.name(),
                node.index,
                node.kind,
                mapping != null,
                inputs(node),
                Edges.dependentsOf(node).stream().map(TaskNode::name).toList(),
                node.policy(),
                Duration.ZERO,
                since(times.ready(node)),
                since(times.started(node)),
                since(times.ended(node)),
                how,
                failure,
                waits,
                totals.waiting(),
                attempts,
                attempts.size(),
                items,
                List.of(),
                0);
    }

    private Duration since(long instant) {
        return Duration.ofNanos(instant - run.startedAt());
    }

    // Inputs

    private List<InputTrace> inputs(TaskNode<?> node) {
        var inputs = new LinkedHashMap<TaskNode<?>, As>();
        for (var input : node.inputs()) {
            add(inputs, node, input, as(input));
        }
        var details = node.details;
        if (details != null) {
            for (var input : details.after) {
                add(inputs, node, input, As.ORDER);
            }
            var mapping = details.mapping;
            var source = mapping == null ? null : mapping.sourceTask();
            if (source != null) {
                inputs.put(source, mapping.upstream() == null ? As.ITEMS : As.STREAM);
            }
        }
        return inputs.entrySet().stream()
                .map(each -> new InputTrace(each.getKey().name(), each.getValue()))
                .toList();
    }

    private static As as(TaskInput input) {
        if (input instanceof TakenInput taken) {
            return taken.mode() == TakenInput.Mode.SETTLED ? As.SETTLED : As.OR_NULL;
        }
        return As.VALUE;
    }

    private static void add(Map<TaskNode<?>, As> inputs, TaskNode<?> node, TaskInput input, As as) {
        var target = node.graph.resolve(TakenInput.taskOf(input));
        if (target != null) {
            inputs.putIfAbsent(target, as);
        }
    }

    // Waits

    private List<Wait> waits(TaskNode<?> node) {
        var waits = new ArrayList<Wait>();
        long ready = times.ready(node);
        var last = times.lastInput(node);
        if (last != null && ready > run.startedAt()) {
            waits.add(new Wait(WaitCause.INPUT, last.name(), -1, Duration.ZERO, since(ready)));
        }
        if (times.hasStarted(node) && times.started(node) > ready) {
            waits.add(new Wait(toBegin(node), null, -1, since(ready), since(times.started(node))));
        }
        waits.sort(Comparator.comparing(Wait::from));
        return waits;
    }

    /** What else a ready task may have waited for that nobody has taken note of. */
    private static WaitCause toBegin(TaskNode<?> node) {
        return node.kind == TaskKind.BLOCKING && !node.policy().runsOnCaller() ? WaitCause.POOL : WaitCause.QUEUE;
    }

    // Attempts

    private List<AttemptTrace> attempts(TaskNode<?> node, Ended how, @Nullable FailureTrace failure) {
        if (!times.hasStarted(node) || node.mapping() != null) {
            return List.of();
        }
        return List.of(new AttemptTrace(1, since(times.started(node)), since(times.ended(node)), how, failure));
    }
}
