package dev.wove.internal.clock;

import dev.wove.environment.EnvironmentClock;
import java.time.Duration;
import kotlin.coroutines.CoroutineContext;

/** The clock of runs as environments see it. */
public final class ClockOfEnvironments implements EnvironmentClock {
    /** Real time. */
    public static final ClockOfEnvironments REAL = new ClockOfEnvironments(SystemClock.INSTANCE);

    private final RunClock clock;

    public ClockOfEnvironments(RunClock clock) {
        this.clock = clock;
    }

    /** What coroutines need to wait by this clock; empty if they do so anyway. */
    public CoroutineContext coroutines() {
        return clock.coroutines();
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public Timer schedule(Duration wait, Runnable action) {
        var timer = clock.schedule(wait, action);
        return timer::cancel;
    }

    @Override
    public void workStarted() {
        clock.blockingStarted();
    }

    @Override
    public void workEnded() {
        clock.blockingEnded();
    }

    @Override
    public void interrupt(Thread thread) {
        clock.interrupt(thread);
    }
}
