package dev.wove.benchmarks.shape;

import java.util.List;
import java.util.stream.IntStream;

/** Items to be mapped; the result of a run is the list of their values, in order. */
public final class Items implements Expectation {
    private final List<Integer> list;
    private final List<Integer> values;

    Items(int number) {
        list = IntStream.range(0, number).boxed().toList();
        values = list.stream().map(Items::value).toList();
    }

    public List<Integer> list() {
        return list;
    }

    /** The body, for one item. */
    public static int value(int item) {
        return item * 3 + 1;
    }

    @Override
    public Object result() {
        return values;
    }
}
