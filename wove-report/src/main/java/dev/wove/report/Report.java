package dev.wove.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wove.WeaveResult;
import dev.wove.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A run, or what changed from one run to another, as one HTML file: graph and waterfall of the tasks, the critical path,
 * attempts, waits by cause, failures and items. It opens without a network and asks for nothing.
 *
 * <p>Values of tasks are left out unless {@link #withValues} was called. Messages of exceptions are in it, shortened.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Report {
    /** How many characters of a value are shown unless said otherwise. */
    public static final int LONGEST_VALUE = 200;

    private final List<RecordedRun> runs;

    private Report(List<RecordedRun> runs) {
        this.runs = runs;
    }

    /** The report of a run that has completed. */
    public static Report of(WeaveResult<?> result) {
        return new Report(List.of(RecordedRun.of(result)));
    }

    /** The report of a run that is known by its trace alone, so it has no values to show. */
    public static Report of(Trace trace) {
        return new Report(List.of(RecordedRun.of(trace)));
    }

    /** The report of {@code after} that also shows, task by task, what has changed since {@code before}. */
    public static Report compare(WeaveResult<?> before, WeaveResult<?> after) {
        return new Report(List.of(RecordedRun.of(before), RecordedRun.of(after)));
    }

    /** The report of {@code after} that also shows what has changed since {@code before}; tasks of the same name are compared. */
    public static Report compare(Trace before, Trace after) {
        return new Report(List.of(RecordedRun.of(before), RecordedRun.of(after)));
    }

    /** Returns this report with the values of the tasks that succeeded, {@value #LONGEST_VALUE} characters of each. */
    public Report withValues() {
        return withValues(LONGEST_VALUE);
    }

    /**
     * Returns this report with the values of the tasks that succeeded, as {@code toString} gives them, and cut to
     * {@code longest} characters. Values of weaves inside are not known to a result, and so not shown.
     *
     * @throws IllegalArgumentException if {@code longest} is less than 1, or this report was made from a trace
     */
    public Report withValues(int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException("longest must be at least 1, but is " + longest);
        }
        return new Report(runs.stream().map(run -> run.withValues(longest)).toList());
    }

    /** Returns the page. */
    public String html() {
        var title = runs.get(runs.size() - 1).trace().weave() + (runs.size() > 1 ? ": before and after" : "");
        return Page.of(title, RunJson.write(runs));
    }

    /**
     * Writes the page in UTF-8; a file of that name is replaced.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeTo(Path file) throws IOException {
        Files.write(file, html().getBytes(UTF_8)); // unlike writeString, goes on at half a surrogate pair
    }
}
