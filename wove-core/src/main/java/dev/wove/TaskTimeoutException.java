package dev.wove;

import java.time.Duration;

/**
 * A task ran into its timeout or its deadline, or a weave into its timeout. An ordinary failure: it may be retried, and
 * it is not a {@link java.util.concurrent.CancellationException}.
 *
 * <p>The stack trace of one for an attempt of a blocking body tells where the body was when its time had passed.
 */
public class TaskTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration limit;

    public TaskTimeoutException(String message, Duration limit) {
        super(message);
        this.limit = limit;
    }

    /** The limit that was reached. */
    public Duration limit() {
        return limit;
    }
}
