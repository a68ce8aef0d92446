package dev.wove.benchmarks.shape;

/**
 * A request as services answer it, in 20 tasks: who asks, six things to fetch and what is made of them, three more to fetch
 * that depend on two of those each, and the page.
 */
public final class PageDag {
    private static final int USER = 0;
    private static final int FETCHES = 6;

    /** The graph; the first of its tasks come first. */
    public static final Dag DAG = dag();

    private PageDag() {}

    /** Whether the task waits for another service. */
    public static boolean fetches(int task) {
        return task == USER || isIn(task, 1, FETCHES) || isIn(task, 1 + 2 * FETCHES, 3);
    }

    private static boolean isIn(int task, int from, int length) {
        return task >= from && task < from + length;
    }

    private static Dag dag() {
        var graph = new Inputs();
        var user = graph.add();
        var fetched = new int[FETCHES];
        for (var i = 0; i < FETCHES; i++) {
            fetched[i] = graph.add(user);
        }
        var read = graph.after(fetched);
        var related = new int[] {graph.add(read[0], read[1]), graph.add(read[2], read[3]), graph.add(read[4], read[5])};
        graph.add(graph.after(related));
        return graph.dag().get();
    }
}
