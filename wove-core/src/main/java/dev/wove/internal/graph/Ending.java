package dev.wove.internal.graph;

/**
 * How one task ended without a value, and why: its state then, as the value is the state of a task that succeeded. What
 * cut the run short may be the cause of many.
 */
public final class Ending {
    /** Which of the outcomes that are not a success. */
    public enum Kind {
        FAILED,
        CANCELLED,
        SKIPPED
    }

    public final Kind kind;
    public final Throwable cause;

    public Ending(Kind kind, Throwable cause) {
        this.kind = kind;
        this.cause = cause;
    }
}
