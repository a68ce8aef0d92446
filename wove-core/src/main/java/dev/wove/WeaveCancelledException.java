package dev.wove;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A weave was cancelled from outside: its blocking caller was interrupted, or its handle or future was cancelled.
 * Everything has stopped when it is thrown.
 */
public class WeaveCancelledException extends CancellationException {
    private static final long serialVersionUID = 1L;

    public WeaveCancelledException(String message, @Nullable Throwable cause) {
        super(message);
        if (cause != null) {
            initCause(cause);
        }
    }
}
