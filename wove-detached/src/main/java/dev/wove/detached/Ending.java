package dev.wove.detached;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * How a detached run ended, as its process writes it down.
 *
 * @param value by the codec of its type; null if there is none
 */
record Ending(
        DetachedState state,
        @Nullable String value,
        @Nullable String failureType,
        @Nullable String message,
        @Nullable String trace) {

    static Ending of(String value) {
        return new Ending(DetachedState.SUCCEEDED, value, null, null, null);
    }

    static Ending of(DetachedState state, Throwable failure) {
        var type = failure.getClass().getName();
        try {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace, true));
            return new Ending(state, null, type, failure.getMessage(), trace.toString());
        } catch (Throwable e) {
            // Users write exceptions, too.
            var message = "(its message cannot be read: " + e.getClass().getName() + ")";
            return new Ending(state, null, type, message, type + ": " + message + System.lineSeparator());
        }
    }

    /** The least that can be said, for a disk that has hardly any room. */
    static Ending unwritten(Throwable why) {
        return new Ending(
                DetachedState.FAILED,
                null,
                why.getClass().getName(),
                "The result of the run could not be written: " + why.getMessage(),
                null);
    }
}
