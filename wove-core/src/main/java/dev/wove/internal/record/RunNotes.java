package dev.wove.internal.record;

import dev.wove.trace.TaskTrace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one run keeps with a task that has options or items. */
public final class RunNotes {
    private static final long[] NO_ATTEMPTS = {};
    private static final @Nullable RemoteRecord[] NOT_REMOTE = {};

    /** Of each attempt that has ended, when its body started, or 0 if it never did, and how long it ran. Guarded by this. */
    private long[] attempts = NO_ATTEMPTS;

    private int attemptCount;

    /** Of each attempt that has ended elsewhere; null for others. */
    private @Nullable RemoteRecord[] remote = NOT_REMOTE;

    /** Whether listeners have been told that this mapped task has started; written under the lock of this object. */
    public volatile boolean startTold;

    /** Where the items of a mapped task arrive whose source is mapped itself; the engine's. */
    public @Nullable Object feed;

    // Written before the task ends.

    /** How long its items took. */
    public @Nullable DurationHistogram itemDurations;

    public @Nullable ItemLog itemLog;

    /**
     * What the items of a mapped task have made, at their positions: {@code TaskNode.NULL} for null, and null where nothing
     * was made. Null if no item can have been.
     */
    public @Nullable Object @Nullable [] made;

    /** How many items the source of a mapped task has given, or -1. */
    public int itemsGiven = -1;

    /** Whether the body of a mapped task was started for any item. */
    public boolean itemBegan;

    /** Which item failed the task, or -1. */
    public int failedItem = -1;

    /** The attempt that failed the task. */
    public int failedAttempt = 1;

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

    /** Takes note of the attempt {@code number} elsewhere. */
    public synchronized void remote(int number, RemoteRecord attempt) {
        if (number > TaskTrace.MOST_ATTEMPTS) {
            return;
        }
        if (remote.length < number) {
            remote = Arrays.copyOf(remote, number);
        }
        remote[number - 1] = attempt;
    }

    /** The attempt {@code number} elsewhere, or null if it was not. */
    public synchronized @Nullable RemoteRecord remote(int number) {
        return number > remote.length ? null : remote[number - 1];
    }

    /** What is left of this when the run has ended, whose source of items has {@code knownItems}, or -1. */
    public synchronized RunNotes left(int knownItems) {
        var left = new RunNotes();
        left.attempts = attempts;
        left.attemptCount = attemptCount;
        left.remote = remote;
        left.itemDurations = itemDurations;
        left.itemLog = itemLog;
        left.made = made;
        left.itemsGiven = itemsGiven >= 0 ? itemsGiven : knownItems;
        left.itemBegan = itemBegan;
        left.failedItem = failedItem;
        left.failedAttempt = failedAttempt;
        return left;
    }
}
