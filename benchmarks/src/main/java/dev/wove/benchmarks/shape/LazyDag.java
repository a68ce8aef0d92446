package dev.wove.benchmarks.shape;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A graph that is made when a side asks for it: the list of all shapes holds some of a million tasks. */
final class LazyDag implements Expectation {
    private final int size;
    private final Supplier<int[][]> inputs;
    private @Nullable Dag dag;

    LazyDag(int size, Supplier<int[][]> inputs) {
        this.size = size;
        this.inputs = inputs;
    }

    int size() {
        return size;
    }

    synchronized Dag get() {
        if (dag == null) {
            dag = new Dag(inputs.get());
        }
        return dag;
    }

    @Override
    public Object result() {
        return get().result();
    }

    @Override
    public void verify(Callable<?> run) throws Exception {
        get().verify(run);
    }
}
