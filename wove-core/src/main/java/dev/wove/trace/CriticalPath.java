package dev.wove.trace;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A chain of tasks without a gap, in which each waited for the one before it. Implemented by Wove only. */
public interface CriticalPath {
    /** The tasks in the order they ran. */
    List<Step> steps();

    /** From the start of the run to the end of the last step. */
    Duration duration();

    /** The names of the tasks in the order they ran. */
    default List<String> tasks() {
        return steps().stream().map(Step::task).toList();
    }

    /** One task on the path. */
    interface Step {
        /** Its name. */
        String task();

        /** When it did not wait for the step before any more, from the start of the run. */
        Duration from();

        /** When it ended, from the start of the run. */
        Duration to();

        /** How much of that it waited, by cause; nothing of it for tasks. */
        Map<WaitCause, Duration> waited();

        /** All of it, waits included. */
        default Duration duration() {
            return to().minus(from());
        }

        /** How much of it bodies ran. */
        default Duration ran() {
            return waited().values().stream().reduce(duration(), Duration::minus);
        }
    }
}
