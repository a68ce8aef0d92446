package dev.wove.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wove.examples.aggregator.ApiAggregatorCommand;
import dev.wove.examples.etl.EtlPipelineCommand;
import dev.wove.examples.pipeline.DataPipelineCommand;
import dev.wove.examples.postpage.PostPageCommand;
import dev.wove.examples.remote.RemoteReportCommand;
import dev.wove.examples.replay.ReplayCommand;
import dev.wove.examples.simulate.SimulateCommand;
import dev.wove.examples.tokens.RateLimiterCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The examples by name. {@code ./run} calls this. */
@Command(
        name = "./run",
        subcommands = {
            PostPageCommand.class,
            DataPipelineCommand.class,
            ApiAggregatorCommand.class,
            EtlPipelineCommand.class,
            RateLimiterCommand.class,
            RemoteReportCommand.class,
            ReplayCommand.class,
            SimulateCommand.class
        })
public final class Examples {
    private Examples() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, UTF_8);
        var err = new PrintWriter(System.err, true, UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs one example and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Examples())
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setExpandAtFiles(false)
                .execute(args);
    }
}
