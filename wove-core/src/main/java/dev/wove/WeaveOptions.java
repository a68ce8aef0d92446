package dev.wove;

import dev.wove.config.WoveConfiguration;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.GivenOptions;
import dev.wove.internal.text.OptionLimits;
import dev.wove.internal.text.WeaveOptionsText;
import dev.wove.observe.WeaveObserver;
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

    /**
     * No option given, to go on from. Some others have twins in {@link Policy}, so that the compiler cannot tell {@code
     * workers(8)} where both are imported; {@code options().workers(8)} it can.
     */
    static Builder options() {
        return none();
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

    /** The effect of an unhandled failure, see {@link Builder#onFailure(OnFailure)}. */
    static Builder onFailure(OnFailure mode) {
        return none().onFailure(mode);
    }

    /** Runs tasks elsewhere, see {@link Builder#environment(String)}. */
    static Builder environment(String name) {
        return none().environment(name);
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

    /** Asks {@code observer} about the weave, see {@link Builder#observer(WeaveObserver)}. */
    static Builder observer(WeaveObserver observer) {
        return none().observer(observer);
    }

    /** Keeps the traces of weaves inside, too, see {@link Builder#trace()}. */
    static Builder trace() {
        return none().trace();
    }

    /** Runs by another configuration than that of the process, see {@link Builder#config(WoveConfiguration)}. */
    static Builder config(WoveConfiguration configuration) {
        return none().config(configuration);
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

    @Nullable
    String environment();

    /** The listeners that are told what happens. */
    List<WeaveListener> listeners();

    /** The observers that are asked about the weave and those inside it. */
    List<WeaveObserver> observers();

    /** Whether the traces of weaves inside are kept. */
    boolean traces();

    /** The configuration to run by; null for that of what is around, or of the process. */
    @Nullable
    WoveConfiguration config();

    /** These options with what {@code later} gives, which wins; who listens to either is told. */
    @CheckReturnValue
    Builder with(WeaveOptions later);

    /** Options to go on from. */
    @CheckReturnValue
    final class Builder implements WeaveOptions {
        private enum Option {
            WORKERS,
            MAX_BLOCKING,
            TIMEOUT,
            ON_FAILURE,
            SHOW_VALUES,
            LISTENERS,
            OBSERVERS,
            TRACE,
            CONFIG,
            STALL_AFTER,
            ENVIRONMENT
        }

        static final Builder NONE = new Builder(GivenOptions.none(Option.class));

        private final GivenOptions<Option> given;

        private Builder(GivenOptions<Option> given) {
            this.given = given;
        }

        private Builder with(Option option, @Nullable Object value) {
            return new Builder(given.with(option, value));
        }

        @Override
        public Builder with(WeaveOptions later) {
            if (later == NONE) {
                return this;
            }
            return new Builder(given.with(((Builder) later).given))
                    .withBoth(Option.LISTENERS, listeners(), later.listeners())
                    .withBoth(Option.OBSERVERS, observers(), later.observers());
        }

        private <T> Builder withBoth(Option option, List<T> earlier, List<T> later) {
            var both = new ArrayList<>(earlier);
            both.addAll(later);
            return both.isEmpty() ? this : with(option, List.copyOf(both));
        }

        /** Runs at most {@code k} bodies at once, of whatever kind. A body that waits in a nested weave lends its slot. */
        public Builder workers(int k) {
            return with(Option.WORKERS, atLeastOne("workers", k));
        }

        /** Runs at most {@code m} blocking bodies at once. Without it 256, or no limit where they are virtual threads. */
        public Builder maxBlocking(int m) {
            return with(Option.MAX_BLOCKING, atLeastOne("maxBlocking", m));
        }

        /** Ends the weave after {@code limit} with a {@link TaskTimeoutException}; all its tasks are cancelled. */
        public Builder timeout(Duration limit) {
            return with(Option.TIMEOUT, longerThanZero("timeout", limit, "Leave it out for no limit."));
        }

        /** Sets the effect of an unhandled failure on the other tasks; {@link OnFailure#CANCEL} if not given. */
        public Builder onFailure(OnFailure mode) {
            return with(Option.ON_FAILURE, mode);
        }

        /**
         * Puts the values of inputs, shortened, into the notes on failures, and so into logs, traces and reports. Off by
         * default: values may be secret.
         */
        public Builder showValues() {
            return with(Option.SHOW_VALUES, true);
        }

        /**
         * Tells {@code listener} what happens in the weave, and in the weaves inside it, while it runs. Besides those that
         * were given before.
         */
        public Builder listener(WeaveListener listener) {
            return withBoth(Option.LISTENERS, listeners(), List.of(listener));
        }

        /**
         * Asks {@code observer} about the weave, and about each weave inside it, when it starts. Besides those that were given
         * before, and those of the configuration.
         */
        public Builder observer(WeaveObserver observer) {
            return withBoth(Option.OBSERVERS, observers(), List.of(observer));
        }

        /**
         * Keeps the traces of the weaves inside with that of the weave, and events for who looks at it while it runs. What
         * happens to its own tasks is always kept.
         */
        public Builder trace() {
            return with(Option.TRACE, true);
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
            return with(Option.STALL_AFTER, longerThanZero("stallAfter", quiet, "Leave it out to have no reports."));
        }

        /**
         * Takes defaults and names from {@code configuration} in the place of the process's, in this weave and in those that
         * start in its bodies and do not say otherwise.
         */
        public Builder config(WoveConfiguration configuration) {
            return with(Option.CONFIG, configuration);
        }

        /**
         * Runs those of its tasks that can run elsewhere and do not say otherwise in the environment that configuration has under
         * {@code name}; {@code "local"} is this process. Lambdas stay.
         */
        public Builder environment(String name) {
            if (name == null || name.isBlank()) {
                throw new PlanException(
                        "Option environment has no name.\n  Leave it out, or give \"local\" for this process.");
            }
            return with(Option.ENVIRONMENT, name);
        }

        @Override
        public @Nullable Integer workers() {
            return given.get(Option.WORKERS);
        }

        @Override
        public @Nullable Integer maxBlocking() {
            return given.get(Option.MAX_BLOCKING);
        }

        @Override
        public @Nullable Duration timeout() {
            return given.get(Option.TIMEOUT);
        }

        @Override
        public @Nullable String environment() {
            return given.get(Option.ENVIRONMENT);
        }

        @Override
        public OnFailure onFailure() {
            OnFailure mode = given.get(Option.ON_FAILURE);
            return mode == null ? OnFailure.CANCEL : mode;
        }

        @Override
        public boolean showsValues() {
            return given.has(Option.SHOW_VALUES);
        }

        @Override
        public List<WeaveListener> listeners() {
            List<WeaveListener> listeners = given.get(Option.LISTENERS);
            return listeners == null ? List.of() : listeners;
        }

        @Override
        public List<WeaveObserver> observers() {
            List<WeaveObserver> observers = given.get(Option.OBSERVERS);
            return observers == null ? List.of() : observers;
        }

        @Override
        public boolean traces() {
            return given.has(Option.TRACE);
        }

        @Override
        public @Nullable Duration stallAfter() {
            return given.get(Option.STALL_AFTER);
        }

        @Override
        public @Nullable WoveConfiguration config() {
            return given.get(Option.CONFIG);
        }

        /** By value: the same options, given the same. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Builder that && given.equals(that.given);
        }

        @Override
        public int hashCode() {
            return given.hashCode();
        }

        @Override
        public String toString() {
            return "WeaveOptions(" + WeaveOptionsText.all(this) + ")";
        }

        private static @Nullable Duration longerThanZero(String option, @Nullable Duration value, String fix) {
            return OptionLimits.positive("Weave option " + option, value, fix);
        }

        private static int atLeastOne(String option, int value) {
            return OptionLimits.atLeast("Weave option " + option, value, 1, "Leave it out for no limit.");
        }
    }
}
