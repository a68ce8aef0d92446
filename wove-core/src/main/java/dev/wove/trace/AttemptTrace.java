package dev.wove.trace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One call of a body. Implemented by Wove only. */
public interface AttemptTrace {
    /** Which, from 1. */
    int number();

    /** When its body started, from the start of the run. */
    Duration started();

    /** When its body had really stopped, from the start of the run. */
    Duration ended();

    /** How it ended; never {@link Ended#SKIPPED}. */
    Ended how();

    /** Its failure, or null. */
    @Nullable
    FailureTrace failure();

    /** How it went elsewhere; null if its body ran in this process. */
    default @Nullable RemoteTrace remote() {
        return null;
    }

    /** From started to ended. */
    default Duration ran() {
        return ended().minus(started());
    }
}
