package dev.wove;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a task was ready, started and ended, measured from the start of its weave.
 *
 * @param task the task's name
 * @param ready when its inputs had ended
 * @param started when its first attempt began; equal to {@code ended} for a task that never started
 * @param ended when its outcome was known
 * @param attempts how long each attempt took; one for a task without retries, none if it never started
 * @param items statistics of a mapped task's items, else null
 */
public record TaskTiming(
        String task,
        Duration ready,
        Duration started,
        Duration ended,
        List<Duration> attempts,
        @Nullable ItemStatistics items) {

    public TaskTiming {
        attempts = List.copyOf(attempts);
    }

    /** From ready to started. */
    public Duration waited() {
        return started.minus(ready);
    }

    /** From started to ended, all attempts and the waits between them included. */
    public Duration ran() {
        return ended.minus(started);
    }
}
