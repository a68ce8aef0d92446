package dev.wove;

import dev.wove.environment.Delivery;
import dev.wove.internal.CheckReturnValue;
import dev.wove.internal.GivenOptions;
import dev.wove.internal.text.OptionLimits;
import dev.wove.internal.text.PolicyText;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A value of options that tasks can share: how often to try, how long, how many at once. Null means "not given".
 *
 * <p>From inside out: timeout of one attempt, retries with backoff, deadline, fallback. A retry is not begun if it would
 * pass the deadline; the fallback runs once, outside the deadline, and never after a cancellation. On a mapped task all
 * of them are per item, except the deadline.
 *
 * <pre>{@code
 * static final Policy PARTNER = Policy.retries(3).backoff(Backoff.exponential(ofMillis(100)).jitter(0.5)).timeout(ofSeconds(2));
 * }</pre>
 *
 * <p>Immutable: every option gives a new policy.
 */
public sealed interface Policy permits Policy.Builder {

    /** No option given. */
    static Builder none() {
        return Builder.NONE;
    }

    /**
     * No option given, to go on from. The others have twins in {@link WeaveOptions}, so that the compiler cannot tell
     * {@code workers(8)} where both are imported; {@code policy().workers(8)} it can.
     */
    static Builder policy() {
        return none();
    }

    /** Up to {@code n} more attempts after the first, see {@link Builder#retries(int)}. */
    static Builder retries(int n) {
        return none().retries(n);
    }

    /** Bounds one attempt, see {@link Builder#timeout(Duration)}. */
    static Builder timeout(Duration limit) {
        return none().timeout(limit);
    }

    /** Bounds all attempts, see {@link Builder#deadline(Duration)}. */
    static Builder deadline(Duration limit) {
        return none().deadline(limit);
    }

    /** Caps the items of a mapped task that run at once, see {@link Builder#workers(int)}. */
    static Builder workers(int k) {
        return none().workers(k);
    }

    /** Paces the attempts of a task, see {@link Builder#perMinute(int)}. */
    static Builder perMinute(int n) {
        return none().perMinute(n);
    }

    /** Holds a task to a shared limit, see {@link Builder#limit(Limiter)}. */
    static Builder limit(Limiter limiter) {
        return none().limit(limiter);
    }

    /** Holds a task to a limit of the configuration, see {@link Builder#limiter(String)}. */
    static Builder limiter(String name) {
        return none().limiter(name);
    }

    /** The policy that the configuration has under this name, see {@link Builder#named(String)}. */
    static Builder named(String name) {
        return none().named(name);
    }

    /** Gives a value in place of a failure, see {@link Builder#fallback(Fallback)}. */
    static Builder fallback(Fallback fallback) {
        return none().fallback(fallback);
    }

    /** Runs a task elsewhere, see {@link Builder#environment(String)}. */
    static Builder environment(String name) {
        return none().environment(name);
    }

    /** Says how a task gets elsewhere and back, see {@link Builder#delivery(Delivery)}. */
    static Builder delivery(Delivery options) {
        return none().delivery(options);
    }

    /** Runs a blocking body on the thread that drives the weave, see {@link Builder#onCaller()}. */
    static Builder onCaller() {
        return none().onCaller();
    }

    @Nullable
    Integer retries();

    @Nullable
    Backoff backoff();

    @Nullable
    Predicate<? super Throwable> retryIf();

    @Nullable
    Duration timeout();

    @Nullable
    Duration deadline();

    @Nullable
    Fallback fallback();

    @Nullable
    Integer workers();

    @Nullable
    Integer perMinute();

    @Nullable
    Integer maxPending();

    @Nullable
    Limiter limit();

    /** The name of a limit that the configuration has; null also where it has been found. */
    @Nullable
    String limiter();

    @Nullable
    Duration abandonAfter();

    /** The name of the policy that these options are on top of; null also where it has been found. */
    @Nullable
    String named();

