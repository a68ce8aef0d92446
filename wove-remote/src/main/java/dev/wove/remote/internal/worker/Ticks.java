package dev.wove.remote.internal.worker;

import dev.wove.environment.EnvironmentClock;
import dev.wove.internal.clock.SystemClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Timers in real time that are nearly always cancelled, as runs mostly end before them. They go off up to {@link #TICK} late, but
 * no thread is woken to set or to cancel one, which costs more than all the rest of a short run. Thread-safe.
 */
public final class Ticks {
    static final Duration TICK = Duration.ofMillis(10);

    /** Then it stands still until there is something to do again. */
    private static final int MOST_IDLE_TICKS = 100;

    private static final Set<Entry> ENTRIES = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean TICKING = new AtomicBoolean();

    private Ticks() {}

    private static final class Entry implements EnvironmentClock.Timer {
        private final long due;
        private final Runnable action;

        Entry(long due, Runnable action) {
            this.due = due;
            this.action = action;
        }

        @Override
        public void cancel() {
            ENTRIES.remove(this);
        }
    }

    public static EnvironmentClock.Timer schedule(Duration wait, Runnable action) {
        var entry = new Entry(System.nanoTime() + wait.toNanos(), action);
        ENTRIES.add(entry);
        startIfNeeded();
        return entry;
    }

    private static void startIfNeeded() {
        if (!TICKING.get() && TICKING.compareAndSet(false, true)) {
            next(0);
        }
    }

    private static void next(int idle) {
        SystemClock.INSTANCE.schedule(TICK.toNanos(), () -> tick(idle));
    }

    private static void tick(int idle) {
        long now = System.nanoTime();
        for (var each : ENTRIES) {
            if (each.due - now <= 0 && ENTRIES.remove(each)) {
                SystemClock.INSTANCE.setOff(each.action);
            }
        }
        if (!ENTRIES.isEmpty()) {
            next(0);
        } else if (idle < MOST_IDLE_TICKS) {
            next(idle + 1);
        } else {
            TICKING.set(false);
            if (!ENTRIES.isEmpty()) {
                startIfNeeded();
            }
        }
    }

    /** How many are set. */
    static int pending() {
        return ENTRIES.size();
    }
}
