package dev.wove.environment;

import java.time.Duration;

/**
 * Runs tasks elsewhere: in a child process, on a worker in the network, on a cluster. One instance serves one environment of one
 * process, for all weaves.
 *
 * <p>{@link Delivery} is not its business: what waits, what is sent again, when a silent run counts as lost is decided before it
 * is called, in the same way for all executors. It only sends, tells what comes back, and is honest about what it does not know.
 *
 * <h2>Threads</h2>
 * {@link #run}, {@link #attach} and {@link RemoteRun#cancel} come from any thread and return at once, {@link #start} may wait.
 */
public interface EnvironmentExecutor extends AutoCloseable {
    /**
     * Starts what is needed, before the first weave that uses the environment starts a task, once unless it fails.
     *
     * @return the worker that was reached, or one that speaks for all
     * @throws Exception if the environment cannot be used; fails that weave, and the next one tries again
     */
    WorkerInfo start(EnvironmentContext context) throws Exception;

    /**
     * Starts a run. Never throws for what the network does: that is told to {@code events}.
     *
     * @throws PayloadTooLargeException if it is too large to be sent
     * @throws IllegalArgumentException if its arguments cannot be sent
     */
    RemoteRun run(RemoteCall call, RemoteEvents events);

    /** Whether it notices by itself when a worker does no longer work on a run, so that nobody else has to. */
    default boolean watchesHeartbeats() {
        return false;
    }

    /**
     * Waits once more for a run that was {@linkplain OrphanPolicy#DETACH detached}, perhaps by another process.
     *
     * @throws UnsupportedOperationException if runs cannot be found again here
     */
    default RemoteRun attach(String runId, RemoteMethod method, RemoteEvents events) {
        throw new UnsupportedOperationException(getClass().getName() + " cannot find runs again.");
    }

    /** Tells workers that nobody needs them any more, and lets go of them at the latest after {@code grace}. */
    void close(Duration grace);

    /** Lets go of workers as {@link #close(Duration)} does, at the latest after ten seconds. */
    @Override
    default void close() {
        close(Duration.ofSeconds(10));
    }
}
