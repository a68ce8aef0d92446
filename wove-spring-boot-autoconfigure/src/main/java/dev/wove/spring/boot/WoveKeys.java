package dev.wove.spring.boot;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The properties that the core reads: all under {@code wove.}, with placeholders filled in. */
final class WoveKeys {
    private static final String PREFIX = "wove.";

    private WoveKeys() {}

    /** Environment variables are left out, as the core reads those itself. */
    static Map<String, String> of(ConfigurableEnvironment environment) {
        var found = new TreeMap<String, String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed
                    && !(source instanceof SystemEnvironmentPropertySource)) {
                for (var name : listed.getPropertyNames()) {
                    if (name.startsWith(PREFIX)) {
                        found.computeIfAbsent(name.substring(PREFIX.length()), key -> environment.getProperty(name));
                    }
                }
            }
        }
        return found;
    }
}
