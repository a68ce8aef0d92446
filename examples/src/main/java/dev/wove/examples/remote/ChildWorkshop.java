package dev.wove.examples.remote;

import dev.wove.environment.EnvironmentSource;
import dev.wove.remote.StdioEnvironment;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** A worker that is a child process. The environment starts it, and another when it has died, and ends it. */
final class ChildWorkshop implements Workshop {
    private final Set<ProcessHandle> others = children();
    private final Path hold;

    ChildWorkshop(Path hold) {
        this.hold = hold;
    }

    @Override
    public EnvironmentSource environment() {
        return StdioEnvironment.stdio(WorkerCommand.of(hold, "stdio"));
    }

    @Override
    public void kill() {
        var mine = children();
        mine.removeAll(others);
        for (var each : mine) {
            each.destroyForcibly();
            each.onExit().join();
        }
    }

    @Override
    public void close() {}

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }
}
