package dev.wove.internal.trace;

import dev.wove.internal.graph.Ending;
import dev.wove.internal.graph.NodeList;
import dev.wove.internal.graph.TakenInput;
import dev.wove.internal.graph.TaskNode;
import dev.wove.internal.record.RealFailureTrace;
import dev.wove.internal.record.RunNotes;
import dev.wove.internal.run.CallerContext;
import dev.wove.internal.run.SafeLog;
import dev.wove.trace.Ended;
import dev.wove.trace.RunId;
import dev.wove.trace.Trace;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.WeaveListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
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
    /** The nodes of the run, at their indexes; null if they are those that the edges name. */
    private final @Nullable NodeList nodes;

    private final CallerContext carried;
    private final AtomicBoolean complained = new AtomicBoolean();

    public Teller(
            List<WeaveListener> listeners, RunId run, long startedAt, @Nullable NodeList nodes, CallerContext carried) {
        this.listeners = listeners;
        this.all = listeners.toArray(WeaveListener[]::new);
        this.run = run;
        this.startedAt = startedAt;
        this.nodes = nodes;
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
            long ready = ready(node);
            // One whose deadline passes while it waits for a slot ends as it starts.
            long started = Math.max(node.startedAt != 0 ? node.startedAt : node.endedAt, ready);
            return new RealEvent.TaskStarted(run, since(started), node.name(), since(ready));
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

    public void attemptFailed(TaskNode<?> node, int item, int attempt, long at, Throwable failure) {
        tell(() -> {
            var trace = RealFailureTrace.of(failure, null);
            return new RealEvent.AttemptFailed(run, since(at), node.name(), item, attempt, trace);
        });
    }

    public void itemEnded(TaskNode<?> node, int item, long began, long ended, Ended how, @Nullable Throwable failure) {
        tell(() -> {
            var trace = failure == null ? null : RealFailureTrace.of(failure, null);
            return new RealEvent.ItemEnded(run, since(ended), node.name(), item, ended - began, how, trace);
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
            var failure = ending == null ? null : RealFailureTrace.of(ending.cause, null);
            long ended = Math.max(node.endedAt, ready(node));
            return new RealEvent.TaskEnded(run, since(ended), node.name(), how, failure);
        });
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
            return new RealEvent.WeaveEnded(run, since(at), how, failure, trace);
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

    /** Like {@link NodeTimes#ready}, for a single task of a run under way. */
    private long ready(TaskNode<?> node) {
        var record = node.recordIfAny();
        long ready = record == null ? startedAt : Math.max(startedAt, record.declaredAt);
        for (var input : node.inputs()) {
            ready = Math.max(ready, endOf(node, node.graph.resolve(TakenInput.taskOf(input))));
        }
        var declaration = node.declaration;
        if (declaration != null) {
            for (var input : declaration.after) {
                ready = Math.max(ready, endOf(node, node.graph.resolve(TakenInput.taskOf(input))));
            }
            var mapping = declaration.mapping;
            var source = mapping == null ? null : mapping.sourceTask();
            if (source != null) {
                // It may be of a weave around.
                ready = Math.max(ready, endOf(node, node.graph.resolve(source)));
            }
        }
        return ready;
    }

    private long endOf(TaskNode<?> node, @Nullable TaskNode<?> input) {
        if (input == null) {
            return startedAt;
        }
        return NodeTimes.gone(node, nodes == null ? input : nodes.get(input.index), startedAt);
    }
}
