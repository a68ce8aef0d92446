package dev.wove.benchmarks.latency;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.HdrHistogram.Histogram;

/**
 * How long the requests of one side took at one rate, in microseconds from when each was meant to start.
 *
 * @param rate requests a second
 */
@JsonPropertyOrder({"side", "rate", "requests", "p50Us", "p99Us", "p999Us", "maxUs"})
public record Latency(
        String side, double rate, long requests, double p50Us, double p99Us, double p999Us, double maxUs) {
    static Latency of(Requests side, double rate, Histogram nanos) {
        return new Latency(
                side.getLabel(),
                Math.round(rate),
                nanos.getTotalCount(),
                micros(nanos, 50),
                micros(nanos, 99),
                micros(nanos, 99.9),
                nanos.getMaxValue() / 1_000.0);
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1_000.0;
    }
}
