package dev.wove.examples.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Workers that are never idle while a task is ready: each takes the first in a given order. */
final class ListSchedule {
    private record Ready(int task, long rank, int since) {
        static final Comparator<Ready> FIRST =
                Comparator.comparingLong(Ready::rank).reversed().thenComparingInt(Ready::since);
    }

    private record End(long at, int task) {
        static final Comparator<End> FIRST = Comparator.comparingLong(End::at).thenComparingInt(End::task);
    }

    private final TaskGraph graph;
    private final long[] ranks;
    private final int[] waitingFor;
    private final PriorityQueue<Ready> ready = new PriorityQueue<>(Ready.FIRST);
    private final PriorityQueue<End> running = new PriorityQueue<>(End.FIRST);
    private int idle;
    private int everReady;

    private ListSchedule(TaskGraph graph, int workers, ReadyOrder order) {
        this.graph = graph;
        ranks = order.ranks(graph);
        waitingFor = graph.parentCounts();
        idle = workers;
    }

    /** How long {@code workers} take, in microseconds. */
    static long makespan(TaskGraph graph, int workers, ReadyOrder order) {
        return new ListSchedule(graph, workers, order).run();
    }

    private long run() {
        for (int task = 0; task < graph.size(); task++) {
            if (waitingFor[task] == 0) {
                isReady(task);
            }
        }
        long now = 0;
        startWhatIsReady(now);
        while (!running.isEmpty()) {
            now = running.element().at();
            // All that end now are seen before the next is chosen
            while (!running.isEmpty() && running.element().at() == now) {
                ended(running.remove().task());
            }
            startWhatIsReady(now);
        }
        return now;
    }

    private void isReady(int task) {
        ready.add(new Ready(task, ranks[task], everReady++));
    }

    private void startWhatIsReady(long now) {
        while (idle > 0 && !ready.isEmpty()) {
            int task = ready.remove().task();
            idle--;
            running.add(new End(now + graph.micros(task), task));
        }
    }

    private void ended(int task) {
        idle++;
        for (int child : graph.children(task)) {
            if (--waitingFor[child] == 0) {
                isReady(child);
            }
        }
    }
}
