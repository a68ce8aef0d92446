package dev.wove.internal.record;

import dev.wove.trace.Ended;
import dev.wove.trace.ItemTrace;
import dev.wove.trace.ItemsTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The slowest and the first failed items of a mapped task, however many there are. Thread-safe. */
public final class ItemLog {
    private record Item(
            int item,
            long startedAt,
            long endedAt,
            int attempts,
            Ended how,
            @Nullable Throwable failure,
            @Nullable RemoteRecord remote) {
        long ran() {
            return endedAt - startedAt;
        }
    }

    /** Items that ran no longer are not among the slowest. Read without a lock: it only grows. */
    private volatile long floor = -1;

    private final PriorityQueue<Item> slowest = new PriorityQueue<>(Comparator.comparingLong(Item::ran));
    private final List<Item> failed = new ArrayList<>(0);
    private long failedCount;

    /** Takes note of an item that has ended; nearly all are neither slow nor failed, and so are forgotten at once. */
    public void ended(
            int item,
            long startedAt,
            long endedAt,
            int attempts,
            Ended how,
            @Nullable Throwable failure,
            @Nullable RemoteRecord remote) {
        if (how == Ended.FAILED || endedAt - startedAt > floor) {
            keep(new Item(item, startedAt, endedAt, attempts, how, failure, remote));
        }
    }

    private synchronized void keep(Item item) {
        if (item.how() == Ended.FAILED) {
            failedCount++;
            if (failed.size() < ItemsTrace.MOST_FAILED) {
                failed.add(item);
            }
        }
        if (item.ran() <= floor) {
            return;
        }
        slowest.add(item);
        if (slowest.size() > ItemsTrace.MOST_SLOWEST) {
            slowest.remove();
        }
        if (slowest.size() == ItemsTrace.MOST_SLOWEST) {
            floor = slowest.element().ran();
        }
    }

    public synchronized List<ItemTrace> slowest(long runStartedAt) {
        return slowest.stream()
                .sorted(Comparator.comparingLong(Item::ran).reversed().thenComparingInt(Item::item))
                .map(item -> trace(item, runStartedAt))
                .toList();
    }

    public synchronized List<ItemTrace> failed(long runStartedAt) {
        return failed.stream().map(item -> trace(item, runStartedAt)).toList();
    }

    public synchronized long failedCount() {
        return failedCount;
    }

    private static ItemTrace trace(Item item, long runStartedAt) {
        var failure = item.failure();
        var remote = item.remote();
        return new TraceFacts.ItemTrace(
                item.item(),
                Duration.ofNanos(item.startedAt() - runStartedAt),
                Duration.ofNanos(item.endedAt() - runStartedAt),
                item.attempts(),
                item.how(),
                failure == null ? null : RealFailureTrace.of(failure, null),
                remote == null ? null : remote.trace(runStartedAt));
    }
}
