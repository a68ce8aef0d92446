package dev.wove.remote.internal.stdio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How child processes are started. */
public record StdioOptions(
        List<String> command,
        int processes,
        Map<String, String> variables,
        @Nullable Path directory,
        Duration startLimit,
        long maxFrameBytes) {
    public static StdioOptions of(List<String> command) {
        return new StdioOptions(command, 1, Map.of(), null, Duration.ofSeconds(30), 8 << 20);
    }

    public StdioOptions processes(int n) {
        return new StdioOptions(command, n, variables, directory, startLimit, maxFrameBytes);
    }

    public StdioOptions variable(String name, String value) {
        var more = new HashMap<>(variables);
        more.put(name, value);
        return new StdioOptions(command, processes, Map.copyOf(more), directory, startLimit, maxFrameBytes);
    }

    public StdioOptions directory(Path path) {
        return new StdioOptions(command, processes, variables, path, startLimit, maxFrameBytes);
    }

    public StdioOptions startWithin(Duration limit) {
        return new StdioOptions(command, processes, variables, directory, limit, maxFrameBytes);
    }

    Process start() throws java.io.IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        return builder.start();
    }
}
