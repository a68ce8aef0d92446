package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A weave that ran inside the body of a task.
 *
 * @param weave its name
 * @param item the position of the item whose body it ran in, or -1 if the task is not mapped
 * @param tasks how many tasks it had
 * @param started when it started, from the start of the run around it
 * @param ended when it had completed, from the start of the run around it
 * @param how how it ended
 * @param trace what happened in it, with times from its own start; null where tracing was not switched on, as it would
 *     have to be kept for each
 */
public record NestedTrace(
        String weave,
        int item,
        int tasks,
        Duration started,
        Duration ended,
        Ended how,
        @Nullable Trace trace) {

    public Duration ran() {
        return ended.minus(started);
    }
}
