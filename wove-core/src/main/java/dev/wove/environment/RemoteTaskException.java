package dev.wove.environment;

import org.jspecify.annotations.Nullable;

/**
 * A remote run failed with something that its method does not declare, or did not fail in its body. An exception that the method
 * declares is thrown as itself instead, with one of these as its cause.
 */
public class RemoteTaskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final boolean retryable;
    private final ErrorSource source;
    private final @Nullable String remoteTrace;

    /**
     * @param kind the name of what was thrown, usually a class
     * @param retryable whether it makes sense to try again
     * @param remoteTrace the stack trace on the worker, as text
     */
    public RemoteTaskException(
            String kind, String message, boolean retryable, ErrorSource source, @Nullable String remoteTrace) {
        super(message);
        this.kind = kind;
        this.retryable = retryable;
        this.source = source;
        this.remoteTrace = remoteTrace;
    }

    /** The name of what was thrown on the worker; never a class that was loaded. */
    public String kind() {
        return kind;
    }

    /** Whether it makes sense to try again. Of {@link ErrorSource#CONFIG} it never does, and retries end. */
    public boolean retryable() {
        return retryable;
    }

    public ErrorSource source() {
        return source;
    }

    /** The stack trace on the worker, as text; null if none was sent. */
    public @Nullable String remoteTrace() {
        return remoteTrace;
    }
}
