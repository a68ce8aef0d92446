package dev.wove.remote.internal.stdio;

import dev.wove.remote.Reports;
import dev.wove.remote.TestReports;
import dev.wove.remote.WoveWorker;
import java.io.IOException;
import java.util.List;

/** A worker in a process of its own. */
final class ChildMain {
    private ChildMain() {}

    static String[] command(String... options) {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command = new java.util.ArrayList<>(List.of(
                java,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName()));
        command.addAll(List.of(options));
        return command.toArray(String[]::new);
    }

    public static void main(String[] args) throws InterruptedException {
        var worker = WoveWorker.stdio();
        // A gate nobody opens, so that waiting bodies wait for ever
        var running = worker.serve(Reports.class, new TestReports() {
                    @Override
                    public long print(String text) {
                        if (text.equals("halt")) {
                            Runtime.getRuntime().halt(9);
                        }
                        if (text.equals("fd")) {
                            printNatively();
                        }
                        return super.print(text);
                    }
                })
                .concurrency(args.length > 0 ? Integer.parseInt(args[0]) : 8)
                .maxFrameBytes(1 << 20)
                .grace(java.time.Duration.ofMillis(200))
                .start();
        running.awaitShutdown();
    }

    /** As native libraries do, around {@code System.out}. */
    private static void printNatively() {
        try {
            new java.io.FileOutputStream(java.io.FileDescriptor.out).write("a line of somebody else\n".getBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
