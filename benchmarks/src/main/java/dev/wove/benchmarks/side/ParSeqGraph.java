package dev.wove.benchmarks.side;

import com.linkedin.parseq.Task;
import dev.wove.benchmarks.shape.Dag;
import dev.wove.benchmarks.shape.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** The graph with ParSeq's {@code map} and {@code par}. */
public final class ParSeqGraph implements Run {
    private final Dag dag;
    private final ParSeq parSeq;

    public ParSeqGraph(Dag dag, Executor executor) {
        this.dag = dag;
        parSeq = new ParSeq(executor);
    }

    @Override
    public Object once() throws Exception {
        var tasks = new ArrayList<Task<Integer>>(dag.size());
        for (var i = 0; i < dag.size(); i++) {
            tasks.add(task(i, tasks));
        }
        var sinks = dag.sinks();
        var last = tasks.get(dag.size() - 1);
        return parSeq.run(sinks.length == 1 ? last : Task.par(at(sinks, tasks)), last);
    }

    private Task<Integer> task(int i, List<Task<Integer>> tasks) {
        var name = dag.name(i);
        var inputs = dag.inputs(i);
        return switch (inputs.length) {
            case 0 -> Task.callable(name, () -> dag.value(i, 0));
            case 1 -> tasks.get(inputs[0]).map(name, a -> dag.value(i, a));
            case 2 -> Task.par(tasks.get(inputs[0]), tasks.get(inputs[1])).map(name, (a, b) -> dag.value(i, a + b));
            default ->
                Task.par(at(inputs, tasks))
                        .map(
                                name,
                                values -> dag.value(
                                        i,
                                        values.stream()
                                                .mapToInt(Integer::intValue)
                                                .sum()));
        };
    }

    private static List<Task<Integer>> at(int[] indexes, List<Task<Integer>> tasks) {
        return IntStream.of(indexes).mapToObj(tasks::get).toList();
    }

    @Override
    public void close() {
        parSeq.close();
    }
}