    boolean runsOnCaller();

    @Nullable
    String environment();

    @Nullable
    Delivery delivery();

    /** This policy with what {@code later} gives, which wins. */
    @CheckReturnValue
    Builder with(Policy later);

    /**
     * Makes a value out of the last failure of a task. Of a task that blocks or returns a stage it runs where blocking
     * bodies do, and may block; of others it runs like a suspending body, and should not.
     */
    @FunctionalInterface
    interface Fallback {
        @Nullable
        Object valueFor(Throwable failure) throws Exception;
    }

    /** A policy with the options to go on from. */
    @CheckReturnValue
    final class Builder implements Policy {
        private enum Option {
            RETRIES,
            BACKOFF,
            RETRY_IF,
            TIMEOUT,
            DEADLINE,
            FALLBACK,
            WORKERS,
            PER_MINUTE,
            MAX_PENDING,
            LIMIT,
            ABANDON_AFTER,
            LIMITER,
            NAMED,
            ON_CALLER,
            ENVIRONMENT,
            DELIVERY
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
        public Builder with(Policy later) {
            if (later == NONE) {
                return this;
            }
            var more = (Builder) later;
            if (this == NONE) {
                return more;
            }
            // A limit is given in one way or the other.
            var before = more.limit() != null
                    ? given.with(Option.LIMITER, null)
                    : more.limiter() != null ? given.with(Option.LIMIT, null) : given;
            return new Builder(before.with(more.given));
        }

        /** Up to {@code n} more attempts after the first; the last failure is thrown, earlier ones suppressed in it. */
        public Builder retries(int n) {
            return with(Option.RETRIES, atLeast("retries", n, 0, "Use 0 for a single attempt."));
        }

        /** Waits between attempts, holding no slot. Without it they follow back to back. */
        public Builder backoff(Backoff wait) {
            return with(Option.BACKOFF, wait);
        }

        /** Retries only failures that {@code predicate} accepts. */
        public Builder retryIf(Predicate<? super Throwable> predicate) {
            return with(Option.RETRY_IF, predicate);
        }

        /** Bounds one attempt, from when its body starts. It fails with a {@link TaskTimeoutException}. */
        public Builder timeout(Duration limit) {
            return with(Option.TIMEOUT, positive("timeout", limit));
        }

        /** Bounds all attempts and the waits between them, from when the task is ready. */
        public Builder deadline(Duration limit) {
            return with(Option.DEADLINE, positive("deadline", limit));
        }

        /**
         * Gives a value in place of the last failure; may throw instead. Never called after a cancellation.
         *
         * <p>The compiler does not check that it is of the task's type. A weave class does when it is called; elsewhere a
         * wrong one is a {@link ClassCastException} where it is read.
         */
        public Builder fallback(Fallback value) {
            return with(Option.FALLBACK, value);
        }

        /** Runs at most {@code k} items of a mapped task at once. */
        public Builder workers(int k) {
            return with(Option.WORKERS, atLeast("workers", k, 1, "Leave it out for no limit."));
        }

        /** Starts at most {@code n} attempts a minute, evenly spaced, without a burst. */
        public Builder perMinute(int n) {
            return with(Option.PER_MINUTE, atLeast("perMinute", n, 1, "Leave it out for no limit."));
        }

        /**
         * Reads the source of a mapped task no further than {@code n} items ahead of the workers.
         *
         * <p>A task that is mapped over another and waits for the end of that as well is refused with a {@link
         * PlanException}: its source would wait for room for ever.
         */
        public Builder maxPending(int n) {
            return with(Option.MAX_PENDING, atLeast("maxPending", n, 1, "Leave it out for no limit."));
        }

        /** Holds the bodies to a limit that other tasks and weaves share. */
        public Builder limit(Limiter limiter) {
            return new Builder(given.with(Option.LIMITER, null).with(Option.LIMIT, limiter));
        }

