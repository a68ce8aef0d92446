package dev.wove.opentelemetry;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Constants as attributes have them: in lower case. */
final class Words {
    private static final Map<Enum<?>, String> KNOWN = new ConcurrentHashMap<>();

    private Words() {}

    static String of(Enum<?> constant) {
        var known = KNOWN.get(constant);
        return known != null
                ? known
                : KNOWN.computeIfAbsent(constant, each -> each.name().toLowerCase(Locale.ROOT));
    }
}
