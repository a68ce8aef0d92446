package dev.wove.internal.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What goes along with a body to another process: the trace as headers of the W3C if the API of OpenTelemetry is present,
 * and those keys of the MDC that were named. Nothing else of what the caller carries leaves.
 */
public final class SentContext {
    private static final String MDC_PREFIX = "mdc.";

    private static final boolean TRACES =
            CallerContext.isPresent("io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator");

    private SentContext() {}

    /** What leaves of what this thread carries. */
    public static Map<String, String> here(@Nullable List<String> mdcKeys) {
        if (mdcKeys == null && !TRACES) {
            return Map.of();
        }
        var entries = new TreeMap<String, String>();
        if (TRACES) {
            TraceHeaders.write(entries);
        }
        if (mdcKeys != null) {
            for (var key : mdcKeys) {
                var value = MDC.get(key);
                if (value != null) {
                    entries.put(MDC_PREFIX + key, value);
                }
            }
        }
        return entries;
    }

    /** What a body is to carry that {@code entries} came with, and nothing else. */
    public static CallerContext arrived(Map<String, String> entries) {
        Map<String, String> mdc = new TreeMap<>();
        entries.forEach((key, value) -> {
            if (key.startsWith(MDC_PREFIX)) {
                mdc.put(key.substring(MDC_PREFIX.length()), value);
            }
        });
        return CallerContext.of(mdc, TRACES ? TraceHeaders.read(entries) : null);
    }
}
