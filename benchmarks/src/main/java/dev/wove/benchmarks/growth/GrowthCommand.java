package dev.wove.benchmarks.growth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How cost grows with size. {@code ./run cost --scale} and {@code ./run cost --model} call this. */
@Command(name = "cost", description = "Measures how the cost of a weave grows with its size.")
public final class GrowthCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Option(names = "--scale", description = "The cost per task at 100 000 and a million tasks, beside 10 000.")
    private boolean scale;

    @Option(names = "--model", description = "Time and bytes as a sum over tasks, edges and workers.")
    private boolean model;

    @Option(names = "--json", paramLabel = "FILE", description = "Write what the model was fitted to.")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "The same, one line for each weave.")
    private @Nullable Path csv;

    @Option(names = "--graphs", paramLabel = "DIR", description = "Draw the model and what was measured, as SVG.")
    private @Nullable Path graphs;

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, UTF_8);
        System.exit(new CommandLine(new GrowthCommand()).setOut(out).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        boolean met = true;
        if (scale) {
            met = new ScaleCheck(out).run();
        }
        if (model) {
            var measured = Measured.now(out);
            measured.print(out);
            if (json != null) {
                measured.writeJson(json);
            }
            if (csv != null) {
                measured.writeCsv(csv);
            }
            if (graphs != null) {
                new Graphs(measured).write(graphs);
            }
        }
        return met ? 0 : 1;
    }
}
