package dev.wove.benchmarks.latency;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Latencies as text: a block per rate, a line per side. */
final class LatencyTable {
    private LatencyTable() {}

    static void print(PrintWriter out, List<Latency> latencies) {
        out.printf(
                "%12s  %-20s %10s %10s %10s %10s %10s%n", "requests/s", "us", "requests", "p50", "p99", "p99.9", "max");
        for (var latency : latencies) {
            out.println(String.format(
                    Locale.ROOT,
                    "%12.0f  %-20s %10d %10.0f %10.0f %10.0f %10.0f",
                    latency.rate(),
                    latency.side(),
                    latency.requests(),
                    latency.p50Us(),
                    latency.p99Us(),
                    latency.p999Us(),
                    latency.maxUs()));
        }
    }
}
