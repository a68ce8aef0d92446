package dev.wove.benchmarks.shape;

import dev.wove.benchmarks.side.Entry;
import dev.wove.benchmarks.side.WoveGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Large graphs beside the same graph in the usual size: what a task costs more when there are many. */
final class ScaleShapes {
    private static final String[] PARALLEL_GC = {"-Xms3g", "-Xmx3g", "-XX:+UseParallelGC"};

    private ScaleShapes() {}

    static List<Shape> of(int tasks) {
        var side = (int) Math.sqrt(tasks);
        var ten = 10 * tasks;
        var hundred = 100 * tasks;
        return List.of(
                grown("chain " + ten, Dags.chain(ten), Dags.chain(tasks), Budget.ratio(2))
                        .build(),
                grown("fan-in " + ten, Dags.fanIn(ten), Dags.fanIn(tasks), Budget.ratio(2))
                        .build(),
                grown("fan-out " + ten, Dags.fanOut(ten), Dags.fanOut(tasks), null)
                        .build(),
                grown(
                                "layered " + hundred + ", ParallelGC,",
                                Dags.layered(hundred, side),
                                Dags.layered(tasks, side),
                                Budget.ratio(3))
                        .jvmArgs(PARALLEL_GC)
                        .build());
    }

    private static Shape.Builder grown(String name, LazyDag large, LazyDag usual, @Nullable Budget budget) {
        return Shape.named(name + " on Default", "task", large.size(), large, () -> graph(large))
                .peer(new Side(
                        "Wove, " + usual.size() + " tasks", usual.size(), usual, () -> graph(usual), budget, null));
    }

    private static Run graph(LazyDag dag) {
        return new WoveGraph(dag.get(), Entry.DEFAULT, null);
    }
}
