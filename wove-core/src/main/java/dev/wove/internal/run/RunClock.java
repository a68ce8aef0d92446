package dev.wove.internal.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one place where a run reads time and waits for it, so that tests can put their own time in its place. */
public interface RunClock {
    /** A timer that was set. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }

    /** Nanoseconds since some instant; never 0. */
    long nanoTime();

    /** Calls {@code action} after {@code nanos}, on a thread that must not be kept. */
    Timer schedule(long nanos, Runnable action);

    default Timer schedule(Duration wait, Runnable action) {
        return schedule(nanos(wait), action);
    }

    /** The nanoseconds of {@code wait}; the most there are if it is longer, as an infinite one is. */
    static long nanos(Duration wait) {
        return TimeUnit.NANOSECONDS.convert(wait);
    }

    /** The clock for bodies on other threads, which virtual time cannot see. */
    default RunClock forBlocking() {
        return this;
    }

    /** A blocking body is about to run: time must not jump over it. */
    default void blockingStarted() {}

    default void blockingEnded() {}
}
