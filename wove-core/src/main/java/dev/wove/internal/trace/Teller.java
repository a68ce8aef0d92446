package dev.wove.internal.trace;

import dev.wove.internal.graph.Ending;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.record.RealFailureTrace;
import dev.wove.internal.record.RunNotes;
import dev.wove.internal.record.TaskRecord;
import dev.wove.internal.record.TaskRecord.WaitRecord;
import dev.wove.internal.run.CallerContext;
import dev.wove.internal.text.SafeLog;
import dev.wove.trace.Ended;
import dev.wove.trace.RunId;
import dev.wove.trace.Trace;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.Waiting;
import dev.wove.trace.WeaveListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners of one run what happens in it, on the thread on which it happens: what makes a task ready has been
 * told before the task is, so the order is causal though nothing is queued or locked.
 */
public final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");

    private final List<WeaveListener> listeners;
    private final WeaveListener[] all;
    private final RunId run;
    private final long startedAt;
    private final ReadyTimes readyTimes;
    private final CallerContext carried;
    private final AtomicBoolean complained = new AtomicBoolean();

    /**
     * @param listeners who is told of the runs inside this one, too
     * @param ofThisRun who is not
     */
    public Teller(
            List<WeaveListener> listeners,
            List<WeaveListener> ofThisRun,
            RunId run,
            long startedAt,
            ReadyTimes readyTimes,
            CallerContext carried) {
        this.listeners = listeners;
        this.all = Stream.concat(listeners.stream(), ofThisRun.stream()).toArray(WeaveListener[]::new);
        this.run = run;
        this.startedAt = startedAt;
        this.readyTimes = readyTimes;
        this.carried = carried;
    }

    /** The listeners of a run: its own, and those of the run around it, each once. */
    public static List<WeaveListener> listeners(List<WeaveListener> own, @Nullable Teller around) {
        if (around == null) {
            return own;
        }
        if (own.isEmpty()) {
            return around.listeners;
        }
        var all = new ArrayList<>(around.listeners);
        for (var listener : own) {
            if (all.stream().noneMatch(other -> other == listener)) {
                all.add(listener);
            }
        }
        return all;
    }

    public void weaveStarted(int tasks) {
        tell(() -> new RealEvent.WeaveStarted(run, 0, tasks));
    }

    public void taskStarted(TaskNode<?> node) {
        tell(() -> {
            long ready = readyTimes.of(node);
            // One whose deadline passes while it waits for a slot ends as it starts.
            long started = Math.max(node.startedAt != 0 ? node.startedAt : node.endedAt, ready);
            var family = Families.of(node.name());
            return new RealEvent.TaskStarted(
                    run, since(started), node.name(), node.index, family, node.kind, since(ready));
        });
    }

    /** The same for a mapped task, which several of its items may come to tell. */
    public void mappedTaskStarted(TaskNode<?> node, RunNotes notes) {
        if (!notes.startTold) {
            synchronized (notes) {
                if (!notes.startTold) {
                    taskStarted(node);
                    notes.startTold = true;
                }
            }
        }
    }

    public void taskSent(TaskNode<?> node, int item, int attempt, long at, String environment, int resends) {
        tell(() -> new RealEvent.TaskSent(
                run,
                since(at),
                node.name(),
                node.index,
                Families.of(node.name()),
                item,
                attempt,
                environment,
                resends));
    }

    public void workerLogged(
            TaskNode<?> node,
            int item,
            int attempt,
            long at,
            String environment,
            @Nullable String worker,
            String level,
            String message) {
        tell(() -> new RealEvent.WorkerLog(
                run, since(at), node.name(), node.index, item, attempt, environment, worker, level, message));
    }

    public void attemptFailed(TaskNode<?> node, int item, int attempt, long at, Throwable failure) {
        tell(() -> {
            var trace = RealFailureTrace.of(failure, null);
            var family = Families.of(node.name());
            return new RealEvent.AttemptFailed(
                    run, since(at), node.name(), node.index, family, item, attempt, trace, failure);
        });
    }

    public void itemEnded(TaskNode<?> node, int item, long began, long ended, Ended how, @Nullable Throwable failure) {
        tell(() -> {
            var trace = failure == null ? null : RealFailureTrace.of(failure, null);
            var family = Families.of(node.name());
            return new RealEvent.ItemEnded(
                    run, since(ended), node.name(), node.index, family, item, ended - began, how, trace, failure);
        });
    }

    /** To be called before anybody can know that {@code node} has ended. */
    public void taskEnded(TaskNode<?> node, @Nullable Object state) {
        var ending = state instanceof Ending e ? e : null;
        var how = ending == null ? Ended.SUCCEEDED : ended(ending.kind);
        var declaration = node.declaration;
        if (how != Ended.SKIPPED) {
            if (declaration != null && declaration.mapping != null) {
                mappedTaskStarted(node, declaration.notes);
            } else if (node.startedAt == 0) {
                taskStarted(node);
            }
        }
        tell(() -> {
            var discovered = discovered(node);
            long ready = readyTimes.of(node);
            long ended = Math.max(node.endedAt, ready);
            long started = NodeTimes.hasStarted(node) ? Math.max(node.startedAt, ready) : ended;
            return new RealEvent.TaskEnded(
                    run,
                    since(ended),
                    node.name(),
                    node.index,
                    Families.of(node.name()),
                    node.kind,
                    ended - started,
                    () -> discovered,
                    waits(node, ready, started),
                    how,
                    ending == null ? null : RealFailureTrace.of(ending.cause, null),
                    ending == null ? null : ending.cause);
        });
    }

    private static List<String> discovered(TaskNode<?> node) {
        var record = node.recordIfAny();
        if (record == null || record.discovered().isEmpty()) {
            return List.of();
        }
        var declared = DeclaredInputs.byTask(node).keySet().stream()
                .map(TaskNode::name)
                .collect(Collectors.toSet());
        return record.discovered().values().stream()
                .map(TaskRecord.Discovered::task)
                .filter(task -> !declared.contains(task))
                .toList();
    }

    /** Not of the node itself, whose value an event must not keep. */
    private static Supplier<List<Waiting>> waits(TaskNode<?> node, long ready, long started) {
        var record = node.recordIfAny();
        var recorded = record == null ? List.<WaitRecord>of() : record.waits();
        var forPlace = node.place().waitsAs();
        return () -> StartWaits.of(recorded, forPlace, ready, started);
    }

    static Ended ended(Ending.Kind kind) {
        return switch (kind) {
            case FAILED -> Ended.FAILED;
            case CANCELLED -> Ended.CANCELLED;
            case SKIPPED -> Ended.SKIPPED;
        };
    }

    public void weaveEnded(long at, Ended how, @Nullable Throwable thrown, Supplier<Trace> trace) {
        tell(() -> {
            var failure = thrown == null ? null : RealFailureTrace.of(thrown, null);
            return new RealEvent.WeaveEnded(run, since(at), how, failure, thrown, trace);
        });
    }

    /** Never throws: whatever fails here must not keep a task from ending. */
    private void tell(Supplier<TraceEvent> happened) {
        TraceEvent event;
        try {
            event = happened.get();
        } catch (Throwable e) {
            if (complained.compareAndSet(false, true)) {
                SafeLog.warn(
                        LOG,
                        "An event of weave '" + run.weave() + "' could not be told to its listeners, which is a bug in"
                                + " Wove; the weave goes on.",
                        e);
            }
            return;
        }
        for (var listener : all) {
            try {
                carried.call(() -> listener.happened(event));
            } catch (Throwable e) {
                if (complained.compareAndSet(false, true)) {
                    SafeLog.warn(
                            LOG,
                            "A listener of weave '" + run.weave() + "' failed at " + event + "; the weave goes on, and"
                                    + " what its listeners throw from now on is dropped.",
                            e);
                }
            }
        }
    }

    private long since(long instant) {
        return instant - startedAt;
    }
}
