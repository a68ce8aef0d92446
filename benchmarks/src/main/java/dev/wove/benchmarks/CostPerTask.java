package dev.wove.benchmarks;

import dev.wove.benchmarks.measure.Quantiles;
import dev.wove.benchmarks.shape.Run;
import dev.wove.benchmarks.shape.Shape;
import dev.wove.benchmarks.shape.Shapes;
import java.util.Locale;

/**
 * What a task costs beside hand-written {@code async}, for graphs of 10 000 trivial tasks: the quick check that CI runs. For
 * figures see {@code ./run bench}.
 *
 * <p>Both sides run in one JVM on the same dispatcher, in rounds whose order is swapped; a round's figure is the median of
 * its runs, and the ratio is the median of the rounds' ratios.
 */
public final class CostPerTask {
    private static final String[] SHAPES = {"chain 10000 on Default", "layered 10000 on Default"};
    private static final int WARM_UP_RUNS = 150;
    private static final int RUNS = 15;
    private static final int ROUNDS = 9;
    private static final double BUDGET = 0.6;

    private CostPerTask() {}

    public static void main(String[] args) throws Exception {
        System.out.printf("%-26s %10s %10s %7s %7s%n", "ns per task", "wove", "by hand", "ratio", "budget");
        var areCheap = true;
        for (var shape : SHAPES) {
            areCheap &= isCheap(Shapes.named(shape));
        }
        if (!areCheap) {
            System.out.println("Over the budget");
            System.exit(1);
        }
    }

    private static boolean isCheap(Shape shape) throws Exception {
        var tasks = shape.ours().units();
        try (var ours = shape.ours().open().call();
                var byHand = shape.side("async").open().call()) {
            shape.ours().expectation().verify(ours::once);
            shape.ours().expectation().verify(byHand::once);
            for (var run = 0; run < WARM_UP_RUNS; run++) {
                ours.once();
                byHand.once();
            }
            var oursNanos = new double[ROUNDS];
            var byHandNanos = new double[ROUNDS];
            var ratios = new double[ROUNDS];
            for (var round = 0; round < ROUNDS; round++) {
                if (round % 2 == 0) {
                    oursNanos[round] = medianNanos(ours) / tasks;
                    byHandNanos[round] = medianNanos(byHand) / tasks;
                } else {
                    byHandNanos[round] = medianNanos(byHand) / tasks;
                    oursNanos[round] = medianNanos(ours) / tasks;
                }
                ratios[round] = oursNanos[round] / byHandNanos[round];
            }
            var ratio = median(ratios);
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-26s %10.0f %10.0f %7.2f %7.2f",
                    shape,
                    median(oursNanos),
                    median(byHandNanos),
                    ratio,
                    BUDGET));
            return ratio <= BUDGET;
        }
    }

    private static double medianNanos(Run run) throws Exception {
        var nanos = new double[RUNS];
        for (var i = 0; i < RUNS; i++) {
            var start = System.nanoTime();
            run.once();
            nanos[i] = System.nanoTime() - start;
        }
        return median(nanos);
    }

    private static double median(double[] values) {
        return Quantiles.of(values, 0.5);
    }
}
