package dev.wove.remote;

import dev.wove.environment.EnvironmentClock;
import dev.wove.internal.clock.ClockOfEnvironments;
import dev.wove.internal.clock.RunClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that goes on when a test says so. Timers go off on the thread of the test. */
public final class ManualClock implements RunClock {
    private final PriorityQueue<Entry> timers =
            new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparingLong(Entry::number));
    private long now = 1;
    private long number;

    private record Entry(long due, long number, Runnable action) {}

    public ClockOfEnvironments forEnvironments() {
        return new ClockOfEnvironments(this);
    }

    public EnvironmentClock asEnvironmentClock() {
        return forEnvironments();
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Timer schedule(long nanos, Runnable action) {
        var entry = new Entry(now + Math.max(0, nanos), number++, action);
        timers.add(entry);
        return () -> {
            synchronized (this) {
                timers.remove(entry);
            }
        };
    }

    public synchronized int timers() {
        return timers.size();
    }

    public void advance(Duration time) {
        long end = nanoTime() + time.toNanos();
        for (var next = due(end); next != null; next = due(end)) {
            next.action.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @Nullable Entry due(long end) {
        var first = timers.peek();
        if (first == null || first.due > end) {
            return null;
        }
        now = Math.max(now, first.due);
        return timers.remove();
    }
}
