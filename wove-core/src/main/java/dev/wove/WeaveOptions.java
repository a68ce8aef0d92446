package dev.wove;

import dev.wove.trace.WeaveListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of a whole weave. Null means "not given".
 *
 * <p>Immutable: every option gives a new value.
 */
public sealed interface WeaveOptions permits WeaveOptions.Builder {

    /** No option given. */
    static Builder none() {
        return Builder.NONE;
    }

    /** Caps the bodies that run at once, see {@link Builder#workers(int)}. */
    static Builder workers(int k) {
        return none().workers(k);
    }

    /** Caps the blocking bodies that run at once, see {@link Builder#maxBlocking(int)}. */
    static Builder maxBlocking(int m) {
        return none().maxBlocking(m);
    }

    /** Bounds the whole weave, see {@link Builder#timeout(Duration)}. */
    static Builder timeout(Duration limit) {
        return none().timeout(limit);
    }

    /** What an unhandled failure does, see {@link Builder#onFailure(OnFailure)}. */
    static Builder onFailure(OnFailure mode) {
        return none().onFailure(mode);
    }

    /** Shows values of inputs in notes on failures, see {@link Builder#showValues()}. */
    static Builder showValues() {
        return none().showValues();
    }

    /** Logs a report when nothing moves, see {@link Builder#stallAfter(Duration)}. */
    static Builder stallAfter(Duration quiet) {
        return none().stallAfter(quiet);
    }

    /** Tells {@code listener} what happens, see {@link Builder#listener(WeaveListener)}. */
    static Builder listener(WeaveListener listener) {
        return none().listener(listener);
    }

    /** Keeps the traces of weaves inside, too, see {@link Builder#trace()}. */
    static Builder trace() {
        return none().trace();
    }

    @Nullable
    Integer workers();

    @Nullable
    Integer maxBlocking();

    @Nullable
    Duration timeout();

    OnFailure onFailure();

    boolean showsValues();

    @Nullable
    Duration stallAfter();

    /** Who is told what happens. */
    List<WeaveListener> listeners();

    /** Whether the traces of weaves inside are kept. */
    boolean traces();

    /** Options to go on from. */
    record Builder(
            @Nullable Integer workers,
            @Nullable Integer maxBlocking,
            @Nullable Duration timeout,
            OnFailure onFailure,
            boolean showsValues,
            List<WeaveListener> listeners,
            boolean traces,
            @Nullable Duration stallAfter)
            implements WeaveOptions {

        static final Builder NONE = new Builder(null, null, null, OnFailure.CANCEL, false, List.of(), false, null);

        public Builder {
            atLeastOne("workers", workers);
            atLeastOne("maxBlocking", maxBlocking);
            longerThanZero("timeout", timeout, "Leave it out for no limit.");
            longerThanZero("stallAfter", stallAfter, "Leave it out to have no reports.");
        }

        /** Runs at most {@code k} bodies at once, of whatever kind. A body that waits in a nested weave lends its slot. */
        public Builder workers(int k) {
            return new Builder(k, maxBlocking, timeout, onFailure, showsValues, listeners, traces, stallAfter);
        }

        /** Runs at most {@code m} blocking bodies at once. Without it 256, or no limit where they are virtual threads. */
        public Builder maxBlocking(int m) {
            return new Builder(workers, m, timeout, onFailure, showsValues, listeners, traces, stallAfter);
        }

        /** Ends the weave after {@code limit} with a {@link TaskTimeoutException}; all its tasks are cancelled. */
        public Builder timeout(Duration limit) {
            return new Builder(workers, maxBlocking, limit, onFailure, showsValues, listeners, traces, stallAfter);
        }

        /** What an unhandled failure does to the other tasks; {@link OnFailure#CANCEL} if not given. */
        public Builder onFailure(OnFailure mode) {
            return new Builder(workers, maxBlocking, timeout, mode, showsValues, listeners, traces, stallAfter);
        }

        /**
         * Puts the values of inputs, shortened, into the notes on failures, and so into logs, traces and reports. Off by
         * default: values may be secret.
         */
        public Builder showValues() {
            return new Builder(workers, maxBlocking, timeout, onFailure, true, listeners, traces, stallAfter);
        }

        /**
         * Tells {@code listener} what happens in the weave, and in the weaves inside it, while it runs. Besides those that
         * were given before.
         */
        public Builder listener(WeaveListener listener) {
            var all = new ArrayList<>(listeners);
            all.add(listener);
            return new Builder(
                    workers, maxBlocking, timeout, onFailure, showsValues, List.copyOf(all), traces, stallAfter);
        }

        /**
         * Keeps the traces of the weaves inside with that of the weave, and events for who looks at it while it runs. What
         * happens to its own tasks is always kept.
         */
        public Builder trace() {
            return new Builder(workers, maxBlocking, timeout, onFailure, showsValues, listeners, true, stallAfter);
        }

        /**
         * Logs a {@link StallReport} as a warning of the logger {@code dev.wove} once nothing in the weave, or in weaves inside
         * it, has started, ended or gone on for {@code quiet}, and again after twice that time. A body that works that long
         * by itself counts as quiet. Time in which the whole JVM stood still does not count, if that was at least a quarter of
         * {@code quiet}. Changes nothing else.
         *
         * <p>{@code -Ddev.wove.stallAfter=PT1M} sets it for all weaves that do not say otherwise.
         */
        public Builder stallAfter(Duration quiet) {
            return new Builder(workers, maxBlocking, timeout, onFailure, showsValues, listeners, traces, quiet);
        }

        private static void longerThanZero(String option, @Nullable Duration value, String mend) {
            if (value != null && (value.isZero() || value.isNegative())) {
                throw new PlanException(
                        "Weave option " + option + " must be longer than zero, but is " + value + ".\n  " + mend);
            }
        }

        private static void atLeastOne(String option, @Nullable Integer value) {
            if (value != null && value < 1) {
                throw new PlanException("Weave option " + option + " must be at least 1, but is " + value
                        + ".\n  Leave it out for no limit.");
            }
        }
    }
}
