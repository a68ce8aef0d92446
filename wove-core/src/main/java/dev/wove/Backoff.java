package dev.wove;

import dev.wove.internal.clock.RunClock;
import dev.wove.internal.limit.BackoffWait;
import dev.wove.internal.text.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt of a task that failed. Waiting holds no slot and no thread.
 *
 * <p>Jitter spreads attempts that failed together, after "Exponential Backoff And Jitter" (AWS Architecture Blog).
 * Immutable; those that wait alike are equal.
 */
public final class Backoff {
    private static final Duration NO_CAP = Duration.ofDays(365);

    static {
        BackoffWait.readBy(Backoff::nanosAfter);
    }

    private final Duration first;
    private final double factor;
    private final double jitter;
    private final Duration cap;

    private Backoff(Duration first, double factor, double jitter, Duration cap) {
        this.first = first;
        this.factor = factor;
        this.jitter = jitter;
        this.cap = cap;
    }

    /** The same wait before every further attempt. */
    public static Backoff constant(Duration wait) {
        return exponential(wait, 1.0);
    }

    /** {@code first} before the second attempt, twice as long before each one after it. */
    public static Backoff exponential(Duration first) {
        return exponential(first, 2.0);
    }

    /**
     * {@code first} before the second attempt, {@code factor} times as long before each one after it.
     *
     * @throws PlanException if {@code first} is negative or {@code factor} is below 1
     */
    public static Backoff exponential(Duration first, double factor) {
        if (first.isNegative()) {
            throw new PlanException("A backoff cannot be negative: " + first + ". Use Duration.ZERO for none.");
        }
        if (!(factor >= 1.0) || Double.isInfinite(factor)) {
            throw new PlanException("The factor of a backoff must be at least 1, but is " + factor + ".");
        }
        return new Backoff(first, factor, 0.0, NO_CAP);
    }

    /**
     * Varies each wait by up to {@code share} of it, both ways.
     *
     * @param share from 0 (none) to 1 (from nothing to twice the wait)
     * @throws PlanException if {@code share} is outside 0..1
     */
    public Backoff jitter(double share) {
        if (!(share >= 0.0 && share <= 1.0)) {
            throw new PlanException("The jitter of a backoff must be from 0 to 1, but is " + share + ".");
        }
        return new Backoff(first, factor, share, cap);
    }

    /** No wait is longer than {@code longest}, jitter included. */
    public Backoff cap(Duration longest) {
        if (longest.isNegative()) {
            throw new PlanException("The cap of a backoff cannot be negative: " + longest + ".");
        }
        return new Backoff(first, factor, jitter, longest);
    }

    private long nanosAfter(int failedAttempts) {
        double wait = RunClock.nanos(first) * Math.pow(factor, failedAttempts - 1.0);
        if (jitter > 0.0) {
            wait *= 1.0 + jitter * ThreadLocalRandom.current().nextDouble(-1.0, 1.0);
        }
        return (long) Math.min(wait, (double) RunClock.nanos(cap));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Backoff backoff
                && first.equals(backoff.first)
                && factor == backoff.factor
                && jitter == backoff.jitter
                && cap.equals(backoff.cap);
    }

    @Override
    public int hashCode() {
        return Objects.hash(first, factor, jitter, cap);
    }

    @Override
    public String toString() {
        return "Backoff(" + DurationText.of(first)
                + (factor == 1.0 ? "" : " x" + number(factor))
                + (jitter == 0.0 ? "" : ", jitter " + number(jitter))
                + (cap.equals(NO_CAP) ? "" : ", cap " + DurationText.of(cap)) + ")";
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
