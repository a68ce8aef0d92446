package dev.wove.test.internal;

import dev.wove.internal.text.DurationText;
import dev.wove.internal.text.Table;
import dev.wove.trace.Ended;
import dev.wove.trace.FailureTrace;
import dev.wove.trace.TaskTrace;
import dev.wove.trace.Trace;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs as text, for the messages of assertions and for report files. */
public final class TraceText {
    private TraceText() {}

    /** The times of all tasks. */
    public static String times(Trace trace) {
        return "Weave '" + trace.weave() + "':\n" + table(trace);
    }

    /** How the run ended, the times of all tasks, what decided how long it took, and its failures with their notes. */
    static String whole(Trace trace) {
        var text = new StringBuilder("Weave '" + trace.weave() + "' " + end(trace) + "\n" + table(trace));
        var path = trace.criticalPath().steps().stream()
                .map(step -> step.task() + " (" + DurationText.of(step.duration()) + ")")
                .collect(Collectors.joining(" > "));
        if (!path.isEmpty()) {
            text.append("\n  Critical path: ").append(path);
        }
        for (var task : trace.failed()) {
            text.append("\n  Task '").append(task.name()).append("' failed: ").append(firstLine(task.failure()));
            var note = task.failure() == null ? null : task.failure().note();
            if (note != null) {
                text.append("\n").append(note.indent(4).stripTrailing());
            }
        }
        return text.append('\n').toString();
    }

    /** {@code failed after 300 ms: java.io.IOException: down}. */
    static String end(Trace trace) {
        var end = word(trace.ended()) + " after " + DurationText.of(trace.duration());
        return trace.failure() == null ? end : end + ": " + firstLine(trace.failure());
    }

    private static String table(Trace trace) {
        var table = new Table();
        table.row("task", "started", "ended", "attempts", "outcome");
        for (var task : trace.tasks()) {
            boolean ran = task.how() != Ended.SKIPPED;
            table.row(
                    task.name(),
                    ran ? DurationText.of(task.started()) : "-",
                    ran ? DurationText.of(task.ended()) : "-",
                    attempts(task),
                    outcome(task));
        }
        return table.toString().stripTrailing();
    }

    private static String attempts(TaskTrace task) {
        var items = task.items();
        return items == null
                ? String.valueOf(task.attemptCount())
                : items.statistics().count() + " items";
    }

    private static String outcome(TaskTrace task) {
        var failure = task.failure();
        return failure == null ? word(task.how()) : word(task.how()) + ": " + failure.simpleType();
    }

    private static String word(Ended how) {
        return how.name().toLowerCase(Locale.ROOT);
    }

    /** {@code java.io.IOException: down}. */
    public static String firstLine(@Nullable FailureTrace failure) {
        if (failure == null) {
            return "";
        }
        var message = failure.message();
        return message == null || message.isEmpty()
                ? failure.type()
                : failure.type() + ": " + message.lines().findFirst().orElse("");
    }

    /** {@code 'a' ran from 0 ms to 300 ms}. */
    public static String span(TaskTrace task) {
        return "'" + task.name() + "' ran from " + DurationText.of(task.started()) + " to "
                + DurationText.of(task.ended());
    }
}
