package dev.wove.detached;

/** What is known of a detached run. More may come: a {@code switch} needs a {@code default}, a {@code when} an {@code else}. */
public enum DetachedState {
    /** Its process lives, and has left no result. */
    RUNNING,
    /** It has left a value. */
    SUCCEEDED,
    /** It has left a failure, which may be that it could not start. */
    FAILED,
    /** It was told to stop, and did. */
    CANCELLED,
    /** Its process is gone, and has left no result: it was killed, or the machine went down. */
    LOST
}
