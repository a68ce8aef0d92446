package dev.wove.benchmarks.shape;

import dev.wove.benchmarks.side.AsyncGraph;
import dev.wove.benchmarks.side.DefaultDispatcher;
import dev.wove.benchmarks.side.Entry;
import dev.wove.benchmarks.side.FutureGraph;
import dev.wove.benchmarks.side.InPlaceFutureGraph;
import dev.wove.benchmarks.side.VirtualThreadGraph;
import dev.wove.benchmarks.side.VirtualThreads;
import dev.wove.benchmarks.side.WoveGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Graphs of about 10 000 trivial tasks, entered from a thread, on the threads of {@code Dispatchers.Default}. */
final class GraphShapes {
    private GraphShapes() {}

    static List<Shape> of(int tasks) {
        var side = (int) Math.sqrt(tasks);
        return List.of(
                graph("layered " + tasks, Dags.layered(tasks, side), 0.4),
                graph("chain " + tasks, Dags.chain(tasks), 0.35),
                graph("fan-in " + tasks / 10, Dags.fanIn(tasks / 10), 0.35),
                graph("fan-in " + tasks, Dags.fanIn(tasks), 0.45),
                graph("fan-out " + tasks, Dags.fanOut(tasks), 0.35),
                inTree(tasks),
                graph("wavefront " + side * side, Dags.wavefront(side), 0.35));
    }

    private static Shape inTree(int tasks) {
        var dag = Dags.inTree(Integer.highestOneBit(tasks) / 2);
        return graph("in-tree " + dag.size(), dag, 0.45);
    }

    private static Shape graph(String name, Dag dag, @Nullable Double budget) {
        return Shape.named(name + " on Default", "task", dag.size(), dag, () -> new WoveGraph(dag, Entry.DEFAULT, null))
                .peer("async", budget == null ? null : Budget.ratio(budget), () -> new AsyncGraph(dag, Entry.DEFAULT))
                .peer("CompletableFuture", null, () -> new FutureGraph(dag, DefaultDispatcher.EXECUTOR))
                .peer("CompletableFuture in place", null, () -> new InPlaceFutureGraph(dag, DefaultDispatcher.EXECUTOR))
                .peer(
                        "virtual threads",
                        Budget.VIRTUAL_THREADS,
                        VirtualThreads.missing(),
                        () -> new VirtualThreadGraph(dag))
                .build();
    }
}
