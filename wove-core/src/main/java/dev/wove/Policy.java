package dev.wove;

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

    /** Gives a value in place of a failure, see {@link Builder#fallback(Fallback)}. */
    static Builder fallback(Fallback fallback) {
        return none().fallback(fallback);
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

    @Nullable
    Duration abandonAfter();

    boolean runsOnCaller();

    /** Makes a value out of the last failure of a task. Runs in the weave, like a suspending body: it should not block. */
    @FunctionalInterface
    interface Fallback {
        @Nullable
        Object valueFor(Throwable failure) throws Exception;
    }

    /** A policy with the options to go on from. */
    record Builder(
            @Nullable Integer retries,
            @Nullable Backoff backoff,
            @Nullable Predicate<? super Throwable> retryIf,
            @Nullable Duration timeout,
            @Nullable Duration deadline,
            @Nullable Fallback fallback,
            @Nullable Integer workers,
            @Nullable Integer perMinute,
            @Nullable Integer maxPending,
            @Nullable Limiter limit,
            @Nullable Duration abandonAfter,
            boolean runsOnCaller)
            implements Policy {

        static final Builder NONE =
                new Builder(null, null, null, null, null, null, null, null, null, null, null, false);

        public Builder {
            atLeast("retries", retries, 0, "Use 0 for a single attempt.");
            positive("timeout", timeout);
            positive("deadline", deadline);
            positive("abandonAfter", abandonAfter);
            atLeast("workers", workers, 1, "Leave it out for no limit.");
            atLeast("perMinute", perMinute, 1, "Leave it out for no limit.");
            atLeast("maxPending", maxPending, 1, "Leave it out for no limit.");
        }

        /** Up to {@code n} more attempts after the first; the last failure is thrown, earlier ones suppressed in it. */
        public Builder retries(int n) {
            return new Builder(
                    n,
                    backoff,
                    retryIf,
                    timeout,
                    deadline,
                    fallback,
                    workers,
                    perMinute,
                    maxPending,
                    limit,
                    abandonAfter,
                    runsOnCaller);
        }

        /** Waits between attempts, holding no slot. Without it they follow back to back. */
        public Builder backoff(Backoff wait) {
            return new Builder(
                    retries,
                    wait,
                    retryIf,
                    timeout,
                    deadline,
                    fallback,
                    workers,
                    perMinute,
                    maxPending,
                    limit,
                    abandonAfter,
                    runsOnCaller);
        }

        /** Retries only failures that {@code predicate} accepts. */
        public Builder retryIf(Predicate<? super Throwable> predicate) {
            return new Builder(
                    retries,
                    backoff,
                    predicate,
                    timeout,
                    deadline,
                    fallback,
                    workers,
                    perMinute,
                    maxPending,
                    limit,
                    abandonAfter,
                    runsOnCaller);
        }

        /** Bounds one attempt, from when its body starts. It fails with a {@link TaskTimeoutException}. */
        public Builder timeout(Duration limit) {
            return new Builder(
                    retries,
                    backoff,
                    retryIf,
                    limit,
                    deadline,
                    fallback,
                    workers,
                    perMinute,
                    maxPending,
                    this.limit,
                    abandonAfter,
                    runsOnCaller);
        }

        /** Bounds all attempts and the waits between them, from when the task is ready. */
        public Builder deadline(Duration limit) {
            return new Builder(
                    retries,
                    backoff,
                    retryIf,
                    timeout,
                    limit,
                    fallback,
                    workers,
                    perMinute,
                    maxPending,
                    this.limit,
                    abandonAfter,
                    runsOnCaller);
        }

        /** Gives a value in place of the last failure; may throw instead. Never called after a cancellation. */
        public Builder fallback(Fallback value) {
            return new Builder(
                    retries,
                    backoff,
                    retryIf,
                    timeout,
                    deadline,
                    value,
                    workers,
                    perMinute,
                    maxPending,
                    limit,
                    abandonAfter,
                    runsOnCaller);
        }

        /** Runs at most {@code k} items of a mapped task at once. */
        public Builder workers(int k) {
            return new Builder(
                    retries,
                    backoff,
                    retryIf,
                    timeout,
                    deadline,
                    fallback,
                    k,
                    perMinute,
                    maxPending,
                    limit,
                    abandonAfter,
                    runsOnCaller);
        }

        /** Starts at most {@code n} attempts a minute, evenly spaced, without a burst. */
        public Builder perMinute(int n) {
            return new Builder(
                    retries,
                    backoff,
                    retryIf,
                    timeout,
                    deadline,
                    fallback,
                    workers,
                    n,
                    maxPending,
                    limit,
                    abandonAfter,
                    runsOnCaller);
        }

        /**
         * Reads the source of a mapped task no further than {@code n} items ahead of the workers.
         *
         * <p>A task that is mapped over another and waits for the end of that as well is refused with a {@link
         * PlanException}: its source would wait for room for ever.
         */
        public Builder maxPending(int n) {
            return new Builder(
                    retries,
                    backoff,
                    retryIf,
                    timeout,
                    deadline,
                    fallback,
                    workers,
                    perMinute,
                    n,
                    limit,
                    abandonAfter,
                    runsOnCaller);
        }

        /** Holds the bodies to a limit that other tasks and weaves share. */
        public Builder limit(Limiter limiter) {
            return new Builder(
                    retries,
                    backoff,
                    retryIf,
                    timeout,
                    deadline,
                    fallback,
                    workers,
                    perMinute,
                    maxPending,
                    limiter,
                    abandonAfter,
                    runsOnCaller);
        }

        /** Gives up waiting for a body that has ignored its cancellation this long; the weave then ends without it. */
        public Builder abandonAfter(Duration wait) {
            return new Builder(
                    retries,
                    backoff,
                    retryIf,
                    timeout,
                    deadline,
                    fallback,
                    workers,
                    perMinute,
                    maxPending,
                    limit,
                    wait,
                    runsOnCaller);
        }

        /** Runs a blocking body where the engine runs: on the thread of a blocking caller. */
        public Builder onCaller() {
            return new Builder(
                    retries,
                    backoff,
                    retryIf,
                    timeout,
                    deadline,
                    fallback,
                    workers,
                    perMinute,
                    maxPending,
                    limit,
                    abandonAfter,
                    true);
        }

        private static void atLeast(String option, @Nullable Integer value, int least, String mend) {
            if (value != null && value < least) {
                throw new PlanException(
                        "Option " + option + " must be at least " + least + ", but is " + value + ".\n  " + mend);
            }
        }

        private static void positive(String option, @Nullable Duration value) {
            if (value != null && (value.isZero() || value.isNegative())) {
                throw new PlanException("Option " + option + " must be longer than zero, but is " + value
                        + ".\n  Leave it out for no limit.");
            }
        }
    }
}
