package dev.wove;

import java.time.Duration;

/**
 * A task ran into its timeout or its deadline, or a weave into its timeout. An ordinary failure: it may be retried, and
 * it is not a {@link java.util.concurrent.CancellationException}.
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
