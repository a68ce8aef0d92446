package dev.wove.benchmarks.growth;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import kotlinx.coroutines.Dispatchers;

/**
 * What a task costs in weaves of 100 000 and of a million, beside one of 10 000.
 *
 * <p>In each round a million tasks run in weaves of each size, so that garbage is collected as often; the ratio is the median
 * of the rounds' ratios.
 */
final class ScaleCheck {
    private static final int SMALL = 10_000;
    private static final int LARGE = 100_000;
    private static final int HUGE = 1_000_000;
    private static final double LARGE_BUDGET = 2;
    private static final double HUGE_BUDGET = 3;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 9;

    private final PrintWriter out;
    private boolean met = true;

    ScaleCheck(PrintWriter out) {
        this.out = out;
    }

    /** Prints a line for each shape; false if one is over the budget. */
    boolean run() {
        out.println(Machine.here());
        out.println("ns per task, built, planned and run on Dispatchers.Default; medians of " + ROUNDS + " rounds");
        out.printf(
                "%-12s %9s %9s %7s %7s %9s %7s %7s%n",
                "", "10 000", "100 000", "ratio", "budget", "million", "ratio", "budget");
        check("chain", Weaves::chain);
        check("fan-in", Weaves::fanIn);
        check("fan-out", Weaves::fanOut);
        check("layered", tasks -> Weaves.layered(tasks, 2, null));
        if (!met) {
            out.println("Over the budget.");
        }
        return met;
    }

    private void check(String shape, IntFunction<Weaving> weaves) {
        var small = new double[ROUNDS];
        var large = new double[ROUNDS];
        var huge = new double[ROUNDS];
        var largeRatio = new double[ROUNDS];
        var hugeRatio = new double[ROUNDS];
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            nanosPerTask(weaves, SMALL);
            nanosPerTask(weaves, HUGE);
        }
        for (int i = 0; i < ROUNDS; i++) {
            small[i] = nanosPerTask(weaves, SMALL);
            large[i] = nanosPerTask(weaves, LARGE);
            huge[i] = nanosPerTask(weaves, HUGE);
            largeRatio[i] = large[i] / small[i];
            hugeRatio[i] = huge[i] / small[i];
        }
        met &= median(largeRatio) <= LARGE_BUDGET && median(hugeRatio) <= HUGE_BUDGET;
        out.printf(
                Locale.ROOT,
                "%-12s %9.0f %9.0f %7.2f %7.2f %9.0f %7.2f %7.2f%n",
                shape,
                median(small),
                median(large),
                median(largeRatio),
                LARGE_BUDGET,
                median(huge),
                median(hugeRatio),
                HUGE_BUDGET);
    }

    private static double nanosPerTask(IntFunction<Weaving> weaves, int tasks) {
        var weaving = weaves.apply(tasks);
        long before = System.nanoTime();
        weaving.run(Dispatchers.getDefault(), HUGE / tasks);
        return (double) (System.nanoTime() - before) / HUGE;
    }

    private static double median(double[] all) {
        var sorted = all.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
