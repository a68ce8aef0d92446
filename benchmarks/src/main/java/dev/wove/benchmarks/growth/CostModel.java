package dev.wove.benchmarks.growth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * A weave's cost as a sum of its parts: a constant, and something for each task, each edge, and each task of a weave that
 * was given {@code workers}. Fitted by least squares to relative errors, so that small weaves count as much as large ones.
 */
final class CostModel {
    private static final int TERMS = 4;

    private final double[] coefficients;
    private final double[] errors;

    private CostModel(double[] coefficients, double[] errors) {
        this.coefficients = coefficients;
        this.errors = errors;
    }

    /** Fits {@code what} of {@code costs}, which must vary in tasks, edges and workers. */
    static CostModel of(List<Cost> costs, ToDoubleFunction<Cost> what) {
        var ones = new double[costs.size()];
        Arrays.fill(ones, 1);
        var rows = new double[costs.size()][];
        for (int i = 0; i < rows.length; i++) {
            var cost = costs.get(i);
            double measured = what.applyAsDouble(cost);
            rows[i] = Arrays.stream(terms(cost)).map(term -> term / measured).toArray();
        }
        var regression = new OLSMultipleLinearRegression();
        regression.setNoIntercept(true);
        regression.newSampleData(ones, rows);
        return new CostModel(
                regression.estimateRegressionParameters(), regression.estimateRegressionParametersStandardErrors());
    }

    private static double[] terms(Cost cost) {
        return new double[] {1, cost.tasks(), cost.edges(), cost.workers() == null ? 0 : cost.tasks()};
    }

    double predict(Cost cost) {
        var terms = terms(cost);
        double sum = 0;
        for (int i = 0; i < TERMS; i++) {
            sum += coefficients[i] * terms[i];
        }
        return sum;
    }

    double perWeave() {
        return coefficients[0];
    }

    double perTask() {
        return coefficients[1];
    }

    double perEdge() {
        return coefficients[2];
    }

    double perLimitedTask() {
        return coefficients[3];
    }

    /** The model as a formula, each part with its standard error. */
    String formula(String unit) {
        return String.format(
                Locale.ROOT,
                "%.0f ± %.0f %s, + %.1f ± %.1f for each task, + %.1f ± %.1f for each edge, + %.1f ± %.1f for each task under workers",
                coefficients[0],
                errors[0],
                unit,
                coefficients[1],
                errors[1],
                coefficients[2],
                errors[2],
                coefficients[3],
                errors[3]);
    }

    /** How far {@code costs} are from the model. */
    String residuals(List<Cost> costs, ToDoubleFunction<Cost> what) {
        var off = costs.stream()
                .mapToDouble(cost -> Math.abs(what.applyAsDouble(cost) / predict(cost) - 1))
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "off by %.0f %% in the median, %.0f %% in the 95th percentile, %.0f %% at most",
                100 * off[off.length / 2],
                100 * off[(int) (off.length * 0.95)],
                100 * off[off.length - 1]);
    }
}
