/** A run as an HTML page that needs no network, and as a trace for Perfetto. */
module dev.wove.report {
    requires transitive dev.wove.core;
    requires tools.jackson.core;

    exports dev.wove.report;

    provides dev.wove.internal.trace.ReportWriter with
            dev.wove.report.internal.FoundReportWriter;
}
