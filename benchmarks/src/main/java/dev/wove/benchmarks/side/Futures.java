package dev.wove.benchmarks.side;

import dev.wove.benchmarks.shape.Dag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What graphs of {@link CompletableFuture}s have in common. */
final class Futures {
    private Futures() {}

    /** Makes one task, given those that come before it. */
    @FunctionalInterface
    interface Maker {
        CompletableFuture<Integer> task(int i, List<CompletableFuture<Integer>> before);
    }

    /** Makes all tasks, waits for them and returns the value of the last. */
    static Object run(Dag dag, Maker maker) {
        var tasks = new ArrayList<CompletableFuture<Integer>>(dag.size());
        for (var i = 0; i < dag.size(); i++) {
            tasks.add(maker.task(i, tasks));
        }
        for (var sink : dag.sinks()) {
            tasks.get(sink).join();
        }
        return tasks.get(dag.size() - 1).join();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static CompletableFuture<Integer>[] at(int[] indexes, List<CompletableFuture<Integer>> futures) {
        var chosen = new CompletableFuture[indexes.length];
        for (var i = 0; i < indexes.length; i++) {
            chosen[i] = futures.get(indexes[i]);
        }
        return chosen;
    }

    static int sumOf(CompletableFuture<Integer>[] futures) {
        var sum = 0;
        for (var future : futures) {
            sum += future.join();
        }
        return sum;
    }
}
