package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One wait of a task. Implemented by Wove only. */
public interface Wait {
    /** The kind of thing that it waited for. */
    WaitCause cause();

    /** Which: the name of the task, the text of the limiter; null where the cause says it all. */
    @Nullable
    String on();

    /** The position of the item that waited, or -1 if it was the task. */
    int item();

    /** When it began to wait, from the start of the run. */
    Duration from();

    /** When it went on, from the start of the run. */
    Duration to();

    /** From its beginning to its end. */
    default Duration duration() {
        return to().minus(from());
    }
}
