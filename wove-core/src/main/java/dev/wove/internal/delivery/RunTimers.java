package dev.wove.internal.delivery;

import dev.wove.environment.EnvironmentClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The timers of one run, at most one for each purpose. None is left after {@link #close}. Thread-safe. */
final class RunTimers {
    static final int START = 0;
    static final int TOTAL = 1;
    static final int SILENCE = 2;
    static final int RESEND = 3;
    static final int ASK_AGAIN = 4;
    static final int UNCONFIRMED = 5;

    private final EnvironmentClock clock;
    private final EnvironmentClock.@Nullable Timer[] timers = new EnvironmentClock.@Nullable Timer[6];
    private boolean closed;

    RunTimers(EnvironmentClock clock) {
        this.clock = clock;
    }

    /** @param wait null for never */
    synchronized void set(int purpose, @Nullable Duration wait, Runnable action) {
        cancel(purpose);
        if (!closed && wait != null) {
            timers[purpose] = clock.schedule(wait, action);
        }
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
