package dev.wove.benchmarks.side;

import dev.wove.benchmarks.shape.Dag;
import dev.wove.benchmarks.shape.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The graph with {@code Mono.zip}. What several tasks take is cached, or it would run once for each of them. */
public final class ReactorGraph implements Run {
    private final Dag dag;
    private final boolean[] shared;
    private final Scheduler scheduler;

    public ReactorGraph(Dag dag, Executor executor) {
        this.dag = dag;
        shared = shared(dag);
        scheduler = Schedulers.fromExecutor(executor);
    }

    @Override
    public Object once() {
        var tasks = new ArrayList<Mono<Integer>>(dag.size());
        for (var i = 0; i < dag.size(); i++) {
            var task = task(i, tasks);
            tasks.add(shared[i] ? task.cache() : task);
        }
        var sinks = dag.sinks();
        var whole = sinks.length == 1
                ? tasks.get(sinks[0])
                : Mono.zip(at(sinks, tasks), values -> (Integer) values[values.length - 1]);
        var result = whole.block(Duration.ofSeconds(30));
        if (result == null) {
            throw new IllegalStateException("The last task made nothing");
        }
        return result;
    }

    private Mono<Integer> task(int i, List<Mono<Integer>> tasks) {
        var inputs = dag.inputs(i);
        return switch (inputs.length) {
            case 0 -> Mono.fromCallable(() -> dag.value(i, 0)).subscribeOn(scheduler);
            case 1 -> tasks.get(inputs[0]).map(a -> dag.value(i, a));
            case 2 -> Mono.zip(tasks.get(inputs[0]), tasks.get(inputs[1]), (a, b) -> dag.value(i, a + b));
            default -> Mono.zip(at(inputs, tasks), values -> dag.value(i, sumOf(values)));
        };
    }

    private static List<Mono<Integer>> at(int[] indexes, List<Mono<Integer>> tasks) {
        return IntStream.of(indexes).mapToObj(tasks::get).toList();
    }

    private static int sumOf(Object[] values) {
        var sum = 0;
        for (var value : values) {
            sum += (Integer) value;
        }
        return sum;
    }

    private static boolean[] shared(Dag dag) {
        var dependents = new int[dag.size()];
        for (var i = 0; i < dag.size(); i++) {
            for (var input : dag.inputs(i)) {
                dependents[input]++;
            }
        }
        var shared = new boolean[dag.size()];
        for (var i = 0; i < dag.size(); i++) {
            shared[i] = dependents[i] > 1;
        }
        return shared;
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
