package dev.wove.opentelemetry;

import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans that others may link to, by the names of their tasks. Of a scope, which may go on for ever, these are the newest, and
 * a name that several of them have leads to none: which of them is meant cannot be told.
 */
final class Links {
    private static final int MOST_OF_SCOPE = 10_000;

    private final Map<String, SpanContext> byName = new LinkedHashMap<>();
    private final int most;

    Links(boolean isScope) {
        most = isScope ? MOST_OF_SCOPE : Integer.MAX_VALUE;
    }

    synchronized void add(String task, SpanContext span) {
        if (byName.putIfAbsent(task, span) != null) {
            byName.put(task, SpanContext.getInvalid());
        } else if (byName.size() > most) {
            var oldest = byName.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Null if there is none, or no telling which. */
    synchronized @Nullable SpanContext get(String task) {
        var span = byName.get(task);
        return span == null || !span.isValid() ? null : span;
    }
}
