package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One item of a mapped task.
 *
 * @param item its position
 * @param started when its first attempt began, from the start of the run
 * @param ended when its last attempt had ended, from the start of the run
 * @param attempts how many there were
 * @param how how it ended; never {@link Ended#SKIPPED}
 * @param failure what it failed with, or null
 */
public record ItemTrace(
        int item,
        Duration started,
        Duration ended,
        int attempts,
        Ended how,
        @Nullable FailureTrace failure) {

    public Duration ran() {
        return ended.minus(started);
    }
}
