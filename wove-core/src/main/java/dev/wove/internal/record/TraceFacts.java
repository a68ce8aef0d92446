package dev.wove.internal.record;

import dev.wove.ItemStatistics;
import dev.wove.Policy;
import dev.wove.TaskKind;
import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.ItemsTrace;
import dev.wove.trace.Trace;
import dev.wove.trace.WaitCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a trace is made of. Each but the items goes by the name of what it implements, also where it is printed. */
public final class TraceFacts {
    private TraceFacts() {}

    /** @param othersWorked how long the attempts worked that are not kept one by one */
    public record TaskTrace(
            String name,
            int index,
            TaskKind kind,
            boolean mapped,
            List<dev.wove.trace.InputTrace> inputs,
            List<String> dependents,
            Policy policy,
            Duration declared,
            Duration ready,
            Duration started,
            Duration ended,
            Ended how,
            @Nullable FailureTrace failure,
            List<dev.wove.trace.Wait> waits,
            List<dev.wove.trace.Waiting> waiting,
            List<dev.wove.trace.AttemptTrace> attempts,
            int attemptCount,
            @Nullable ItemsTrace items,
            List<dev.wove.trace.NestedTrace> nested,
            int nestedCount,
            Duration othersWorked)
            implements dev.wove.trace.TaskTrace {
        public TaskTrace {
            inputs = List.copyOf(inputs);
            dependents = List.copyOf(dependents);
            waits = List.copyOf(waits);
            waiting = List.copyOf(waiting);
            attempts = List.copyOf(attempts);
            nested = List.copyOf(nested);
        }

        @Override
        public Duration worked() {
            return Work.total(this);
        }
    }

    public record InputTrace(
            String task,
            dev.wove.trace.InputTrace.As as,
            @Nullable Duration awaited) implements dev.wove.trace.InputTrace {}

    public record Wait(WaitCause cause, @Nullable String on, int item, Duration from, Duration to)
            implements dev.wove.trace.Wait {}

    public record Waiting(WaitCause cause, long count, Duration total, double share)
            implements dev.wove.trace.Waiting {}

    public record AttemptTrace(
            int number,
            Duration started,
            Duration ended,
            Ended how,
            @Nullable FailureTrace failure,
            dev.wove.trace.@Nullable RemoteTrace remote)
            implements dev.wove.trace.AttemptTrace {
        /** In this process. */
        public AttemptTrace(int number, Duration started, Duration ended, Ended how, @Nullable FailureTrace failure) {
            this(number, started, ended, how, failure, null);
        }
    }

    public record RemoteTrace(
            String environment,
            @Nullable String worker,
            String runId,
            @Nullable Duration sent,
            @Nullable Duration started,
            Duration ended,
            @Nullable Duration workerRan,
            long bytesOut,
            long bytesIn,
            int resends)
            implements dev.wove.trace.RemoteTrace {}

    public record Items(
            ItemStatistics statistics,
            List<dev.wove.trace.ItemTrace> slowest,
            List<dev.wove.trace.ItemTrace> failed,
            long failedCount,
            Duration worked)
            implements ItemsTrace {
        public Items {
            slowest = List.copyOf(slowest);
            failed = List.copyOf(failed);
        }
    }

    public record ItemTrace(
            int item,
            Duration started,
            Duration ended,
            int attempts,
            Ended how,
            @Nullable FailureTrace failure,
            dev.wove.trace.@Nullable RemoteTrace remote)
            implements dev.wove.trace.ItemTrace {}

    public record NestedTrace(
            String weave,
            int item,
            int tasks,
            Duration started,
            Duration ended,
            Ended how,
            @Nullable Trace trace) implements dev.wove.trace.NestedTrace {}

    public record CriticalPath(List<dev.wove.trace.CriticalPath.Step> steps, Duration duration)
            implements dev.wove.trace.CriticalPath {
        public CriticalPath {
            steps = List.copyOf(steps);
        }
    }

    public record Step(String task, Duration from, Duration to, Map<WaitCause, Duration> waited)
            implements dev.wove.trace.CriticalPath.Step {
        public Step {
            waited = Map.copyOf(waited);
        }
    }
}
