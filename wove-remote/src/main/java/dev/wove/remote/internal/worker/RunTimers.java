package dev.wove.remote.internal.worker;

import dev.wove.environment.EnvironmentClock;
import dev.wove.internal.clock.ClockOfEnvironments;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The timers of one run, at most one for each purpose. None goes off after {@link #close}. */
final class RunTimers {
    static final int BUDGET = 0;
    static final int HEARTBEAT = 1;
    static final int LEASE = 2;
    static final int STUBBORN = 3;

    private static final Duration COARSE = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final EnvironmentClock clock;
    private final EnvironmentClock.@Nullable Timer[] timers = new EnvironmentClock.@Nullable Timer[4];
    private boolean closed;

    RunTimers(EnvironmentClock clock) {
        this.clock = clock;
    }

    synchronized void set(int purpose, Duration wait, Runnable action) {
        if (!closed) {
            cancel(purpose);
            timers[purpose] = isCoarse(wait) ? Ticks.schedule(wait, action) : clock.schedule(wait, action);
        }
    }

    /** Most runs end long before, and nobody notices some milliseconds. */
    private boolean isCoarse(Duration wait) {
        return clock == ClockOfEnvironments.REAL && wait.compareTo(COARSE) >= 0;
    }

    /** Calls {@code action} again and again, but not all too often. */
    void repeat(int purpose, Duration every, Runnable action) {
        var wait = every.compareTo(SHORTEST) < 0 ? SHORTEST : every;
        set(purpose, wait, () -> {
            synchronized (this) {
                if (closed) {
                    return;
                }
            }
            repeat(purpose, wait, action);
            action.run();
        });
    }

    synchronized void cancel(int purpose) {
        var timer = timers[purpose];
        if (timer != null) {
            timer.cancel();
            timers[purpose] = null;
        }
    }

    synchronized void close() {
        closed = true;
        for (int purpose = 0; purpose < timers.length; purpose++) {
            cancel(purpose);
        }
    }
}
