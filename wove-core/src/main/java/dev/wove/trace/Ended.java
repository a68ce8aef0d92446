package dev.wove.trace;

/** How a task or a weave ended, without its value; see {@link dev.wove.Outcome}. */
public enum Ended {
    SUCCEEDED,
    FAILED,
    /** The body had started and was cancelled. */
    CANCELLED,
    /** The body never started. */
    SKIPPED
}
