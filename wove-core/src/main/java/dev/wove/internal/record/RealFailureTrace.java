package dev.wove.internal.record;

import dev.wove.trace.FailureTrace;
import org.jspecify.annotations.Nullable;

public record RealFailureTrace(
        String type, @Nullable String message, @Nullable String note) implements FailureTrace {
    /** Type and message of {@code failure}; never throws, whatever its methods do. */
    public static FailureTrace of(Throwable failure, @Nullable String note) {
        return new RealFailureTrace(failure.getClass().getName(), message(failure), note);
    }

    private static @Nullable String message(Throwable failure) {
        String message;
        try {
            message = failure.getMessage();
        } catch (Throwable e) {
            return "(its getMessage fails with " + e.getClass().getSimpleName() + ")";
        }
        return message == null || message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE - 3) + "...";
    }

    @Override
    public String toString() {
        return message == null ? type : type + ": " + message;
    }
}
