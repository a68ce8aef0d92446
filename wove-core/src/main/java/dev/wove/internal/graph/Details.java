package dev.wove.internal.graph;

import dev.wove.Policy;
import dev.wove.TaskInput;
import dev.wove.internal.run.DurationHistogram;
import dev.wove.internal.run.Pace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What only some tasks have: options, a source of items, order-only inputs, several attempts. */
public final class Details {
    static final TaskInput[] NOTHING = {};
    private static final long[] NO_ATTEMPTS = {};

    public final Policy policy;
    public final @Nullable Mapping mapping;
    public final TaskInput[] after;

    /** Guarded by this object. */
    private long[] attempts = NO_ATTEMPTS;

    private int attemptCount;

    /** Written by the mapped run before the task ends. */
    public @Nullable DurationHistogram items;

    /** Spaces the attempts of one run. */
    public final @Nullable Pace pace;

    /** Where the items of a mapped task arrive whose source is mapped itself; the engine's. */
    public @Nullable Object feed;

    /** Whether the body of a mapped task was started for any item; written before the task ends. */
    public boolean itemBegan;

    /** Which item failed the task, or -1; written before the task ends. */
    public int failedItem = -1;

    /** The attempt that failed the task; written before the task ends. */
    public int failedAttempt = 1;

    Details(Policy policy, @Nullable Mapping mapping, TaskInput[] after) {
        this.policy = policy;
        this.mapping = mapping;
        this.after = after;
        this.pace = policy.perMinute() == null ? null : new Pace(policy.perMinute());
    }

    public synchronized void attempted(long nanos) {
        if (attemptCount == attempts.length) {
            attempts = Arrays.copyOf(attempts, Math.max(2, attemptCount * 2));
        }
        attempts[attemptCount++] = nanos;
    }

    public synchronized long[] attempts() {
        return Arrays.copyOf(attempts, attemptCount);
    }

    Details copy() {
        return new Details(policy, mapping, after);
    }
}
