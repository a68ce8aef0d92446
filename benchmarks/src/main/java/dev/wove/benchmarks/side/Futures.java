package dev.wove.benchmarks.side;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The inputs of a task that has many. */
final class Futures {
    private Futures() {}

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
