package dev.wove;

import dev.wove.internal.limit.LimiterState;
import dev.wove.internal.limit.Pace;
import dev.wove.internal.limit.Permits;
import org.jspecify.annotations.Nullable;

/**
 * A limit that tasks of any number of weaves share: how many of their bodies run at once, and how many start in a
 * minute. A task that must wait holds no thread.
 *
 * <p>Starts are paced evenly: each comes at least a spacing after the one before, also after a pause of the process, so
 * that there is never a burst. Tasks that wait start in the order in which they asked; one that is cancelled, fails or
 * times out while it waits leaves its start to the next. A body that waits in a nested weave lends its place, so that
 * nesting cannot lock a limiter up. Safe to share between threads.
 */
public final class Limiter {
    static {
        LimiterState.readBy(limiter -> limiter.state);
    }

    private final LimiterState state;
    private final String text;

    private Limiter(@Nullable Integer concurrent, @Nullable Integer perMinute) {
        this.state = new LimiterState(
                concurrent == null ? null : new Permits(positive("concurrent", concurrent)),
                perMinute == null ? null : new Pace(positive("perMinute", perMinute)));
        if (concurrent == null && perMinute == null) {
            throw new PlanException("A Limiter needs a limit: concurrent, perMinute, or both.");
        }
        this.text = "Limiter(" + (concurrent == null ? "" : concurrent + " at once")
                + (concurrent == null || perMinute == null ? "" : ", ")
                + (perMinute == null ? "" : perMinute + " a minute") + ")";
    }

    /** At most {@code concurrent} bodies at once. */
    public static Limiter concurrent(int concurrent) {
        return new Limiter(concurrent, null);
    }

    /** At most {@code perMinute} starts a minute, evenly spaced. */
    public static Limiter perMinute(int perMinute) {
        return new Limiter(null, perMinute);
    }

    /**
     * Both limits; null leaves one out.
     *
     * @throws PlanException if both are null, or one is not positive
     */
    public static Limiter of(@Nullable Integer concurrent, @Nullable Integer perMinute) {
        return new Limiter(concurrent, perMinute);
    }

    /** How many bodies hold this limiter now; 0 if it has no limit on concurrency. */
    public int inUse() {
        return state.permits == null ? 0 : state.permits.inUse();
    }

    /** How many bodies may hold this limiter at once; 0 if it has no limit on concurrency. */
    public int most() {
        return state.permits == null ? 0 : state.permits.limit();
    }

    /** How many tasks and items wait for others to let go of it; who waits for its turn under {@code perMinute} does not count. */
    public int waiting() {
        return state.permits == null ? 0 : state.permits.waiting();
    }

    private static int positive(String option, int value) {
        if (value < 1) {
            throw new PlanException(
                    "A Limiter's " + option + " must be at least 1, but is " + value + ". Leave it out for no limit.");
        }
        return value;
    }

    @Override
    public String toString() {
        return text;
    }
}
