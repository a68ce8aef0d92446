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

    private final Map<String, SpanContext> byName;

    Links(boolean isScope) {
        byName = isScope ? new Newest() : new LinkedHashMap<>();
    }

    /** What {@code byName} of a scope keeps. */
    private static final class Newest extends LinkedHashMap<String, SpanContext> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SpanContext> eldest) {
            return size() > MOST_OF_SCOPE;
        }
    }

    synchronized void add(String task, SpanContext span) {
        if (byName.putIfAbsent(task, span) != null) {
            byName.put(task, SpanContext.getInvalid());
        }
    }

    /** Null if there is none, or no telling which. */
    synchronized @Nullable SpanContext get(String task) {
        var span = byName.get(task);
        return span == null || !span.isValid() ? null : span;
    }
}
