package dev.wove.environment;

/** Is told what becomes of the workers of an environment, from any thread. All calls return at once. */
public interface ConnectionEvents {
    /** A worker can be reached, for the first time or again. */
    default void connected(WorkerInfo worker) {}

    /** Something was heard of a worker: an event, or that it lives. */
    default void heard(String worker) {}

    /** A worker cannot be reached any more. What becomes of its runs is told to each of them. */
    default void disconnected(String worker, Throwable why) {}

    /** Something came for a run that nobody waits for, or could not be read, and was dropped. */
    default void dropped(String what) {}
}
