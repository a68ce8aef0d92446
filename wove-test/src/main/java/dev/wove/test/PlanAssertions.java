package dev.wove.test;

import dev.wove.Plan;
import dev.wove.test.internal.PlanText;
import java.util.List;

/** What a test expects of a plan; obtained from {@link WeaveTests#assertPlan}. A failed one throws an {@link AssertionError}. */
public final class PlanAssertions {
    private final Plan<?> plan;

    PlanAssertions(Plan<?> plan) {
        this.plan = plan;
    }

    /**
     * The plan reads as {@code expected}: one line per task, in the order declared, with its kind, its inputs and its
     * options, as {@link WeaveTests#textOf} gives it. Indentation of the whole and blanks at line ends do not count.
     */
    public PlanAssertions reads(String expected) {
        var actual = PlanText.of(plan);
        var wanted = lines(expected);
        var found = lines(actual);
        if (!wanted.equals(found)) {
            throw new AssertionError("The plan of weave '" + plan.name() + "' differs from the expected one in line "
                    + (firstDifference(wanted, found) + 1) + ".\n  Expected: "
                    + line(wanted, found) + "\n  Actual:   " + line(found, wanted) + "\nThe whole plan:\n" + actual);
        }
        return this;
    }

    private static List<String> lines(String text) {
        return text.stripIndent().strip().lines().map(String::stripTrailing).toList();
    }

    private static int firstDifference(List<String> a, List<String> b) {
        int i = 0;
        while (i < a.size() && i < b.size() && a.get(i).equals(b.get(i))) {
            i++;
        }
        return i;
    }

    private static String line(List<String> of, List<String> other) {
        int i = firstDifference(of, other);
        return i < of.size() ? of.get(i).strip() : "(no more lines)";
    }
}
