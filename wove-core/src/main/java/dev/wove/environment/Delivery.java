package dev.wove.environment;

import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.GivenOptions;
import dev.wove.internal.text.DurationText;
import dev.wove.internal.text.OptionLimits;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A value of options that say how runs get to an environment and back. Null means "not given". They have no effect on tasks that
 * run in this process.
 *
 * <pre>{@code
 * Delivery.heartbeat(ofSeconds(15)).maxInFlight(64).idempotencyKey("{post.id}")
 * }</pre>
 *
 * <p>Immutable: every option gives a new value.
 */
public sealed interface Delivery permits Delivery.Builder {
    /** How long a body that was told to stop is waited for where nothing else is given. */
    Duration CANCEL_TIMEOUT = Duration.ofSeconds(10);

    /** How often a run is sent again after its worker was lost where nothing else is given. */
    int REQUEUES = 3;

    /** No option given. */
    static Builder none() {
        return Builder.NONE;
    }

    /** Bounds the time from the send until the body starts; see {@link Builder#startTimeout(Duration)}. */
    static Builder startTimeout(Duration limit) {
        return none().startTimeout(limit);
    }

    /** Bounds the time from the send to the end; see {@link Builder#timeout(Duration)}. */
    static Builder timeout(Duration limit) {
        return none().timeout(limit);
    }

    /** Gives up a run that nothing is heard of for so long; see {@link Builder#heartbeat(Duration)}. */
    static Builder heartbeat(Duration expiry) {
        return none().heartbeat(expiry);
    }

    /** Caps the runs that are at the environment at once; see {@link Builder#maxInFlight(int)}. */
    static Builder maxInFlight(int runs) {
        return none().maxInFlight(runs);
    }

    /** Has work that was done not be done twice; see {@link Builder#idempotencyKey(String)}. */
    static Builder idempotencyKey(String template) {
        return none().idempotencyKey(template);
    }

    /** Says whether a body that was told to stop is waited for; see {@link Builder#cancelMode(CancelMode)}. */
    static Builder cancelMode(CancelMode mode) {
        return none().cancelMode(mode);
    }

    /** Bounds how long a body that was told to stop is waited for; see {@link Builder#cancelTimeout(Duration)}. */
    static Builder cancelTimeout(Duration limit) {
        return none().cancelTimeout(limit);
    }

    /** Says what becomes of runs whose worker was lost; see {@link Builder#orphans(OrphanPolicy)}. */
    static Builder orphans(OrphanPolicy policy) {
        return none().orphans(policy);
    }

    /** Has keys of the caller's MDC go along; see {@link Builder#mdc(String...)}. */
    static Builder mdc(String... keys) {
        return none().mdc(keys);
    }

    @Nullable
    Duration startTimeout();

    @Nullable
    Duration timeout();

    @Nullable
    Duration heartbeat();

    @Nullable
    Integer maxInFlight();

    @Nullable
    String idempotencyKey();

    @Nullable
    CancelMode cancelMode();

    @Nullable
    Duration cancelTimeout();

    @Nullable
    OrphanPolicy orphans();

    @Nullable
    Integer requeues();

    @Nullable
    Duration keep();

    @Nullable
    List<String> mdc();

    /** These options with what {@code later} gives, which wins. */
    @CheckReturnValue
    Builder with(Delivery later);

    /** Options of delivery to go on from. */
    @CheckReturnValue
    final class Builder implements Delivery {
        private enum Option {
            START_TIMEOUT,
            TIMEOUT,
            HEARTBEAT,
            MAX_IN_FLIGHT,
            IDEMPOTENCY_KEY,
            CANCEL_MODE,
            CANCEL_TIMEOUT,
            ORPHANS,
            REQUEUES,
            KEEP,
            MDC
        }

        static final Builder NONE = new Builder(GivenOptions.none(Option.class));

        private final GivenOptions<Option> given;

        private Builder(GivenOptions<Option> given) {
            this.given = given;
        }

        private Builder with(Option option, Object value) {
            return new Builder(given.with(option, value));
        }

        @Override
        public Builder with(Delivery later) {
            return later == NONE
                    ? this
                    : this == NONE ? (Builder) later : new Builder(given.with(((Builder) later).given));
        }

        /**
         * Bounds the time from the send until the body starts: the network, and the line at the worker. A busy worker is asked
         * again within it. The attempt fails with a {@link DeliveryTimeoutException}.
         */
        public Builder startTimeout(Duration limit) {
            return with(Option.START_TIMEOUT, positive("startTimeout", limit));
        }

