package dev.wove;

import java.util.List;

/**
 * Tells how the weaves ended that were under way when {@link BackgroundWeaves#drain} began. {@code toString()}
 * tells each weave that was lost on a line. Implemented by Wove only.
 */
public interface DrainReport {
    /** The names of those that ended within the grace. */
    List<String> ended();

    /** Those that were cancelled. */
    List<LostWeave> lost();

    /** A weave that did not end within the grace. */
    interface LostWeave {
        /** Its name. */
        String weave();

        /** The names of the tasks that ran when it was cancelled; empty if only its {@code onDone} did. */
        List<String> running();

        /** Whether it has stopped since. */
        boolean stopped();
    }
}
