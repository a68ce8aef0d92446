package dev.wove.benchmarks.latency;

import java.util.SplittableRandom;

/** The times of a Poisson process, in nanoseconds from its start. The same seed gives the same times. */
final class PoissonArrivals {
    private final double ratePerNano;
    private final SplittableRandom random;
    private double last;

    PoissonArrivals(double ratePerSecond, long seed) {
        ratePerNano = ratePerSecond / 1e9;
        random = new SplittableRandom(seed);
    }

    long next() {
        last -= Math.log(1 - random.nextDouble()) / ratePerNano;
        return (long) last;
    }
}
