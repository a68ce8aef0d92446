package dev.wove.remote.internal;

import dev.wove.environment.EnvironmentProvider;
import dev.wove.environment.EnvironmentSource;
import dev.wove.internal.text.Durations;
import dev.wove.remote.HttpEnvironment;
import dev.wove.remote.Secret;
import dev.wove.remote.StdioEnvironment;
import dev.wove.remote.internal.stdio.CommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Child processes and HTTP, as files of configuration name them. */
public final class RemoteProvider implements EnvironmentProvider {
    private static final String STDIO = "stdio";
    private static final Set<String> OF_STDIO = Set.of("command", "processes", "directory", "start-within");
    private static final Set<String> OF_HTTP =
            Set.of("url", "secret", "key", "token", "insecure", "connect-within", "reconnect-within");

    @Override
    public Set<String> executors() {
        return Set.of(STDIO, "http", "https");
    }

    @Override
    public Set<String> settings(String executor) {
        return executor.equals(STDIO) ? OF_STDIO : OF_HTTP;
    }

    @Override
    public EnvironmentSource create(String executor, Map<String, String> settings) {
        return executor.equals(STDIO) ? stdio(settings) : http(executor, settings);
    }

    private static EnvironmentSource stdio(Map<String, String> settings) {
        var made = StdioEnvironment.stdio(
                CommandLine.split(required("command", settings)).toArray(String[]::new));
        for (var entry : settings.entrySet()) {
            var value = entry.getValue();
            made = switch (entry.getKey()) {
                case "processes" -> made.processes(number(entry.getKey(), value));
                case "directory" -> made.directory(Path.of(value));
                case "start-within" -> made.startWithin(duration(entry.getKey(), value));
                default -> made;
            };
        }
        return made;
    }

    private static EnvironmentSource http(String executor, Map<String, String> settings) {
        var url = required("url", settings);
        var urls = Arrays.stream(url.split(",")).map(String::strip).toList();
        if (executor.equals("https") && !urls.stream().allMatch(RemoteProvider::isEncrypted)) {
            throw new IllegalArgumentException("'url' does not begin with https:, as the executor https asks for.");
        }
        var made =
                HttpEnvironment.http(urls.get(0), urls.subList(1, urls.size()).toArray(String[]::new));
        for (var entry : settings.entrySet()) {
            var value = entry.getValue();
            made = switch (entry.getKey()) {
                case "secret" -> made.secret(settings.getOrDefault("key", "default"), Secret.parse(value));
                case "token" -> made.bearer(Secret.parse(value));
                case "connect-within" -> made.connectWithin(duration(entry.getKey(), value));
                case "reconnect-within" -> made.reconnectWithin(duration(entry.getKey(), value));
                case "insecure" -> isTrue(entry.getKey(), value) ? made.insecure() : made;
                default -> made;
            };
        }
        if (settings.containsKey("secret") && settings.containsKey("token")) {
            throw new IllegalArgumentException("'secret' and 'token' exclude each other.");
        }
        return made;
    }

    private static boolean isEncrypted(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("https:");
    }

    private static String required(String key, Map<String, String> settings) {
        var value = settings.get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("'" + key + "' is missing.");
        }
        return value;
    }

    private static int number(String key, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + key + "' is no whole number: " + value, e);
        }
    }

    private static boolean isTrue(String key, String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + key + "' is neither true nor false: " + value);
        };
    }

    private static Duration duration(String key, String value) {
        var duration = Durations.parse(value.strip());
        if (duration == null || duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("'" + key + "' is no duration, as 30s or PT30S is one: " + value);
        }
        return duration;
    }
}
