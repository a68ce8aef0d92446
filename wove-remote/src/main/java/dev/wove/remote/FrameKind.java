package dev.wove.remote;

/** What may happen to on its way, see {@link InMemoryEnvironment}. */
public enum FrameKind {
    /** A run on its way to the worker. */
    RUN,
    /** Its cancellation. */
    CANCEL,
    /** That its body has begun. */
    STARTED,
    /** That it still runs. */
    HEARTBEAT,
    /** Its end, whatever that is. */
    RESULT
}
