package dev.wove.report;

import dev.wove.Outcome;
import dev.wove.WeaveResult;
import dev.wove.trace.Trace;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run that a report shows.
 *
 * @param result where values come from; null if only the trace is known
 * @param values by the names of tasks; empty unless they were asked for
 */
record RecordedRun(Trace trace, @Nullable WeaveResult<?> result, Map<String, String> values) {

    static RecordedRun of(WeaveResult<?> result) {
        return new RecordedRun(result.trace(), result, Map.of());
    }

    static RecordedRun of(Trace trace) {
        return new RecordedRun(trace, null, Map.of());
    }

    RecordedRun withValues(int longest) {
        if (result == null) {
            throw new IllegalArgumentException("The trace of weave '" + trace.weave() + "' holds no values.\n"
                    + "  Make the report from its result to show them: Report.of(result).withValues()");
        }
        var texts = new HashMap<String, String>();
        for (var name : result.names()) {
            if (result.outcome(name) instanceof Outcome.Succeeded<?> succeeded) {
                texts.put(name, text(succeeded.value(), longest));
            }
        }
        return new RecordedRun(trace, result, texts);
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
