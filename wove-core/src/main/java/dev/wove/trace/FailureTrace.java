package dev.wove.trace;

import org.jspecify.annotations.Nullable;

/**
 * An exception as text.
 *
 * @param type the name of its class
 * @param message its message, cut to {@link #LONGEST_MESSAGE} characters; null if it has none
 * @param note what Wove knows about it: task, item, attempt, names and types of the inputs; null if nothing
 */
public record FailureTrace(
        String type, @Nullable String message, @Nullable String note) {

    /** How much of a message is kept. */
    public static final int LONGEST_MESSAGE = 300;

    /** Type and message of {@code failure}; never throws, whatever its methods do. */
    public static FailureTrace of(Throwable failure, @Nullable String note) {
        return new FailureTrace(failure.getClass().getName(), message(failure), note);
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

    /** The name of its class without the package. */
    public String simpleType() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return message == null ? type : type + ": " + message;
    }
}
