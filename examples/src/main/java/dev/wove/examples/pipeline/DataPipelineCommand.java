package dev.wove.examples.pipeline;

import dev.wove.WeaveResult;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "data-pipeline",
        description = "Learns to tell kinds of cloth apart, by a weave class in Kotlin and in Java.")
public final class DataPipelineCommand implements Callable<Integer> {
    private static final int FEWEST = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Option(names = "--most", paramLabel = "N", description = "How many fabrics to take from the book; 24 by default.")
    private int most = 24;

    @Override
    public Integer call() {
        if (most < FEWEST) {
            throw new ParameterException(spec.commandLine(), "--most must be at least " + FEWEST + ", but is " + most);
        }
        show("Kotlin", PipelineInKotlin::report, PipelineInKotlin::reportWithoutCovers);
        show("Java", PipelineInJava::report, PipelineInJava::reportWithoutCovers);
        return 0;
    }

    private void show(
            String language, IntFunction<WeaveResult<Report>> pipeline, IntFunction<WeaveResult<Report>> overridden) {
        var out = spec.commandLine().getOut();
        out.printf("---- %s ----%n", language);
        var result = pipeline.apply(most);
        out.println("With weight and cover: " + result.value().text());
        printFeature(out, result, "weights");
        printFeature(out, result, "covers");
        out.println("With weight alone:     " + overridden.apply(most).value().text());
        out.println();
    }

    /** The two features are made at the same time, each at its own rate. */
    private static void printFeature(PrintWriter out, WeaveResult<Report> result, String name) {
        var timing = result.timings().get(name);
        out.printf(
                "  %-8s %d items from %d ms to %d ms%n",
                name,
                timing.items().count(),
                timing.started().toMillis(),
                timing.ended().toMillis());
    }
}
