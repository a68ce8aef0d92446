package dev.wove;

/**
 * A task failed in a way that cannot be thrown as it is: its body threw a
 * {@link java.util.concurrent.CancellationException} though nothing was being cancelled, which would end the caller
 * silently. The exception of the body is the cause.
 */
public class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TaskFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
