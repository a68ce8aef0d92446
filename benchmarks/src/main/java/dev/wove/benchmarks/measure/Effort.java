package dev.wove.benchmarks.measure;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long and how often to measure.
 *
 * @param rounds how often all sides are measured, in an order that is turned round every time
 * @param forks JVMs a round for each side that a budget is about, and for ours
 * @param otherForks JVMs a round for the other sides
 */
public record Effort(int rounds, int forks, int otherForks, Iterations warmUp, Iterations measured) {
    /** Decides budgets. */
    public static final Effort FULL = new Effort(5, 3, 1, new Iterations(4, 250), new Iterations(5, 100));

    /** Shows every shape within ten minutes on two cores. */
    public static final Effort QUICK = new Effort(1, 1, 1, new Iterations(4, 250), new Iterations(5, 100));

    record Iterations(int number, int millis) {
        TimeValue time() {
            return TimeValue.milliseconds(millis);
        }
    }

    public Effort withRounds(int rounds) {
        return new Effort(rounds, forks, otherForks, warmUp, measured);
    }

    /** The same number for all sides. */
    public Effort withForks(int forks) {
        return new Effort(rounds, forks, forks, warmUp, measured);
    }

    public Effort withWarmUp(int millis) {
        return new Effort(rounds, forks, otherForks, new Iterations(4, millis / 4), measured);
    }
}
