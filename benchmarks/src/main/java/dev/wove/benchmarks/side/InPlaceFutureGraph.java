package dev.wove.benchmarks.side;

import dev.wove.benchmarks.shape.Dag;
import dev.wove.benchmarks.shape.Run;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The same without {@code Async}: the executor starts tasks without inputs, and the thread that completes the last input
 * of a task runs it. Tasks that become ready together run one after the other.
 */
public final class InPlaceFutureGraph implements Run {
    private final Dag dag;
    private final Executor executor;

    public InPlaceFutureGraph(Dag dag, Executor executor) {
        this.dag = dag;
        this.executor = executor;
    }

    @Override
    public Object once() {
        return Futures.run(dag, this::task);
    }

    private CompletableFuture<Integer> task(int i, List<CompletableFuture<Integer>> tasks) {
        var inputs = dag.inputs(i);
        return switch (inputs.length) {
            case 0 -> CompletableFuture.supplyAsync(() -> dag.value(i, 0), executor);
            case 1 -> tasks.get(inputs[0]).thenApply(a -> dag.value(i, a));
            case 2 -> tasks.get(inputs[0]).thenCombine(tasks.get(inputs[1]), (a, b) -> dag.value(i, a + b));
            default -> {
                var many = Futures.at(inputs, tasks);
                yield CompletableFuture.allOf(many).thenApply(done -> dag.value(i, Futures.sumOf(many)));
            }
        };
    }
}
