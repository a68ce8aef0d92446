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

/**
 * A run in Chrome's trace event format, which Perfetto (ui.perfetto.dev) and chrome://tracing open.
 *
 * <p>A weave is a process; its lanes are threads, as many as tasks ran at the same time, and so not the threads that
 * they ran on. Waits, attempts and tasks are slices, inputs are arrows, and a counter tells how many bodies worked: those that
 * waited, also for their next attempt, do not count, and items are spread evenly over the time of their task. Weaves inside are
 * processes of their own.
 *
 * <p>The format: docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU, "Trace Event Format".
 */
public final class ChromeTrace {
    private final Trace trace;

    private ChromeTrace(Trace trace) {
        this.trace = trace;
    }

    public static ChromeTrace of(WeaveResult<?> result) {
        return of(result.trace());
    }

    public static ChromeTrace of(Trace trace) {
        return new ChromeTrace(trace);
    }

    /** Returns the trace as JSON. */
    public String json() {
        var text = new StringWriter();
        try {
            write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is written to anything but memory
        }
        return text.toString();
    }

    /**
     * Writes the trace in UTF-8; a file of that name is replaced.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeTo(Path file) throws IOException {
        try (var out = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), UTF_8))) {
            write(out);
        }
    }

    private void write(Writer out) throws IOException {
        Json.write(out, json -> new TraceEvents(json, trace).write());
    }
}
