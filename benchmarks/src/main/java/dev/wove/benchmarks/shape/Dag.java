package dev.wove.benchmarks.shape;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A graph of trivial tasks that every side builds and runs: task {@code i} adds up its inputs and one. Inputs come before
 * the tasks that take them.
 */
public final class Dag implements Expectation {
    private final int[][] inputs;
    private final String[] names;
    private final int[] sinks;
    private final int[] expected;
    private int @Nullable [] witness;

    Dag(int[][] inputs) {
        this.inputs = inputs;
        names = new String[inputs.length];
        expected = new int[inputs.length];
        var taken = new boolean[inputs.length];
        for (var task = 0; task < inputs.length; task++) {
            names[task] = "t" + task;
            var sum = 0;
            for (var input : inputs[task]) {
                if (input >= task) {
                    throw new IllegalArgumentException("Task " + task + " takes " + input + ", which comes later");
                }
                taken[input] = true;
                sum += expected[input];
            }
            expected[task] = value(task, sum);
        }
        sinks = IntStream.range(0, inputs.length).filter(task -> !taken[task]).toArray();
    }

    public int size() {
        return inputs.length;
    }

    /** The tasks whose values task {@code i} takes. */
    public int[] inputs(int task) {
        return inputs[task];
    }

    /** A constant, as the names in real code are. */
    public String name(int task) {
        return names[task];
    }

    /** The tasks that no other takes: when these are done, all are. */
    public int[] sinks() {
        return sinks;
    }

    /** The body of task {@code i}, given the sum of its inputs. */
    public int value(int task, int sum) {
        var value = (sum + 1) & 0xffff;
        var seen = witness;
        if (seen != null) {
            seen[task] = value;
        }
        return value;
    }

    /** The value of the last task. */
    @Override
    public Object result() {
        return expected[expected.length - 1];
    }

    /** Also finds tasks that did not run, or not with the right inputs, where the result does not show it. */
    @Override
    public void verify(Callable<?> run) throws Exception {
        var seen = new int[size()];
        witness = seen;
        try {
            Expectation.super.verify(run);
        } finally {
            witness = null;
        }
        if (!Arrays.equals(seen, expected)) {
            var task = Arrays.mismatch(seen, expected);
            throw new WrongResultException("task " + task + " made " + seen[task] + " instead of " + expected[task]);
        }
    }
}
