package dev.wove.benchmarks.shape;

import dev.wove.benchmarks.side.ArrowGraph;
import dev.wove.benchmarks.side.AsyncGraph;
import dev.wove.benchmarks.side.DefaultDispatcher;
import dev.wove.benchmarks.side.Entry;
import dev.wove.benchmarks.side.FutureGraph;
import dev.wove.benchmarks.side.InPlaceFutureGraph;
import dev.wove.benchmarks.side.ParSeqGraph;
import dev.wove.benchmarks.side.ReactorGraph;
import dev.wove.benchmarks.side.VirtualThreadGraph;
import dev.wove.benchmarks.side.VirtualThreads;
import dev.wove.benchmarks.side.WoveGraph;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Graphs of trivial tasks, entered from a thread, on the threads of {@code Dispatchers.Default}. */
final class GraphShapes {
    private static final Executor DEFAULT = DefaultDispatcher.EXECUTOR;

    private GraphShapes() {}

    static List<Shape> of(int tasks) {
        var side = (int) Math.sqrt(tasks);
        var leaves = Integer.highestOneBit(tasks) / 2;
        var montage = Workflows.montage(tasks);
        var epigenomics = Workflows.epigenomics(tasks);
        var genomes = Workflows.genomes(tasks);
        return List.of(
                graph("layered " + tasks, Dags.layered(tasks, side), Budget.ratio(0.4)),
                graph("chain " + tasks, Dags.chain(tasks), Budget.ratio(0.35)),
                graph("fan-in " + tasks / 10, Dags.fanIn(tasks / 10), Budget.ratio(0.35)),
                graph("fan-in " + tasks, Dags.fanIn(tasks), Budget.ratio(0.45)),
                graph("fan-out " + tasks, Dags.fanOut(tasks), Budget.ratio(0.35)),
                graph("in-tree " + (2 * leaves - 1), Dags.inTree(leaves), Budget.ratio(0.45)),
                graph("wavefront " + side * side, Dags.wavefront(side), Budget.ratio(0.35)),
                graph("montage-like " + montage.size(), montage, null),
                graph("epigenomics-like " + epigenomics.size(), epigenomics, null),
                graph("1000genome-like " + genomes.size(), genomes, null));
    }

    private static Shape graph(String name, LazyDag dag, @Nullable Budget budget) {
        var entry = Entry.DEFAULT;
        return Shape.named(name + " on Default", "task", dag.size(), dag, () -> new WoveGraph(dag.get(), entry, null))
                .peer("async", budget, () -> new AsyncGraph(dag.get(), entry))
                .peer("CompletableFuture", null, () -> new FutureGraph(dag.get(), DEFAULT))
                .peer("CompletableFuture in place", null, () -> new InPlaceFutureGraph(dag.get(), DEFAULT))
                .peer(
                        "virtual threads",
                        Budget.VIRTUAL_THREADS,
                        VirtualThreads.missing(),
                        () -> new VirtualThreadGraph(dag.get()))
                .peer("ParSeq", Budget.PARSEQ, () -> new ParSeqGraph(dag.get(), DEFAULT))
                .peer("Reactor Mono.zip", null, () -> new ReactorGraph(dag.get(), DEFAULT))
                .peer("Arrow parMap by level", null, () -> new ArrowGraph(dag.get(), entry))
                .build();
    }
}
