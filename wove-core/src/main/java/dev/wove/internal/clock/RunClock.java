package dev.wove.internal.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;

/** The one place where a run reads time and waits for it, so that tests can put their own time in its place. */
public interface RunClock {
    /** As good as for ever. */
    long MOST_NANOS = Long.MAX_VALUE / 2;

    /** A timer that was set. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }

    /** Nanoseconds since some instant; never 0. */
    long nanoTime();

    /** The instant {@code nanoTime} on the wall; virtual time begins with 1970, and with 1, as 0 means "not yet". */
    default Instant onTheWall(long nanoTime) {
        return Instant.EPOCH.plusNanos(nanoTime - 1);
    }

    /** What clocks have in common whose readings can be compared. */
    default Object timeline() {
        return this;
    }

    /** Calls {@code action} after {@code nanos}, on a thread that must not be kept. */
    Timer schedule(long nanos, Runnable action);

    default Timer schedule(Duration wait, Runnable action) {
        return schedule(nanos(wait), action);
    }

    /**
     * The nanoseconds of {@code wait}, but no more than 146 years, so that what is added to a reading of a clock can still
     * be compared with others.
     */
    static long nanos(Duration wait) {
        return Math.min(TimeUnit.NANOSECONDS.convert(wait), MOST_NANOS);
    }

    /** The clock for bodies on other threads, which virtual time cannot see. */
    default RunClock forBlocking() {
        return this;
    }

    /** What coroutines need to wait by this clock; empty if they do so anyway. */
    default CoroutineContext coroutines() {
        return EmptyCoroutineContext.INSTANCE;
    }

    // What follows lets virtual time know what it cannot see: threads, and stages that are completed elsewhere.

    /** A blocking body is about to run, or a stage is pending: time must not jump over it. */
    default void blockingStarted() {}

    default void blockingEnded() {}

    /** Whether {@code stage} is pending because it waits for this clock: then time must go on. */
    default boolean completes(CompletionStage<?> stage) {
        return false;
    }

    /** The thread of a blocking body waits for others: time may go on. Does nothing if there is no need to wait any more. */
    default void pause(Thread thread, BooleanSupplier stillNeeded) {}

    /** The thread goes on, or is about to be woken. Does nothing if it does not pause. */
    default void unpause(Thread thread) {}

    /** Interrupts a thread, which may pause. */
    default void interrupt(Thread thread) {
        thread.interrupt();
    }
}
