package dev.wove.examples.simulate;

/** Which of the tasks that are ready a free worker takes. Among equals it is the one that has been ready longest. */
enum ReadyOrder {
    /** The one that has been ready longest; of those made ready by the same event, the one declared first. */
    FIFO,

    /** The one declared first. */
    DECLARED,

    /** The one with most tasks on the longest path behind it: what a graph tells that has never run. */
    HOPS,

    /** The one that most tasks wait for, directly or not. */
    BEHIND,

    /** The one with the longest path behind it by how long tasks will take: what only a prophet or a history knows. */
    KNOWN;

    /** A rank for each task; the highest goes first. */
    long[] ranks(TaskGraph graph) {
        return switch (this) {
            case FIFO -> new long[graph.size()];
            case DECLARED -> declared(graph.size());
            case HOPS -> graph.remainingPaths(task -> 1);
            case BEHIND -> graph.tasksBehind();
            case KNOWN -> graph.remainingPaths(graph::micros);
        };
    }

    private static long[] declared(int size) {
        var ranks = new long[size];
        for (int i = 0; i < size; i++) {
            ranks[i] = -i;
        }
        return ranks;
    }

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
