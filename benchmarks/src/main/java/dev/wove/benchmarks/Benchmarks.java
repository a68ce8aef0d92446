package dev.wove.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wove.benchmarks.latency.LatencyCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks by name. {@code ./run} calls this. */
@Command(
        name = "./run",
        subcommands = {BenchCommand.class, LatencyCommand.class})
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, UTF_8);
        var err = new PrintWriter(System.err, true, UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs one benchmark and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Benchmarks())
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .execute(args);
    }
}
