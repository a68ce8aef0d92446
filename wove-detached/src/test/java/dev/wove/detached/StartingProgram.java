package dev.wove.detached;

import java.nio.file.Path;
import java.util.Map;

/** A program that starts a detached run, says so, and then does not end by itself. */
final class StartingProgram {
    private StartingProgram() {}

    public static void main(String[] args) throws Exception {
        var run = Detached.in(Path.of(args[0]))
                .start(Report.class, Map.of("a", 20, "b", 10, "goOn", args[1], "property", ""));
        System.out.println(run.id());
        Thread.currentThread().join();
    }
}
