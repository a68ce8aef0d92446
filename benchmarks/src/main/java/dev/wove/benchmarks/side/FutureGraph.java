package dev.wove.benchmarks.side;

import dev.wove.benchmarks.shape.Dag;
import dev.wove.benchmarks.shape.Run;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** A {@link CompletableFuture} a task, each of which the executor runs. */
public final class FutureGraph implements Run {
    private final Dag dag;
    private final Executor executor;
    private final UnaryOperator<CompletableFuture<Integer>> guard;

    public FutureGraph(Dag dag, Executor executor) {
        this(dag, executor, UnaryOperator.identity());
    }

    /** @param guard is put on every task */
    public FutureGraph(Dag dag, Executor executor, UnaryOperator<CompletableFuture<Integer>> guard) {
        this.dag = dag;
        this.executor = executor;
        this.guard = guard;
    }

    @Override
    public Object once() {
        return Futures.run(dag, (i, tasks) -> guard.apply(task(i, tasks)));
    }

    private CompletableFuture<Integer> task(int i, List<CompletableFuture<Integer>> tasks) {
        var inputs = dag.inputs(i);
        return switch (inputs.length) {
            case 0 -> CompletableFuture.supplyAsync(() -> dag.value(i, 0), executor);
            case 1 -> tasks.get(inputs[0]).thenApplyAsync(a -> dag.value(i, a), executor);
            case 2 ->
                tasks.get(inputs[0]).thenCombineAsync(tasks.get(inputs[1]), (a, b) -> dag.value(i, a + b), executor);
            default -> {
                var many = Futures.at(inputs, tasks);
                yield CompletableFuture.allOf(many).thenApplyAsync(done -> dag.value(i, Futures.sumOf(many)), executor);
            }
        };
    }
}
