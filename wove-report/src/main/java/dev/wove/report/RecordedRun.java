package dev.wove.report;

import dev.wove.Outcome;
import dev.wove.WeaveResult;
import dev.wove.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A run that a report shows.
 *
 * @param result where values come from; null if only the trace is known
 * @param longestValue how many characters of a value are shown; 0 for none
 */
record RecordedRun(Trace trace, @Nullable WeaveResult<?> result, int longestValue) {

    static RecordedRun of(WeaveResult<?> result) {
        return new RecordedRun(result.trace(), result, 0);
    }

    static RecordedRun of(Trace trace) {
        return new RecordedRun(trace, null, 0);
    }

    RecordedRun withValues(int longest) {
        if (result == null) {
            throw new IllegalArgumentException("The trace of weave '" + trace.weave() + "' holds no values.\n"
                    + "  Make the report from its result to show them: Report.of(result).withValues()");
        }
        return new RecordedRun(trace, result, longest);
    }

    /** The value of a task as text, or null if there is none or none is to be shown. */
    @Nullable
    String value(String task) {
        return longestValue > 0 && result != null && result.outcome(task) instanceof Outcome.Succeeded<?> succeeded
                ? text(succeeded.value(), longestValue)
                : null;
    }

    /** Never throws, whatever the value's {@code toString} does. */
    private static String text(@Nullable Object value, int longest) {
        String text;
        try {
            text = String.valueOf(value);
        } catch (Throwable e) {
            return "(its toString fails with " + e.getClass().getSimpleName() + ")";
        }
        if (text == null) {
            return "(its toString gives null)";
        }
        return text.length() <= longest ? text : text.substring(0, longest) + "\u2026";
    }
}
