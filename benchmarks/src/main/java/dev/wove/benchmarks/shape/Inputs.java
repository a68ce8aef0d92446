package dev.wove.benchmarks.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Collects the tasks of a graph: each is given its inputs and gets a number. */
final class Inputs {
    private final List<int[]> inputs = new ArrayList<>();

    int add(int... taken) {
        inputs.add(taken);
        return inputs.size() - 1;
    }

    /** Tasks without inputs. */
    int[] row(int tasks) {
        return IntStream.range(0, tasks).map(i -> add()).toArray();
    }

    /** One more for each of {@code taken}, which takes it. */
    int[] after(int... taken) {
        return IntStream.of(taken).map(this::add).toArray();
    }

    LazyDag dag() {
        return new LazyDag(inputs.size(), () -> inputs.toArray(int[][]::new));
    }
}
