package dev.wove.benchmarks.side;

/** Threads that let the JVM end. */
final class Daemons {
    private Daemons() {}

    static Thread newThread(Runnable task) {
        var thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
