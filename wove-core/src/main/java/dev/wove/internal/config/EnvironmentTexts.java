package dev.wove.internal.config;

import dev.wove.config.ConfigurationException;
import dev.wove.environment.EnvironmentProvider;
import dev.wove.environment.EnvironmentSource;
import dev.wove.internal.text.Names;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the sources of environments that text names, and says why it cannot. */
final class EnvironmentTexts {
    /** Where tasks run that nobody sends anywhere. */
    static final String LOCAL = "local";

    static final String SECTION = "environments.";
    static final String EXECUTOR = "executor";
    static final String DELIVERY = "delivery-";

    /** Which artifact brings an executor, for who has not added it. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "stdio", "dev.wove:wove-remote",
            "http", "dev.wove:wove-remote",
            "https", "dev.wove:wove-remote",
            "grpc", "dev.wove:wove-remote-grpc");

    private static final Set<String> SECRET = Set.of("secret", "secrets", "token", "password");

    private EnvironmentTexts() {}

    /** What runs the tasks of {@code name}. */
    static EnvironmentSource source(Settings settings, String name) {
        var prefix = Section.ENVIRONMENTS.prefix(name);
        var own = ofExecutor(settings, prefix);
        if (settings.value(prefix + Section.WHOLE) instanceof EnvironmentSource given) {
            if (!own.isEmpty()) {
                var first = own.keySet().iterator().next();
                throw new ConfigurationException("Setting 'wove." + prefix + first + "' ("
                        + origin(settings, prefix + first) + ") is of an environment that code makes ("
                        + origin(settings, prefix + Section.WHOLE) + ").\n  Set it there.");
            }
            return given;
        }
        var executor = settings.setting(prefix + EXECUTOR);
        if (executor == null) {
            throw new ConfigurationException("Environment '" + Names.plain(name) + "' has no executor.\n  Set wove."
                    + prefix + EXECUTOR + ", for instance to http or stdio.");
        }
        return made(name, (String) executor.value(), executor.origin(), own, settings);
    }

    private static EnvironmentSource made(
            String name, String executor, String origin, Map<String, String> own, Settings settings) {
        var prefix = Section.ENVIRONMENTS.prefix(name);
        var provider = provider(executor);
        if (provider == null) {
            throw noSuchExecutor("wove." + prefix + EXECUTOR, executor, origin);
        }
        var known = provider.settings(executor);
        for (var key : own.keySet()) {
            if (!known.contains(key)) {
                var all = new ArrayList<String>();
                known.forEach(word -> all.add("wove." + prefix + word));
                Section.ENVIRONMENTS.options.keySet().forEach(word -> all.add("wove." + prefix + word));
                throw Problems.noSuchKey("wove." + prefix + key, origin(settings, prefix + key), all);
            }
        }
        try {
            return provider.create(executor, Map.copyOf(own));
        } catch (IllegalArgumentException e) {
            var problem = new ConfigurationException(
                    "Environment '" + Names.plain(name) + "' (" + origin + ") cannot be made: " + e.getMessage());
            problem.initCause(e);
            throw problem;
        }
    }

    private static @Nullable EnvironmentProvider provider(String executor) {
        for (var provider : ServiceLoader.load(EnvironmentProvider.class)) {
            if (provider.executors().contains(executor)) {
                return provider;
            }
        }
        return null;
    }

    private static ConfigurationException noSuchExecutor(String key, String executor, String origin) {
        var there = new TreeSet<String>();
        for (var provider : ServiceLoader.load(EnvironmentProvider.class)) {
            there.addAll(provider.executors());
        }
        var artifact = ARTIFACTS.get(executor);
        var all = new TreeSet<>(ARTIFACTS.keySet());
        all.addAll(there);
        return new ConfigurationException("Setting '" + key + "' is '" + Names.plain(executor)
                + "', which nothing on the class path brings (" + origin + ").\n  "
                + (artifact != null
                        ? "Add the artifact " + artifact + "."
                        : there.isEmpty() ? "There is no executor." : "There are: " + String.join(", ", there))
                + (artifact != null ? "" : Names.suggestion(executor, all)));
    }

    /** What stands beside the executor and is none of the options that each environment has. */
    private static Map<String, String> ofExecutor(Settings settings, String prefix) {
        var own = new TreeMap<String, String>();
        settings.all().forEach((key, setting) -> {
            if (key.startsWith(prefix) && key.indexOf('.', prefix.length()) < 0) {
                var word = key.substring(prefix.length());
                if (setting.value() instanceof String text && isOfExecutor(word)) {
                    own.put(word, text);
                }
            }
        });
        return own;
    }

    static boolean isOfExecutor(String word) {
        return !word.isEmpty() && !word.equals(Section.WHOLE) && !Section.ENVIRONMENTS.options.containsKey(word);
    }

    private static String origin(Settings settings, String key) {
        var setting = settings.setting(key);
        return setting == null ? "nowhere" : setting.origin();
    }

    // Secrets, which text only refers to

    /** Whether {@code key}, of any section, is one of a secret. A {@code key} alone is the name of one. */
    static boolean isSecret(String key) {
        var word = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return key.startsWith(SECTION)
                && isOfExecutor(word)
                && (SECRET.contains(word.substring(word.lastIndexOf('-') + 1)) || word.endsWith("-key"));
    }

    /** Refuses a secret that is there itself; never shows it. */
    static void checkSecret(String key, String value, String origin) {
        var text = value.strip();
        if (isSecret(key) && !text.startsWith("env:") && !text.startsWith("file:")) {
            throw new ConfigurationException(
                    "Setting 'wove." + Names.plain(key) + "' is a secret, and stands there itself (" + origin
                            + ").\n  Write env:NAME for one in an environment variable, or file:/path.");
        }
    }
}
