package dev.wove.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wove.WeaveResult;
import dev.wove.trace.Trace;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A run, or what changed from one run to another, as one HTML file: graph and waterfall of the tasks, the critical path,
 * attempts, waits by cause, failures and items. It opens without a network and asks for nothing.
 *
 * <p>Of very large runs, a page shows the {@value #MOST_TASKS} tasks that tell most; see {@link #most(int)}.
 *
 * <p>Values of tasks are left out unless {@link #withValues} was called. Messages of exceptions are in it, shortened.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Report {
    /** How many characters of a value are shown unless said otherwise. */
    public static final int LONGEST_VALUE = 200;

    /** How many tasks are shown unless said otherwise. */
    public static final int MOST_TASKS = 10_000;

    private final List<RecordedRun> runs;
    private final int most;

    private Report(List<RecordedRun> runs, int most) {
        this.runs = runs;
        this.most = most;
    }

    /** The report of a run that has completed. */
    public static Report of(WeaveResult<?> result) {
        return new Report(List.of(RecordedRun.of(result)), MOST_TASKS);
    }

    /** The report of a run that is known by its trace alone, so it has no values to show. */
    public static Report of(Trace trace) {
        return new Report(List.of(RecordedRun.of(trace)), MOST_TASKS);
    }

    /** The report of {@code after} that also shows, task by task, what has changed since {@code before}. */
    public static Report compare(WeaveResult<?> before, WeaveResult<?> after) {
        return new Report(List.of(RecordedRun.of(before), RecordedRun.of(after)), MOST_TASKS);
    }

    /** The report of {@code after} that also shows what has changed since {@code before}; tasks of the same name are compared. */
    public static Report compare(Trace before, Trace after) {
        return new Report(List.of(RecordedRun.of(before), RecordedRun.of(after)), MOST_TASKS);
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
        return new Report(runs.stream().map(run -> run.withValues(longest)).toList(), most);
    }

    /**
     * Returns this report with at most {@code tasks} tasks, those of weaves inside included: those on the critical path, those
     * that failed or were cancelled, and the longest. The page tells how many are left out. Figures and sums are those of
     * all tasks in any case. If not asked for, it is {@value #MOST_TASKS}, which a browser opens in a moment.
     *
     * @throws IllegalArgumentException if {@code tasks} is less than 1
     */
    public Report most(int tasks) {
        if (tasks < 1) {
            throw new IllegalArgumentException("A report must have at least 1 task, but was given " + tasks);
        }
        return new Report(runs, tasks);
    }

    /**
     * Returns this report with all tasks, however many there are. A million make a page of more than 100 MB, which few
     * browsers open.
     */
    public Report withAllTasks() {
        return new Report(runs, Integer.MAX_VALUE);
    }

    /** Returns the page. */
    public String html() {
        var page = new StringWriter();
        try {
            write(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is written to anything but memory
        }
        return page.toString();
    }

    /**
     * Writes the page in UTF-8; a file of that name is replaced.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeTo(Path file) throws IOException {
        // Unlike the writers of Files, goes on at half a surrogate pair
        try (var page = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), UTF_8))) {
            write(page);
        }
    }

    private void write(Writer page) throws IOException {
        var title = runs.get(runs.size() - 1).trace().weave() + (runs.size() > 1 ? ": before and after" : "");
        Page.write(title, out -> Json.write(out, json -> RunJson.write(runs, most, json)), page);
    }
}
