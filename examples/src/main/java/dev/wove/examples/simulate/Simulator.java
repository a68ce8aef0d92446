package dev.wove.examples.simulate;

import dev.wove.examples.replay.Replayer;
import dev.wove.examples.replay.Trace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** Compares the orders in which workers could take what is ready. */
final class Simulator {
    private final List<Integer> workers;

    Simulator(List<Integer> workers) {
        this.workers = workers;
    }

    /**
     * One comparison for each number of workers.
     *
     * @throws dev.wove.PlanException if a parent is unknown, or tasks wait for each other in a circle
     */
    List<Comparison> compare(Trace trace, String name) {
        var comparisons = new ArrayList<Comparison>();
        var replays = workers.stream()
                .map(k -> new Replayer(k, null).replay(trace, name))
                .toList();
        var graph = new TaskGraph(trace);
        for (var replay : replays) {
            int k = replay.workers();
            var orders = new EnumMap<ReadyOrder, Double>(ReadyOrder.class);
            for (var order : ReadyOrder.values()) {
                orders.put(order, ListSchedule.makespan(graph, k, order) / Trace.MICROS_PER_SECOND);
            }
            double bound = Math.max(replay.criticalPathSeconds(), replay.totalWorkSeconds() / k);
            comparisons.add(new Comparison(name, replay.tasks(), k, bound, replay.makespanSeconds(), orders));
        }
        return comparisons;
    }
}
