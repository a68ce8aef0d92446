package dev.wove.detached;

import org.jspecify.annotations.Nullable;

/**
 * A detached run ended without a value. The exception of the other process is here as text only; nothing of it is made an
 * object again.
 */
public final class DetachedFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DetachedState state;
    private final @Nullable String failureType;
    private final @Nullable String trace;

    DetachedFailedException(String message, DetachedState state, @Nullable String failureType, @Nullable String trace) {
        super(message);
        this.state = state;
        this.failureType = failureType;
        this.trace = trace;
    }

    /** {@code FAILED}, {@code CANCELLED} or {@code LOST}. */
    public DetachedState state() {
        return state;
    }

    /** The class name of the exception that the weave failed with; null if it left no result. */
    public @Nullable String failureType() {
        return failureType;
    }

    /** The stack trace of that exception as the other process printed it; null if it left no result. */
    public @Nullable String trace() {
        return trace;
    }
}
