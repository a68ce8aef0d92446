package dev.wove.internal.graph;

/** The state of a task that ended without a value. */
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