        /**
         * Holds the bodies to the limit that the {@linkplain dev.wove.config.WoveConfiguration configuration} of the weave
         * has under this name. A name that it does not have is a {@link PlanException} where the task is declared.
         */
        public Builder limiter(String name) {
            return new Builder(given.with(Option.LIMIT, null).with(Option.LIMITER, name));
        }

        /**
         * Puts these options on top of the policy that the {@linkplain dev.wove.config.WoveConfiguration configuration} of the
         * weave has under this name. Options given here win, whether before or after. A name that it does not have is a
         * {@link PlanException} where the task is declared.
         */
        public Builder named(String name) {
            return with(Option.NAMED, name);
        }

        /** Gives up waiting for a body that has ignored its cancellation this long; the weave then ends without it. */
        public Builder abandonAfter(Duration wait) {
            return with(Option.ABANDON_AFTER, positive("abandonAfter", wait));
        }

        /**
         * Runs a task in the environment that configuration has under {@code name}; {@code "local"} is this process. Only methods
         * that both sides know can leave: those of a {@link Weave} class, and those declared as remote.
         */
        public Builder environment(String name) {
            return with(Option.ENVIRONMENT, notBlank(name));
        }

        /** How runs get to the environment and back, over what configuration says; no effect on a task of this process. */
        public Builder delivery(Delivery options) {
            return with(Option.DELIVERY, options);
        }

        /** Runs a blocking body where the engine runs: on the thread of a blocking caller. */
        public Builder onCaller() {
            return with(Option.ON_CALLER, true);
        }

        @Override
        public @Nullable Integer retries() {
            return given.get(Option.RETRIES);
        }

        @Override
        public @Nullable Backoff backoff() {
            return given.get(Option.BACKOFF);
        }

        @Override
        public @Nullable Predicate<? super Throwable> retryIf() {
            return given.get(Option.RETRY_IF);
        }

        @Override
        public @Nullable Duration timeout() {
            return given.get(Option.TIMEOUT);
        }

        @Override
        public @Nullable Duration deadline() {
            return given.get(Option.DEADLINE);
        }

        @Override
        public @Nullable Fallback fallback() {
            return given.get(Option.FALLBACK);
        }

        @Override
        public @Nullable Integer workers() {
            return given.get(Option.WORKERS);
        }

        @Override
        public @Nullable Integer perMinute() {
            return given.get(Option.PER_MINUTE);
        }

        @Override
        public @Nullable Integer maxPending() {
            return given.get(Option.MAX_PENDING);
        }

        @Override
        public @Nullable Limiter limit() {
            return given.get(Option.LIMIT);
        }

        @Override
        public @Nullable String limiter() {
            return given.get(Option.LIMITER);
        }

        @Override
        public @Nullable String named() {
            return given.get(Option.NAMED);
        }

        @Override
        public @Nullable Duration abandonAfter() {
            return given.get(Option.ABANDON_AFTER);
        }

        @Override
        public @Nullable String environment() {
            return given.get(Option.ENVIRONMENT);
        }

        @Override
        public @Nullable Delivery delivery() {
            return given.get(Option.DELIVERY);
        }

        @Override
        public boolean runsOnCaller() {
            return given.has(Option.ON_CALLER);
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
            return "Policy(" + PolicyText.of(this) + ")";
        }

        private static int atLeast(String option, int value, int least, String fix) {
            return OptionLimits.atLeast("Option " + option, value, least, fix);
        }

        private static String notBlank(String environment) {
            if (environment == null || environment.isBlank()) {
                throw new PlanException(
                        "Option environment has no name.\n  Leave it out, or give \"local\" for this process.");
            }
            return environment;
        }

        private static @Nullable Duration positive(String option, @Nullable Duration value) {
            return OptionLimits.positive("Option " + option, value, "Leave it out for no limit.");
        }
    }
}
