package dev.wove.browser;

import dev.wove.Policy;
import dev.wove.TaskKind;
import dev.wove.internal.record.RealFailureTrace;
import dev.wove.internal.record.TraceFacts;
import dev.wove.internal.trace.RealRunId;
import dev.wove.internal.trace.RealTrace;
import dev.wove.trace.AttemptTrace;
import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.InputTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.Wait;
import dev.wove.trace.WaitCause;
import dev.wove.trace.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A trace put together by hand, so that each time in it is known. */
final class MadeTrace {
    private static final FailureTrace BUSY = RealFailureTrace.of(new IllegalStateException("busy"), null);

    private final List<TaskTrace> tasks = new ArrayList<>();
    private final String weave;

    MadeTrace(String weave) {
        this.weave = weave;
    }

    Trace trace() {
        var run = new RealRunId(1, weave, null, null, -1, Duration.ZERO);
        return new RealTrace(run, Instant.parse("2026-03-04T05:06:07Z"), tasks, Ended.SUCCEEDED, null);
    }

    /** A task that runs from {@code started} to {@code ended}, and waits for a while each time it is told. */
    MadeTrace task(String name, int ready, int started, int ended, List<Wait> waits, String... inputs) {
        return task(name, ready, List.of(attempt(1, started, ended, true)), waits, inputs);
    }

    /** A task whose attempts all fail but the last one. */
    MadeTrace task(String name, int ready, List<AttemptTrace> attempts, List<Wait> waits, String... inputs) {
        var last = attempts.get(attempts.size() - 1);
        tasks.add(new TraceFacts.TaskTrace(
                name,
                tasks.size(),
                TaskKind.BLOCKING,
                false,
                List.of(inputs).stream()
                        .<InputTrace>map(input -> new TraceFacts.InputTrace(input, InputTrace.As.VALUE, null))
                        .toList(),
                List.of(),
                Policy.none(),
                Duration.ZERO,
                Duration.ofMillis(ready),
                attempts.get(0).started(),
                last.ended(),
                Ended.SUCCEEDED,
                null,
                waits,
                waits.stream()
                        .<Waiting>map(wait -> new TraceFacts.Waiting(wait.cause(), 1, wait.duration(), 0))
                        .toList(),
                attempts,
                attempts.size(),
                null,
                List.of(),
                0,
                Duration.ZERO));
        return this;
    }

    static AttemptTrace attempt(int number, int from, int to, boolean last) {
        var how = last ? Ended.SUCCEEDED : Ended.FAILED;
        return new TraceFacts.AttemptTrace(
                number, Duration.ofMillis(from), Duration.ofMillis(to), how, last ? null : BUSY);
    }

    static Wait waited(WaitCause cause, int from, int to) {
        return new TraceFacts.Wait(cause, null, -1, Duration.ofMillis(from), Duration.ofMillis(to));
    }
}
