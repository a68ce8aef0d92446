package dev.wove.benchmarks.measure;

import java.util.Arrays;

/** Quantiles of few values, interpolated between neighbours. */
public final class Quantiles {
    private Quantiles() {}

    public static double of(double[] values, double q) {
        if (values.length == 0) {
            throw new IllegalArgumentException("A quantile needs values");
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        var position = q * (sorted.length - 1);
        var below = (int) Math.floor(position);
        var above = (int) Math.ceil(position);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
