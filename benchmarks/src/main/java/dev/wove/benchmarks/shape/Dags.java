package dev.wove.benchmarks.shape;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The graphs that the literature on task runtimes measures with. */
final class Dags {
    private static final int[] NOTHING = {};

    private Dags() {}

    static LazyDag chain(int tasks) {
        return of(tasks, task -> task == 0 ? NOTHING : new int[] {task - 1});
    }

    /** {@code width} tasks a layer, each taking two of the layer before; one last task takes the last layer. */
    static LazyDag layered(int tasks, int width) {
        var last = tasks / width * width;
        return of(last + 1, task -> {
            if (task < width) {
                return NOTHING;
            }
            var before = (task / width - 1) * width;
            return task == last ? range(before, width) : new int[] {before + task % width, before + (task + 1) % width};
        });
    }

    /** {@code tasks} into one. */
    static LazyDag fanIn(int tasks) {
        return of(tasks + 1, task -> task < tasks ? NOTHING : range(0, tasks));
    }

    /** One into {@code tasks}. */
    static LazyDag fanOut(int tasks) {
        return of(tasks + 1, task -> task == 0 ? NOTHING : new int[] {0});
    }

    /** A binary tree from its leaves to its root: after the leaves, each task takes the next two not yet taken. */
    static LazyDag inTree(int leaves) {
        return of(
                2 * leaves - 1,
                task -> task < leaves ? NOTHING : new int[] {2 * (task - leaves), 2 * (task - leaves) + 1});
    }

    /** A square in which each task takes the one above it and the one to its left. */
    static LazyDag wavefront(int side) {
        return of(side * side, task -> {
            var isFirstRow = task < side;
            var isFirstColumn = task % side == 0;
            if (isFirstRow && isFirstColumn) {
                return NOTHING;
            }
            if (isFirstRow) {
                return new int[] {task - 1};
            }
            return isFirstColumn ? new int[] {task - side} : new int[] {task - side, task - 1};
        });
    }

    private static LazyDag of(int tasks, IntFunction<int[]> inputs) {
        return new LazyDag(
                tasks, () -> IntStream.range(0, tasks).mapToObj(inputs).toArray(int[][]::new));
    }

    private static int[] range(int from, int length) {
        return IntStream.range(from, from + length).toArray();
    }
}
