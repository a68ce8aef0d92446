package dev.wove.remote;

/** A way into a worker: standard input and output, a port. */
public interface WorkerDoor {
    /**
     * Lets coordinators in from now on.
     *
     * @throws Exception if that cannot be, as when the port is taken; the worker then does not start
     */
    void open(WorkerEndpoint endpoint) throws Exception;

    /** Lets nobody in any more. What is under way goes on, and is answered. */
    void drain();

    /** Ends what is under way. */
    void close();
}
