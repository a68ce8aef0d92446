package dev.wove.internal.trace;

import dev.wove.TaskKind;
import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.RunId;
import dev.wove.trace.Trace;
import dev.wove.trace.TraceEvent;
import dev.wove.trace.Waiting;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events. Each goes by the name of what it implements, also where it is printed. */
public final class RealEvent {
    private RealEvent() {}

    public record WeaveStarted(RunId run, long atNanos, int tasks) implements TraceEvent.WeaveStarted {}

    public record TaskSent(
            RunId run,
            long atNanos,
            String task,
            int index,
            String family,
            int item,
            int attempt,
            String environment,
            int resends)
            implements TraceEvent.TaskSent {}

    public record WorkerLog(
            RunId run,
            long atNanos,
            String task,
            int index,
            int item,
            int attempt,
            String environment,
            @Nullable String worker,
            String level,
            String message)
            implements TraceEvent.WorkerLog {}

    public record TaskStarted(
            RunId run, long atNanos, String task, int index, String family, TaskKind kind, long readyNanos)
            implements TraceEvent.TaskStarted {}

    public record AttemptFailed(
            RunId run,
            long atNanos,
            String task,
            int index,
            String family,
            int item,
            int attempt,
            FailureTrace failure,
            @Nullable Throwable thrown)
            implements TraceEvent.AttemptFailed {}

    public record ItemEnded(
            RunId run,
            long atNanos,
            String task,
            int index,
            String family,
            int item,
            long ranNanos,
            Ended how,
            @Nullable FailureTrace failure,
            @Nullable Throwable thrown)
            implements TraceEvent.ItemEnded {}

    public record TaskEnded(
            RunId run,
            long atNanos,
            String task,
            int index,
            String family,
            TaskKind kind,
            long ranNanos,
            Supplier<List<String>> found,
            Supplier<List<Waiting>> waits,
            Ended how,
            @Nullable FailureTrace failure,
            @Nullable Throwable thrown)
            implements TraceEvent.TaskEnded {
        @Override
        public List<String> discovered() {
            return found.get();
        }

        @Override
        public List<Waiting> waiting() {
            return waits.get();
        }

        /** A task ends once. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof RealEvent.TaskEnded that
                    && run.equals(that.run)
                    && index == that.index
                    && task.equals(that.task)
                    && atNanos == that.atNanos
                    && how == that.how
                    && Objects.equals(failure, that.failure);
        }

        @Override
        public int hashCode() {
            return Objects.hash(run, task);
        }

        @Override
        public String toString() {
            return "TaskEnded[run=" + run + ", atNanos=" + atNanos + ", task=" + task + ", how=" + how + ", failure="
                    + failure + "]";
        }
    }

    public record EventsLost(RunId run, long atNanos, long count) implements TraceEvent.EventsLost {}

    /** Makes the trace anew for each who asks. */
    public record WeaveEnded(
            RunId run,
            long atNanos,
            Ended how,
            @Nullable FailureTrace failure,
            @Nullable Throwable thrown,
            Supplier<Trace> traces)
            implements TraceEvent.WeaveEnded {
        @Override
        public Trace trace() {
            return traces.get();
        }

        @Override
        public String toString() {
            return "WeaveEnded[run=" + run + ", atNanos=" + atNanos + ", how=" + how + ", failure=" + failure + "]";
        }
    }
}
