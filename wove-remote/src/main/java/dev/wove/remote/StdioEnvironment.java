package dev.wove.remote;

import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.EnvironmentSource;
import dev.wove.internal.CheckReturnValue;
import dev.wove.remote.internal.stdio.StdioExecutor;
import dev.wove.remote.internal.stdio.StdioOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Workers that are child processes, kept warm, and started again when they end.
 *
 * <pre>{@code
 * stdio("java", "-jar", "worker.jar").processes(4)
 * }</pre>
 *
 * <p>Their standard error is that of this process. They end when this process ends, also when it is killed. Immutable.
 */
@CheckReturnValue
public final class StdioEnvironment implements EnvironmentSource {
    private final StdioOptions options;

    private StdioEnvironment(StdioOptions options) {
        this.options = options;
    }

    /**
     * @throws IllegalArgumentException if there is no command
     */
    public static StdioEnvironment stdio(String... command) {
        if (command.length == 0 || command[0].isBlank()) {
            throw new IllegalArgumentException("An environment of child processes needs a command to start them.\n"
                    + "  As stdio(\"java\", \"-jar\", \"worker.jar\").");
        }
        return new StdioEnvironment(StdioOptions.of(List.of(command)));
    }

    /** How many of them, 1 if not given. Each runs as many tasks at once as its worker says. */
    public StdioEnvironment processes(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("There must be at least 1 process, but it is " + n + ".");
        }
        return new StdioEnvironment(options.processes(n));
    }

    /** A variable of their environment, over those of this process. */
    public StdioEnvironment variable(String name, String value) {
        return new StdioEnvironment(options.variable(name, value));
    }

    /** Where they run, if not here. */
    public StdioEnvironment directory(Path path) {
        return new StdioEnvironment(options.directory(path));
    }

    /** How long one may take until it is ready, 30 seconds if not given. */
    public StdioEnvironment startWithin(Duration limit) {
        return new StdioEnvironment(options.startWithin(limit));
    }

    @Override
    public EnvironmentExecutor open() {
        return new StdioExecutor(options);
    }

    /** Without the variables, which may be secret. */
    @Override
    public String toString() {
        return "stdio " + options.command().get(0);
    }
}
