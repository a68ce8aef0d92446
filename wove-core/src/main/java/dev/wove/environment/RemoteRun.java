package dev.wove.environment;

/** A run that was sent. */
public interface RemoteRun {
    /**
     * Asks the worker to stop the run; its end is told as ever. May be called again, which asks again, and after the end, which
     * does nothing.
     */
    void cancel(CancelMode mode);

    /** The end of the run has been taken, and the worker may forget it. */
    default void acknowledge() {}

    /** Nobody waits for the run any more, though its end has not been told: what comes for it can be dropped. */
    default void abandon() {}

    /** Sends the same run again to the worker that got it, which answers from memory if it knows it. */
    default void resend() {}
}
