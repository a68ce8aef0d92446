package dev.wove.trace;

import org.jspecify.annotations.Nullable;

/** An exception as text. Implemented by Wove only. */
public interface FailureTrace {
    /** How much of a message is kept. */
    int LONGEST_MESSAGE = 300;

    /** The name of its class. */
    String type();

    /** Its message, cut to {@link #LONGEST_MESSAGE} characters; null if it has none. */
    @Nullable
    String message();

    /** The facts that Wove knows about it: task, item, attempt, names and types of the inputs; null if nothing. */
    @Nullable
    String note();

    /** The name of its class without the package. */
    default String simpleType() {
        return type().substring(type().lastIndexOf('.') + 1);
    }
}
