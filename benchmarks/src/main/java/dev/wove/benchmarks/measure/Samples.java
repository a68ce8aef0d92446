package dev.wove.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the JVMs of one side measured, a sample a JVM. */
public final class Samples {
    private final List<Sample> samples = new ArrayList<>();

    /** Costs of one unit: nanoseconds and bytes. */
    public record Sample(double nanos, double bytes) {}

    void add(List<Sample> more) {
        samples.addAll(more);
    }

    public double nanos() {
        return quantile(0.5, Sample::nanos);
    }

    public double p10Nanos() {
        return quantile(0.1, Sample::nanos);
    }

    public double bytes() {
        return quantile(0.5, Sample::bytes);
    }

    private double quantile(double q, ToDoubleFunction<Sample> figure) {
        return Quantiles.of(samples.stream().mapToDouble(figure).toArray(), q);
    }
}
