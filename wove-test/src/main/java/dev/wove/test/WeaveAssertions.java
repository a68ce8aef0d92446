package dev.wove.test;

import dev.wove.test.internal.TraceText;
import dev.wove.trace.Ended;
import dev.wove.trace.InputTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a test expects of a weave that has completed; obtained from {@link WeaveTests#assertWeave}. One that does not hold
 * throws an {@link AssertionError} that shows the times of all tasks. In virtual time, those are exact.
 *
 * <p>A name that no task has is a {@link java.util.NoSuchElementException}.
 */
public final class WeaveAssertions {
    private final Trace trace;

    WeaveAssertions(Trace trace) {
        this.trace = trace;
    }

    /** The bodies of all these tasks were started. */
    public WeaveAssertions started(String... tasks) {
        for (var task : tasks) {
            if (!hasStarted(trace.task(task))) {
                throw failed("Task '" + task + "' was expected to start, but did not: "
                        + TraceText.firstLine(trace.task(task).failure()));
            }
        }
        return this;
    }

    /** The bodies of none of these tasks were started. */
    public WeaveAssertions notStarted(String... tasks) {
        for (var task : tasks) {
            if (hasStarted(trace.task(task))) {
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
            var first = trace.task(tasks[i - 1]);
            var second = trace.task(tasks[i]);
            if (first.ended().compareTo(second.started()) > 0) {
                throw failed("Task '" + second.name() + "' was expected to start after '" + first.name()
                        + "' had ended, but " + spans(List.of(first, second)) + ".");
            }
            boolean couldBeEither = second.ended().compareTo(first.started()) <= 0;
            if (couldBeEither && !needs(second, first)) {
                throw failed("Task '" + second.name() + "' was expected to start after '" + first.name()
                        + "' had ended, but both ran at the same instant, and it does not need '" + first.name()
                        + "'.");
            }
        }
        return this;
    }

    /** The body of the task was called {@code count} times: once, and once more for each retry. */
    public WeaveAssertions attempts(String task, int count) {
        var traced = trace.task(task);
        if (traced.items() != null) {
            throw failed("Task '" + task + "' is mapped: its attempts are those of its items, which are not counted.");
        }
        int actual = traced.attemptCount();
        if (actual != count) {
            throw failed("Task '" + task + "' was expected to take " + attempts(count) + ", but took " + actual + ".");
        }
        return this;
    }

    /** There was a time when all these tasks ran; waits between attempts included. */
    public WeaveAssertions overlapped(String... tasks) {
        started(tasks);
        var timings = new ArrayList<TaskTrace>();
        var from = Duration.ZERO;
        var to = Duration.ofSeconds(Long.MAX_VALUE);
        for (var task : atLeastTwo(tasks)) {
            var timing = trace.task(task);
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

    /** Whether {@code task} could not start before {@code input} had ended, by what they and those between declared. */
    private boolean needs(TaskTrace task, TaskTrace input) {
        var seen = new HashSet<String>();
        var waiting = new ArrayDeque<>(List.of(task));
        while (!waiting.isEmpty()) {
            var next = waiting.remove();
            if (next.name().equals(input.name())) {
                return true;
            }
            for (var needed : next.inputs()) {
                boolean givesItems = needed.as() == InputTrace.As.ITEMS || needed.as() == InputTrace.As.STREAM;
                if (needed.isDeclared() && !givesItems && seen.add(needed.task())) {
                    waiting.add(trace.task(needed.task()));
                }
            }
        }
        return false;
    }

    private static boolean hasStarted(TaskTrace task) {
        return task.how() != Ended.SKIPPED;
    }

    private AssertionError failed(String text) {
        return new AssertionError(text + "\n" + TraceText.times(trace));
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

    private static String spans(List<TaskTrace> tasks) {
        return String.join(", ", tasks.stream().map(TraceText::span).toList());
    }

    private static String attempts(int count) {
        return count == 1 ? "1 attempt" : count + " attempts";
    }
}
