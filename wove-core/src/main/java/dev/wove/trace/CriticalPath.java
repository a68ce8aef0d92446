package dev.wove.trace;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A chain of tasks without a gap, in which each waited for the one before it.
 *
 * @param steps the tasks in the order they ran
 * @param duration from the start of the run to the end of the last step
 */
public record CriticalPath(List<Step> steps, Duration duration) {

    public CriticalPath {
        steps = List.copyOf(steps);
    }

    /** The names of the tasks in the order they ran. */
    public List<String> tasks() {
        return steps.stream().map(Step::task).toList();
    }

    /**
     * One task on the path.
     *
     * @param task its name
     * @param from when it did not wait for the step before any more, from the start of the run
     * @param to when it ended, from the start of the run
     * @param waited how much of that it waited, by cause; nothing of it for tasks
     */
    public record Step(String task, Duration from, Duration to, Map<WaitCause, Duration> waited) {

        public Step {
            waited = Map.copyOf(waited);
        }

        public Duration duration() {
            return to.minus(from);
        }

        /** How much of it bodies ran. */
        public Duration ran() {
            return waited.values().stream().reduce(duration(), Duration::minus);
        }
    }
}
