package dev.wove.internal.run;

import dev.wove.internal.clock.SystemClock;
import java.util.concurrent.atomic.LongAdder;

/** What the engine has under way in this JVM. All of it is zero when no weave runs: tests look for leaks here. */
public final class LiveCounters {
    private static final LongAdder RUNS = new LongAdder();
    private static final LongAdder BLOCKING_BODIES = new LongAdder();

    private LiveCounters() {}

    public static void runStarted() {
        RUNS.increment();
    }

    public static void runCompleted() {
        RUNS.decrement();
    }

    public static void bodySubmitted() {
        BLOCKING_BODIES.increment();
    }

    public static void bodyLeft() {
        BLOCKING_BODIES.decrement();
    }

    /** Runs that have started and not completed. */
    public static long runs() {
        return RUNS.sum();
    }

    /** Blocking bodies that were submitted and whose thread has not left them. */
    public static long blockingBodies() {
        return BLOCKING_BODIES.sum();
    }

    /** Timers that were set and have neither gone off nor been cancelled. */
    public static long timers() {
        return SystemClock.INSTANCE.pending();
    }
}
