package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One wait of a task.
 *
 * @param cause what it waited for
 * @param on which: the name of the task, the text of the limiter; null where the cause says it all
 * @param item the position of the item that waited, or -1 if it was the task
 * @param from when it began to wait, from the start of the run
 * @param to when it went on, from the start of the run
 */
public record Wait(WaitCause cause, @Nullable String on, int item, Duration from, Duration to) {

    public Duration duration() {
        return to.minus(from);
    }
}
