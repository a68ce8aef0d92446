package dev.wove.examples.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a worker, with the java and the class path of this process. */
final class WorkerCommand {
    private WorkerCommand() {}

    /** @param hold the worker ends nothing that it has begun while there is this file */
    static String[] of(Path hold, String... args) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                ReportWorker.class.getName(),
                hold.toString()));
        command.addAll(List.of(args));
        return command.toArray(String[]::new);
    }
}
