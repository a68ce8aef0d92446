package dev.wove.trace;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. For each run there is one {@link WeaveStarted} first and one {@link WeaveEnded} last;
 * for each task one {@link TaskEnded}, and before it one {@link TaskStarted} unless it was skipped.
 *
 * <p>Times are kept as nanoseconds: a run makes two events per task, which should be small.
 */
public sealed interface TraceEvent {
    /** The run it happened in. */
    RunId run();

    /** When, in nanoseconds from the start of that run. */
    long atNanos();

    /** When, from the start of that run. */
    default Duration at() {
        return Duration.ofNanos(atNanos());
    }

    /** When, from the start of the outermost run. */
    default Duration sinceOutermost() {
        return run().began().plus(at());
    }

    /**
     * The run has started.
     *
     * @param tasks how many tasks it has; more may be declared while it runs
     */
    record WeaveStarted(RunId run, long atNanos, int tasks) implements TraceEvent {}

    /**
     * The body of a task starts, or the first item of a mapped one.
     *
     * @param readyNanos when its declared inputs had ended, in nanoseconds from the start of the run
     */
    record TaskStarted(RunId run, long atNanos, String task, long readyNanos) implements TraceEvent {

        /** When its declared inputs had ended, from the start of the run. */
        public Duration ready() {
            return Duration.ofNanos(readyNanos);
        }
    }

    /**
     * An attempt has failed, and another one follows or the fallback does. The failure of the last one is that of
     * the task or item.
     *
     * @param item the position of the item, or -1 if the task is not mapped
     * @param attempt which, from 1
     */
    record AttemptFailed(RunId run, long atNanos, String task, int item, int attempt, FailureTrace failure)
            implements TraceEvent {}

    /**
     * An item of a mapped task has ended.
     *
     * @param item its position
     * @param ranNanos how long it ran, in nanoseconds
     * @param how how it ended; never {@link Ended#SKIPPED}
     * @param failure what it failed with, or null
     */
    record ItemEnded(
            RunId run,
            long atNanos,
            String task,
            int item,
            long ranNanos,
            Ended how,
            @Nullable FailureTrace failure) implements TraceEvent {

        /** How long it ran. */
        public Duration ran() {
            return Duration.ofNanos(ranNanos);
        }
    }

    /**
     * The outcome of a task is known.
     *
     * @param failure what kept it from having a value, or null if it succeeded
     */
    record TaskEnded(
            RunId run,
            long atNanos,
            String task,
            Ended how,
            @Nullable FailureTrace failure) implements TraceEvent {}

    /**
     * Events that a reader was too slow for: they are gone. Only where events are kept for readers, never told to a
     * {@link WeaveListener}.
     *
     * @param run the outermost run
     * @param atNanos when the first of those happened that are left
     * @param count how many are gone
     */
    record EventsLost(RunId run, long atNanos, long count) implements TraceEvent {}

    /** Nothing of the run runs any more. */
    final class WeaveEnded implements TraceEvent {
        private final RunId run;
        private final long atNanos;
        private final Ended how;
        private final @Nullable FailureTrace failure;
        private final Supplier<Trace> trace;

        public WeaveEnded(RunId run, long atNanos, Ended how, @Nullable FailureTrace failure, Supplier<Trace> trace) {
            this.run = run;
            this.atNanos = atNanos;
            this.how = how;
            this.failure = failure;
            this.trace = trace;
        }

        @Override
        public RunId run() {
            return run;
        }

        @Override
        public long atNanos() {
            return atNanos;
        }

        /** How the weave ended. */
        public Ended how() {
            return how;
        }

        /** What the weave threw, or null if it succeeded. */
        public @Nullable FailureTrace failure() {
            return failure;
        }

        /** What happened in the run; made anew by each call, which should not be on the thread that tells events. */
        public Trace trace() {
            return trace.get();
        }

        @Override
        public String toString() {
            return "WeaveEnded[run=" + run + ", atNanos=" + atNanos + ", how=" + how + ", failure=" + failure + "]";
        }
    }
}
