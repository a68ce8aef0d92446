package dev.wove.internal.trace;

import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.RunId;
import dev.wove.trace.Trace;
import dev.wove.trace.TraceEvent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events. Each goes by the name of what it implements, also where it is printed. */
public final class RealEvent {
    private RealEvent() {}

    public record WeaveStarted(RunId run, long atNanos, int tasks) implements TraceEvent.WeaveStarted {}

    public record TaskStarted(RunId run, long atNanos, String task, long readyNanos)
            implements TraceEvent.TaskStarted {}

    public record AttemptFailed(RunId run, long atNanos, String task, int item, int attempt, FailureTrace failure)
            implements TraceEvent.AttemptFailed {}

    public record ItemEnded(
            RunId run,
            long atNanos,
            String task,
            int item,
            long ranNanos,
            Ended how,
            @Nullable FailureTrace failure) implements TraceEvent.ItemEnded {}

    public record TaskEnded(
            RunId run,
            long atNanos,
            String task,
            Ended how,
            @Nullable FailureTrace failure) implements TraceEvent.TaskEnded {}

    public record EventsLost(RunId run, long atNanos, long count) implements TraceEvent.EventsLost {}

    /** Makes the trace anew for each who asks. */
    public record WeaveEnded(
            RunId run, long atNanos, Ended how, @Nullable FailureTrace failure, Supplier<Trace> traces)
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
