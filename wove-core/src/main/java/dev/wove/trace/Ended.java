package dev.wove.trace;

/**
 * How a task or a weave ended, without its value; see {@link dev.wove.Outcome}. More may come: a {@code switch} needs a {@code default}, a {@code when} an {@code else}.
 */
public enum Ended {
    SUCCEEDED,
    FAILED,
    /** The body had started and was cancelled. */
    CANCELLED,
    /** The body never started. */
    SKIPPED
}
