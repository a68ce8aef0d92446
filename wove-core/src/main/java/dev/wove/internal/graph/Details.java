package dev.wove.internal.graph;

import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.internal.limit.Pace;
import dev.wove.internal.record.DurationHistogram;
import dev.wove.internal.record.ItemLog;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What only some tasks have: options, a source of items, order-only inputs, several attempts. */
public final class Details {
    static final TaskInput[] NOTHING = {};
    private static final long[] NO_ATTEMPTS = {};

    public final Policy policy;

    /** Where the bodies run; that of a node in a run may be set when the run begins. */
    public Place place;

    public final @Nullable Mapping mapping;
    public TaskInput[] after;

    /** Of each attempt that has ended, when its body started, or 0 if it never did, and how long it ran. Guarded by this. */
    private long[] attempts = NO_ATTEMPTS;

    private int attemptCount;

    /** Written by the mapped run before the task ends. */
    public @Nullable DurationHistogram items;

    /** Set like {@link #items}. */
    public @Nullable ItemLog itemLog;

    /** Whether listeners have been told that this mapped task has started; written under the lock of this object. */
    public volatile boolean startTold;

    /** Spaces the attempts of one run. */
    public final @Nullable Pace pace;

    /** Where the items of a mapped task arrive whose source is mapped itself; the engine's. */
    public @Nullable Object feed;

    /**
     * What the items of a mapped task have made, at their positions: {@link TaskNode#NULL} for null, and null where nothing
     * was made. Null if no item can have been; written before the task ends.
     */
    public @Nullable Object @Nullable [] made;

    /** How many items the source of a mapped task has given, or -1; written before the task ends. */
    public int itemsGiven = -1;

    /** Whether the body of a mapped task was started for any item; written before the task ends. */
    public boolean itemBegan;

    /** Which item failed the task, or -1; written before the task ends. */
    public int failedItem = -1;

    /** The attempt that failed the task; written before the task ends. */
    public int failedAttempt = 1;

    Details(Policy policy, Place place, @Nullable Mapping mapping, TaskInput[] after) {
        this.policy = policy;
        this.place = place;
        this.mapping = mapping;
        this.after = after;
        this.pace = policy.perMinute() == null ? null : new Pace(policy.perMinute());
    }

    public synchronized void attempted(long startedAt, long nanos) {
        if (2 * attemptCount == attempts.length) {
            attempts = Arrays.copyOf(attempts, Math.max(4, attemptCount * 4));
        }
        attempts[2 * attemptCount] = startedAt;
        attempts[2 * attemptCount + 1] = nanos;
        attemptCount++;
    }

    /** How long each attempt ran. */
    public synchronized long[] attempts() {
        var nanos = new long[attemptCount];
        for (int i = 0; i < attemptCount; i++) {
            nanos[i] = attempts[2 * i + 1];
        }
        return nanos;
    }

    /** When the body of the attempt at {@code i} started, or 0 if it never did. */
    public synchronized long attemptStartedAt(int i) {
        return attempts[2 * i];
    }

    /** What is left of this when its run has ended. */
    synchronized Details left(@Nullable Mapping leftMapping, TaskInput[] leftAfter) {
        var left = new Details(policy, place, leftMapping, leftAfter);
        left.attempts = attempts;
        left.attemptCount = attemptCount;
        left.items = items;
        left.itemLog = itemLog;
        left.made = made;
        left.itemsGiven = itemsGiven >= 0 ? itemsGiven : countGiven();
        left.itemBegan = itemBegan;
        left.failedItem = failedItem;
        left.failedAttempt = failedAttempt;
        return left;
    }

    private int countGiven() {
        var count = mapping == null || mapping.source instanceof Task<?> ? null : mapping.knownCount();
        return count == null ? -1 : count;
    }

    /** The same for {@code node}, which is to run in the place of the one that this is of. */
    Details copyFor(TaskNode<?> node) {
        return new Details(policy, node.placeFor(policy), mapping, after);
    }
}
