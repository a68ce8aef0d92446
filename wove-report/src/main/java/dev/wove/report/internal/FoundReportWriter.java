package dev.wove.report.internal;

import dev.wove.WeaveResult;
import dev.wove.internal.trace.ReportWriter;
import dev.wove.report.Report;
import dev.wove.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;

/** Lets {@link WeaveResult#writeReport} and the test kit find this module. */
public final class FoundReportWriter implements ReportWriter {
    @Override
    public void write(WeaveResult<?> result, Path file) throws IOException {
        Report.of(result).writeTo(file);
    }

    @Override
    public void write(Trace trace, Path file) throws IOException {
        Report.of(trace).writeTo(file);
    }
}
