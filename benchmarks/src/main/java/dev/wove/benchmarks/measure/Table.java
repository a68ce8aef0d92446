package dev.wove.benchmarks.measure;

import dev.wove.benchmarks.shape.Budget;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The results as text: a block per shape, a line per side. */
public final class Table {
    private static final String LINE = "  %-34s %10s %10s %9s %7s %7s  %s%n";

    private final PrintWriter out;
    private int met;
    private int missed;

    public Table(PrintWriter out) {
        this.out = out;
    }

    public void print(List<ShapeResult> results) {
        out.printf(LINE, "ns: median; p10; bytes allocated", "ns", "p10", "bytes", "ratio", "budget", "");
        results.forEach(this::print);
        out.println();
        out.println("Budgets met: " + met + " of " + (met + missed));
    }

    /** How many budgets were missed. */
    public int missed() {
        return missed;
    }

    private void print(ShapeResult result) {
        out.println();
        out.println(result.shape() + ", per " + result.shape().unit());
        print(result.ours(), "", "", "");
        for (var peer : result.peers()) {
            if (peer.missing() != null) {
                out.printf("  %-34s n/a: %s%n", peer.side().name(), peer.missing());
                continue;
            }
            var ours = result.ours().samples();
            var ratio = ours.nanos() / peer.samples().nanos();
            var budget = peer.side().budget();
            print(
                    peer,
                    number("%.2f", ratio),
                    budget == null ? "" : number("%.2f", budget.ratio()),
                    budget == null ? "" : verdict(budget, ratio, ours.bytes()));
        }
    }

    private void print(Measured measured, String ratio, String budget, String verdict) {
        var samples = measured.samples();
        var digits = samples.nanos() < 100 ? "%.1f" : "%.0f";
        var line = String.format(
                LINE,
                measured.side().name(),
                number(digits, samples.nanos()),
                number(digits, samples.p10Nanos()),
                number("%.0f", samples.bytes()),
                ratio,
                budget,
                verdict);
        out.println(line.stripTrailing());
    }

    private String verdict(Budget budget, double ratio, double bytes) {
        var isMet = budget.isMetBy(ratio, bytes);
        if (isMet) {
            met++;
        } else {
            missed++;
        }
        var verdict = isMet ? "met" : "NOT MET";
        return budget.bytes() == null ? verdict : verdict + " (and at most " + budget.bytes() + " bytes)";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
