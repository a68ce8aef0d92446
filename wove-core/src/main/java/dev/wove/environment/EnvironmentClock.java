package dev.wove.environment;

import java.time.Duration;

/** The time that an environment goes by: real, or that of a test. Implemented by Wove only. */
public interface EnvironmentClock {
    /** Nanoseconds since some instant; never 0. */
    long nanoTime();

    /** Calls {@code action} after {@code wait}, on a thread that must not be kept. */
    Timer schedule(Duration wait, Runnable action);

    /** Work begins that this clock cannot see, on another thread: the time of a test stands still until it has ended. */
    default void workStarted() {}

    /** The work has ended. */
    default void workEnded() {}

    /** Interrupts a thread that may wait by this clock. */
    default void interrupt(Thread thread) {
        thread.interrupt();
    }

    /** A timer that was set. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }
}
