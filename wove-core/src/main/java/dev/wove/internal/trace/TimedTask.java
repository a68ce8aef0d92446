package dev.wove.internal.trace;

import dev.wove.Policy;
import dev.wove.TaskKind;
import dev.wove.internal.record.TraceFacts;
import dev.wove.internal.record.WaitTotals;
import dev.wove.trace.AttemptTrace;
import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.InputTrace;
import dev.wove.trace.ItemsTrace;
import dev.wove.trace.NestedTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Wait;
import dev.wove.trace.WaitCause;
import dev.wove.trace.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that is known by its times: it was called once, and waited for nothing but inputs and its turn, as most do. What
 * follows from those is made when it is asked for, so that a trace of a million tasks stays small.
 */
final class TimedTask implements TaskTrace {
    private final String name;
    private final int index;
    private final TaskKind kind;
    private final List<InputTrace> inputs;
    private final List<String> dependents;
    private final Policy policy;
    private final long readyNanos;
    private final long startedNanos;
    private final long endedNanos;
    private final boolean hasStarted;
    private final Ended how;
    private final @Nullable FailureTrace failure;
    private final @Nullable String lastInput;
    private final WaitCause waitsAs;

    /**
     * @param times when it was ready, started and ended
     * @param lastInput what it waited for until it was ready, or null
     * @param waitsAs what it waited for from then on until it started
     */
    TimedTask(
            String name,
            int index,
            TaskKind kind,
            List<InputTrace> inputs,
            List<String> dependents,
            Policy policy,
            long[] times,
            boolean hasStarted,
            Ended how,
            @Nullable FailureTrace failure,
            @Nullable String lastInput,
            WaitCause waitsAs) {
        this.name = name;
        this.index = index;
        this.kind = kind;
        this.inputs = List.copyOf(inputs);
        this.dependents = List.copyOf(dependents);
        this.policy = policy;
        this.readyNanos = times[0];
        this.startedNanos = times[1];
        this.endedNanos = times[2];
        this.hasStarted = hasStarted;
        this.how = how;
        this.failure = failure;
        this.lastInput = lastInput;
        this.waitsAs = waitsAs;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public TaskKind kind() {
        return kind;
    }

    @Override
    public boolean mapped() {
        return false;
    }

    @Override
    public List<InputTrace> inputs() {
        return inputs;
    }

    @Override
    public List<String> dependents() {
        return dependents;
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public Duration declared() {
        return Duration.ZERO;
    }

    @Override
    public Duration ready() {
        return Duration.ofNanos(readyNanos);
    }

    @Override
    public Duration started() {
        return Duration.ofNanos(startedNanos);
    }

    @Override
    public Duration ended() {
        return Duration.ofNanos(endedNanos);
    }

    @Override
    public Ended how() {
        return how;
    }

    @Override
    public @Nullable FailureTrace failure() {
        return failure;
    }

    @Override
    public List<Wait> waits() {
        var waits = new ArrayList<Wait>(2);
        if (lastInput != null) {
            waits.add(new TraceFacts.Wait(WaitCause.INPUT, lastInput, -1, Duration.ZERO, ready()));
        }
        if (hasStarted && startedNanos > readyNanos) {
            waits.add(new TraceFacts.Wait(waitsAs, null, -1, ready(), started()));
        }
        return List.copyOf(waits);
    }

    @Override
    public List<Waiting> waiting() {
        return WaitTotals.of(waits()).waiting();
    }

    @Override
    public List<AttemptTrace> attempts() {
        if (!hasStarted) {
            return List.of();
        }
        var reason = how == Ended.FAILED ? failure : null;
        return List.of(new TraceFacts.AttemptTrace(1, started(), ended(), how, reason));
    }

    @Override
    public int attemptCount() {
        return hasStarted ? 1 : 0;
    }

    @Override
    public @Nullable ItemsTrace items() {
        return null;
    }

    @Override
    public List<NestedTrace> nested() {
        return List.of();
    }

    @Override
    public int nestedCount() {
        return 0;
    }

    @Override
    public Duration worked() {
        return hasStarted ? ran() : Duration.ZERO;
    }

    private TraceFacts.TaskTrace facts() {
        return new TraceFacts.TaskTrace(
                name,
                index,
                kind,
                false,
                inputs,
                dependents,
                policy,
                Duration.ZERO,
                ready(),
                started(),
                ended(),
                how,
                failure,
                waits(),
                waiting(),
                attempts(),
                attemptCount(),
                null,
                List.of(),
                0,
                Duration.ZERO);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimedTask task && facts().equals(task.facts());
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return facts().toString();
    }
}
