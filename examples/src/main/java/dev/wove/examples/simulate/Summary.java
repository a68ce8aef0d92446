package dev.wove.examples.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What the comparisons come to: medians and extremes of the ratios to first come, first served. */
final class Summary {
    private static final double SAME = 0.001;

    private final List<Comparison> all;

    Summary(List<Comparison> all) {
        this.all = all;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "%-26s %5s %8s %7s %7s %7s %7s %7s",
                "ratio to fifo",
                "cases",
                "median",
                "mean",
                "best",
                "worst",
                "faster",
                "slower"));
        all.stream().map(Comparison::workers).distinct().sorted().forEach(k -> {
            add(lines, "k = " + k, c -> c.workers() == k);
        });
        add(lines, "wherever there is a choice", Comparison::leavesAChoice);
        return lines;
    }

    private void add(List<String> lines, String where, Predicate<Comparison> chosen) {
        var comparisons = all.stream().filter(chosen).toList();
        if (comparisons.isEmpty()) {
            return;
        }
        lines.add(where);
        for (var order : ReadyOrder.values()) {
            if (order != ReadyOrder.FIFO) {
                lines.add(line(order.label(), comparisons, c -> c.ratio(order)));
            }
        }
        lines.add(line("engine", comparisons, c -> c.engine() / c.fifo()));
    }

    private static String line(String label, List<Comparison> comparisons, ToDoubleFunction<Comparison> ratio) {
        var ratios = comparisons.stream().mapToDouble(ratio).sorted().toArray();
        int n = ratios.length;
        double sum = 0;
        int faster = 0;
        int slower = 0;
        for (double each : ratios) {
            sum += each;
            faster += each < 1 - SAME ? 1 : 0;
            slower += each > 1 + SAME ? 1 : 0;
        }
        double median = (ratios[(n - 1) / 2] + ratios[n / 2]) / 2;
        return String.format(
                Locale.ROOT,
                "  %-24s %5d %8.3f %7.3f %7.3f %7.3f %7d %7d",
                label,
                n,
                median,
                sum / n,
                ratios[0],
                ratios[n - 1],
                faster,
                slower);
    }
}
