package dev.wove;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a task was ready, started and ended, measured from the start of its weave. Implemented by Wove only. */
public interface TaskTiming {
    /** The task's name. */
    String task();

    /** When its inputs had ended. */
    Duration ready();

    /** When its first attempt began; equal to {@code ended} for a task that never started. */
    Duration started();

    /** When its outcome was known. */
    Duration ended();

    /** How long each attempt took; one for a task without retries, none if it never started. */
    List<Duration> attempts();

    /** Statistics of a mapped task's items, else null. */
    @Nullable
    ItemStatistics items();

    /** From ready to started. */
    default Duration waited() {
        return started().minus(ready());
    }

    /** From started to ended, all attempts and the waits between them included. */
    default Duration ran() {
        return ended().minus(started());
    }
}
