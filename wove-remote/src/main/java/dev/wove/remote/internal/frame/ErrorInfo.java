package dev.wove.remote.internal.frame;

import dev.wove.environment.ErrorSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a run failed, as it goes over the wire.
 *
 * @param declared the class that the method declares, of which the failure is one; null if it declares none
 * @param retryAfterMillis negative if the worker does not say
 */
public record ErrorInfo(
        String kind,
        String message,
        @Nullable String traceback,
        boolean retryable,
        ErrorSource source,
        @Nullable String declared,
        List<Cause> causes,
        long retryAfterMillis) {
    /** The worker has no place for another run now. */
    public static final String BUSY = "Busy";

    /** It has no handler of that name. */
    public static final String UNKNOWN_HANDLER = "UnknownHandler";

    /** The arguments do not fit the handler. */
    public static final String BAD_ARGUMENTS = "BadArguments";

    /** The run was begun on another worker, or on this one before it was started again. */
    public static final String WRONG_WORKER = "WrongWorker";

    /** The result cannot be sent. */
    public static final String UNDECODABLE_RESULT = "UndecodableResult";

    public record Cause(String kind, String message) {}

    public static ErrorInfo of(String kind, String message, boolean retryable, ErrorSource source) {
        return new ErrorInfo(kind, message, null, retryable, source, null, List.of(), -1);
    }

    public static ErrorInfo busy(String message, long retryAfterMillis) {
        return new ErrorInfo(BUSY, message, null, true, ErrorSource.EXECUTOR, null, List.of(), retryAfterMillis);
    }

    public boolean isBusy() {
        return kind.equals(BUSY) && source == ErrorSource.EXECUTOR;
    }
}
