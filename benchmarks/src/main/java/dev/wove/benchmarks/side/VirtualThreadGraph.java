package dev.wove.benchmarks.side;

import dev.wove.benchmarks.shape.Dag;
import dev.wove.benchmarks.shape.Run;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A virtual thread a task, which waits for the futures of those it needs. */
public final class VirtualThreadGraph implements Run {
    private final Dag dag;
    private final ExecutorService executor = VirtualThreads.newExecutor();

    public VirtualThreadGraph(Dag dag) {
        this.dag = dag;
    }

    @Override
    public Object once() throws Exception {
        var tasks = new ArrayList<Future<Integer>>(dag.size());
        for (var i = 0; i < dag.size(); i++) {
            var task = i;
            var inputs = dag.inputs(i);
            tasks.add(
                    switch (inputs.length) {
                        case 0 -> executor.submit(() -> dag.value(task, 0));
                        case 1 -> {
                            var a = tasks.get(inputs[0]);
                            yield executor.submit(() -> dag.value(task, a.get()));
                        }
                        case 2 -> {
                            var a = tasks.get(inputs[0]);
                            var b = tasks.get(inputs[1]);
                            yield executor.submit(() -> dag.value(task, a.get() + b.get()));
                        }
                        default -> {
                            var many = new ArrayList<Future<Integer>>(inputs.length);
                            for (var input : inputs) {
                                many.add(tasks.get(input));
                            }
                            yield executor.submit(() -> {
                                var sum = 0;
                                for (var input : many) {
                                    sum += input.get();
                                }
                                return dag.value(task, sum);
                            });
                        }
                    });
        }
        for (var sink : dag.sinks()) {
            tasks.get(sink).get();
        }
        return tasks.get(dag.size() - 1).get();
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
