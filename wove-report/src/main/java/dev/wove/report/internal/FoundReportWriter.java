package dev.wove.report.internal;

import dev.wove.WeaveResult;
import dev.wove.internal.trace.ReportWriter;
import dev.wove.report.Report;
import java.io.IOException;
import java.nio.file.Path;

/** Lets {@link WeaveResult#writeReport} find this module. */
public final class FoundReportWriter implements ReportWriter {
    @Override
    public void write(WeaveResult<?> result, Path file) throws IOException {
        Report.of(result).writeTo(file);
    }
}
