package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A weave that ran inside the body of a task. Implemented by Wove only. */
public interface NestedTrace {
    /** Its name. */
    String weave();

    /** The position of the item whose body it ran in, or -1 if the task is not mapped. */
    int item();

    /** How many tasks it had. */
    int tasks();

    /** When it started, from the start of the run around it. */
    Duration started();

    /** When it had completed, from the start of the run around it. */
    Duration ended();

    /** How it ended. */
    Ended how();

    /**
     * The trace of it, with times from its own start; null where tracing was not switched on, as it would
     * have to be kept for each.
     */
    @Nullable
    Trace trace();

    /** From started to ended. */
    default Duration ran() {
        return ended().minus(started());
    }
}
