package dev.wove.benchmarks.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The graphs that the literature on task runtimes measures with. */
public final class Dags {
    private static final int[] NOTHING = {};

    private Dags() {}

    public static Dag chain(int tasks) {
        return of(tasks, task -> task == 0 ? NOTHING : new int[] {task - 1});
    }

    /** {@code width} tasks a layer, each taking two of the layer before; one last task takes the last layer. */
    public static Dag layered(int tasks, int width) {
        var layers = tasks / width;
        var last = layers * width;
        return of(last + 1, task -> {
            if (task < width) {
                return NOTHING;
            }
            var before = (task / width - 1) * width;
            return task == last ? range(before, width) : new int[] {before + task % width, before + (task + 1) % width};
        });
    }

    /** {@code tasks} into one. */
    public static Dag fanIn(int tasks) {
        return of(tasks + 1, task -> task < tasks ? NOTHING : range(0, tasks));
    }

    /** One into {@code tasks}. */
    public static Dag fanOut(int tasks) {
        return of(tasks + 1, task -> task == 0 ? NOTHING : new int[] {0});
    }

    /** A binary tree from its leaves to its root. */
    public static Dag inTree(int leaves) {
        var tree = new Inputs();
        var row = tree.row(leaves);
        while (row.length > 1) {
            var below = row;
            row = IntStream.range(0, below.length / 2)
                    .map(i -> tree.add(below[2 * i], below[2 * i + 1]))
                    .toArray();
        }
        return tree.dag();
    }

    /** A square in which each task takes the one above it and the one to its left. */
    public static Dag wavefront(int side) {
        return of(side * side, task -> {
            var row = task / side;
            var column = task % side;
            if (row == 0) {
                return column == 0 ? NOTHING : new int[] {task - 1};
            }
            return column == 0 ? new int[] {task - side} : new int[] {task - side, task - 1};
        });
    }

    private static Dag of(int tasks, IntFunction<int[]> inputs) {
        return new Dag(IntStream.range(0, tasks).mapToObj(inputs).toArray(int[][]::new));
    }

    private static int[] range(int from, int length) {
        return IntStream.range(from, from + length).toArray();
    }

    /** Collects tasks one by one; each is given its inputs and gets a number. */
    static final class Inputs {
        private final List<int[]> inputs = new ArrayList<>();

        int add(int... taken) {
            inputs.add(taken);
            return inputs.size() - 1;
        }

        /** Tasks without inputs. */
        int[] row(int tasks) {
            return IntStream.range(0, tasks).map(i -> add()).toArray();
        }

        /** One task more for each of {@code taken}, which takes it. */
        int[] after(int... taken) {
            return IntStream.of(taken).map(this::add).toArray();
        }

        Dag dag() {
            return new Dag(inputs.toArray(int[][]::new));
        }
    }
}
