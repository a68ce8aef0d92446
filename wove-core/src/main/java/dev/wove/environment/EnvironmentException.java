package dev.wove.environment;

import org.jspecify.annotations.Nullable;

/**
 * An environment cannot be used: it does not exist, cannot be reached, does not know a method, or refuses the key. The weave
 * fails with it before any of its tasks starts. The next weave tries again.
 */
public class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EnvironmentException(String message) {
        super(message);
    }

    public EnvironmentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
