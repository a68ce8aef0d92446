package dev.wove.test;

import dev.wove.Outcome;
import dev.wove.TaskTiming;
import dev.wove.WeaveResult;
import dev.wove.internal.result.RealResult;
import dev.wove.test.internal.TimingsText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a test expects of a weave that has completed; obtained from {@link WeaveTests#assertWeave}. One that does not hold
 * throws an {@link AssertionError} that shows the times of all tasks. In virtual time, those are exact.
 *
 * <p>A name that no task has is a {@link java.util.NoSuchElementException}.
 */
public final class WeaveAssertions {
    private final WeaveResult<?> result;

    WeaveAssertions(WeaveResult<?> result) {
        this.result = result;
    }

    /** The bodies of all these tasks were started. */
    public WeaveAssertions started(String... tasks) {
        for (var task : tasks) {
            if (result.outcome(task) instanceof Outcome.Skipped<?> skipped) {
                throw failed("Task '" + task + "' was expected to start, but did not: " + firstLine(skipped.cause()));
            }
        }
        return this;
    }

    /** The bodies of none of these tasks were started. */
    public WeaveAssertions notStarted(String... tasks) {
        for (var task : tasks) {
            if (hasStarted(task)) {
                throw failed("Task '" + task + "' was expected not to start, but did.");
            }
        }
        return this;
    }

    /**
     * Each of these tasks started when the one before it had ended. Where virtual time shows no difference, it counts
     * that the one declared the other as an input, if only through tasks between.
     */
    public WeaveAssertions order(String... tasks) {
        started(tasks);
        for (int i = 1; i < atLeastTwo(tasks).length; i++) {
            var first = timing(tasks[i - 1]);
            var second = timing(tasks[i]);
            if (first.ended().compareTo(second.started()) > 0) {
                throw failed("Task '" + second.task() + "' was expected to start after '" + first.task()
                        + "' had ended, but " + spans(List.of(first, second)) + ".");
            }
            boolean couldBeEither = second.ended().compareTo(first.started()) <= 0;
            if (couldBeEither && !((RealResult<?>) result).needs(second.task(), first.task())) {
                throw failed("Task '" + second.task() + "' was expected to start after '" + first.task()
                        + "' had ended, but both ran at the same instant, and it does not need '" + first.task()
                        + "'.");
            }
        }
        return this;
    }

    /** The body of the task was called {@code count} times: once, and once more for each retry. */
    public WeaveAssertions attempts(String task, int count) {
        var timing = timing(task);
        if (timing.items() != null) {
            throw failed("Task '" + task + "' is mapped: its attempts are those of its items, which are not counted.");
        }
        int actual = hasStarted(task) ? timing.attempts().size() : 0;
        if (actual != count) {
            throw failed("Task '" + task + "' was expected to take " + attempts(count) + ", but took " + actual + ".");
        }
        return this;
    }

    /** There was a time when all these tasks ran; waits between attempts included. */
    public WeaveAssertions overlapped(String... tasks) {
        started(tasks);
        var timings = new ArrayList<TaskTiming>();
        var from = Duration.ZERO;
        var to = Duration.ofSeconds(Long.MAX_VALUE);
        for (var task : atLeastTwo(tasks)) {
            var timing = timing(task);
            timings.add(timing);
            from = timing.started().compareTo(from) > 0 ? timing.started() : from;
            to = timing.ended().compareTo(to) < 0 ? timing.ended() : to;
        }
        if (from.compareTo(to) >= 0) {
            throw failed(
                    "Tasks " + quoted(tasks) + " were expected to run at the same time, but " + spans(timings) + ".");
        }
        return this;
    }

    private TaskTiming timing(String task) {
        // Fails with the nearest name.
        result.outcome(task);
        var timing = result.timings().get(task);
        assert timing != null;
        return timing;
    }

    private boolean hasStarted(String task) {
        return !(result.outcome(task) instanceof Outcome.Skipped);
    }

    private AssertionError failed(String text) {
        return new AssertionError(text + "\n" + TimingsText.of(result));
    }

    private static String[] atLeastTwo(String[] tasks) {
        if (tasks.length < 2) {
            throw new IllegalArgumentException(
                    "This needs at least two tasks, but there is only " + quoted(tasks) + ".");
        }
        return tasks;
    }

    private static String quoted(String[] tasks) {
        return tasks.length == 0 ? "none" : "'" + String.join("', '", tasks) + "'";
    }

    private static String spans(List<TaskTiming> timings) {
        return String.join(", ", timings.stream().map(TimingsText::span).toList());
    }

    private static String attempts(int count) {
        return count == 1 ? "1 attempt" : count + " attempts";
    }

    private static String firstLine(Throwable cause) {
        return cause.toString().lines().findFirst().orElse("");
    }
}