        /**
         * Bounds the time from the send to the end; the worker is told to stop. The attempt fails with a {@link
         * DeliveryTimeoutException}. The time that a body may take is {@link dev.wove.Policy.Builder#timeout(Duration)}.
         */
        public Builder timeout(Duration limit) {
            return with(Option.TIMEOUT, positive("timeout", limit));
        }

        /**
         * How long nothing may be heard of a run before it counts as lost; workers send a sign of life three times as often. The
         * attempt fails with a {@link DeliveryTimeoutException}.
         */
        public Builder heartbeat(Duration expiry) {
            return with(Option.HEARTBEAT, positive("heartbeat", expiry));
        }

        /** At most {@code runs} of all tasks and weaves of this process are at the environment at once. */
        public Builder maxInFlight(int runs) {
            return with(Option.MAX_IN_FLIGHT, atLeast("maxInFlight", runs, 1, "Leave it out for no limit."));
        }

        /**
         * A text that is the same whenever the same work is asked for, so that it is not done twice: {@code "{post.id}"} is a path
         * into an argument by its name, {@code "{0}"} an argument by its position. They may lead to text, numbers, enums, dates and
         * UUIDs.
         */
        public Builder idempotencyKey(String template) {
            return with(Option.IDEMPOTENCY_KEY, template);
        }

        /** Whether a body that was told to stop is waited for; {@link CancelMode#REQUIRE_ACK} if not given. */
        public Builder cancelMode(CancelMode mode) {
            return with(Option.CANCEL_MODE, mode);
        }

        /** How long it is waited for, {@link #CANCEL_TIMEOUT} if not given; then the weave ends, and a note says so. */
        public Builder cancelTimeout(Duration limit) {
            return with(Option.CANCEL_TIMEOUT, positive("cancelTimeout", limit));
        }

        /** Sets the fate of runs whose worker was lost, {@link OrphanPolicy#FAIL} if not given. */
        public Builder orphans(OrphanPolicy policy) {
            return with(Option.ORPHANS, policy);
        }

        /** How often a run is sent again with {@link OrphanPolicy#REQUEUE}, {@link #REQUEUES} if not given. */
        public Builder requeues(int n) {
            return with(Option.REQUEUES, atLeast("requeues", n, 0, "Use 0 for none."));
        }

        /** How long a worker keeps the result of a run that was {@linkplain OrphanPolicy#DETACH detached}; an hour if not given. */
        public Builder keep(Duration time) {
            return with(Option.KEEP, positive("keep", time));
        }

        /**
         * Has these keys of the MDC go along, so that the body logs with them; nothing else of the MDC ever leaves. The trace of
         * OpenTelemetry goes along by itself.
         */
        public Builder mdc(String... keys) {
            return with(Option.MDC, List.of(keys));
        }

        @Override
        public @Nullable Duration startTimeout() {
            return given.get(Option.START_TIMEOUT);
        }

        @Override
        public @Nullable Duration timeout() {
            return given.get(Option.TIMEOUT);
        }

        @Override
        public @Nullable Duration heartbeat() {
            return given.get(Option.HEARTBEAT);
        }

        @Override
        public @Nullable Integer maxInFlight() {
            return given.get(Option.MAX_IN_FLIGHT);
        }

        @Override
        public @Nullable String idempotencyKey() {
            return given.get(Option.IDEMPOTENCY_KEY);
        }

        @Override
        public @Nullable CancelMode cancelMode() {
            return given.get(Option.CANCEL_MODE);
        }

        @Override
        public @Nullable Duration cancelTimeout() {
            return given.get(Option.CANCEL_TIMEOUT);
        }

        @Override
        public @Nullable OrphanPolicy orphans() {
            return given.get(Option.ORPHANS);
        }

        @Override
        public @Nullable Integer requeues() {
            return given.get(Option.REQUEUES);
        }

        @Override
        public @Nullable Duration keep() {
            return given.get(Option.KEEP);
        }

        @Override
        public @Nullable List<String> mdc() {
            return given.get(Option.MDC);
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
            var text = new StringJoiner(", ", "Delivery(", ")");
            for (var option : Option.values()) {
                Object value = given.get(option);
                if (value != null) {
                    text.add(name(option) + " "
                            + (value instanceof Duration duration ? DurationText.of(duration) : value));
                }
            }
            return text.toString();
        }

        private static String name(Option option) {
            var words = option.name().toLowerCase(java.util.Locale.ROOT).split("_");
            var name = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
            }
            return name.toString();
        }

        private static int atLeast(String option, int value, int least, String fix) {
            return OptionLimits.atLeast("Option " + option + " of a delivery", value, least, fix);
        }

        private static Duration positive(String option, Duration value) {
            OptionLimits.positive("Option " + option + " of a delivery", value, "Leave it out for no limit.");
            return value;
        }
    }
}
