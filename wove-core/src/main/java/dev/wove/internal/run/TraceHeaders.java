package dev.wove.internal.run;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current trace as {@code traceparent}, {@code tracestate} and {@code baggage}. Loaded only where OpenTelemetry is present. */
final class TraceHeaders {
    private static final TextMapPropagator W3C =
            TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());

    private static final TextMapGetter<Map<String, String>> ENTRIES = new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // Older ones have no other
        public Iterable<String> keys(Map<String, String> entries) {
            return entries.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> entries, String key) {
            return entries == null ? null : entries.get(key);
        }
    };

    private TraceHeaders() {}

    static void write(Map<String, String> into) {
        W3C.inject(Context.current(), into, (entries, key, value) -> into.put(key, value));
    }

    static CurrentTrace read(Map<String, String> entries) {
        return CurrentTrace.of(W3C.extract(Context.root(), entries, ENTRIES));
    }
}
