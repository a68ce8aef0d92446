package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One item of a mapped task. Implemented by Wove only. */
public interface ItemTrace {
    /** Its position. */
    int item();

    /** When its first attempt began, from the start of the run. */
    Duration started();

    /** When its last attempt had ended, from the start of the run. */
    Duration ended();

    /** How many attempts there were. */
    int attempts();

    /** How it ended; never {@link Ended#SKIPPED}. */
    Ended how();

    /** Its failure, or null. */
    @Nullable
    FailureTrace failure();

    /** Where its last attempt ran, if that was elsewhere; else null. */
    @Nullable
    RemoteTrace remote();

    /** All attempts and the waits between them included. */
    default Duration ran() {
        return ended().minus(started());
    }
}
