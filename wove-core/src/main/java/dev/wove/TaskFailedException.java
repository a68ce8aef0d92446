package dev.wove;

import org.jspecify.annotations.Nullable;

/**
 * Something failed in a way that cannot be thrown as it is: a body, the source of a mapped task, or the block of a weave
 * or a scope threw a {@link java.util.concurrent.CancellationException} though nothing was being cancelled, which would
 * end the caller silently; or a body threw an exception that no coroutine can end with, because its {@code equals} fails.
 * The exception as it was thrown is the cause.
 */
public class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TaskFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
