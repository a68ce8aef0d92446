package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call of a body.
 *
 * @param number which, from 1
 * @param started when its body started, from the start of the run
 * @param ended when its body had really stopped, from the start of the run
 * @param how how it ended; never {@link Ended#SKIPPED}
 * @param failure what it failed with, or null
 */
public record AttemptTrace(
        int number,
        Duration started,
        Duration ended,
        Ended how,
        @Nullable FailureTrace failure) {

    public Duration ran() {
        return ended.minus(started);
    }
}
