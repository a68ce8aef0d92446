package dev.wove.examples.etl;

import dev.wove.examples.postpage.DurationConverter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "etl-pipeline",
        description =
                "Fetches, joins and uploads records by calls that take each other's results, in Kotlin and in Java.")
public final class EtlPipelineCommand implements Callable<Integer> {
    private static final int LONGEST_BAR = 40;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Option(
            names = "--unit",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long the fastest record takes; 20ms by default. The slowest takes nine times as long.")
    private Duration unit = Duration.ofMillis(20);

    @Override
    public Integer call() {
        if (unit.isNegative() || unit.isZero()) {
            throw new ParameterException(spec.commandLine(), "--unit must be longer than zero");
        }
        for (var pipeline : List.of(Pipeline.KOTLIN, Pipeline.JAVA)) {
            // So that what is shown is not how classes are loaded.
            pipeline.plain().apply(new Records(Duration.ofNanos(1)));
            spec.commandLine().getOut().printf("---- %s ----%n", pipeline.language());
            show("As it is", pipeline.plain());
            show("The upload after a lock", pipeline.ordered());
            show("One record cannot be read", pipeline.tolerant());
        }
        return 0;
    }

    private void show(String title, Function<Records, String> pipeline) {
        var out = spec.commandLine().getOut();
        var records = new Records(unit);
        out.printf("%s: %s%n", title, pipeline.apply(records));
        draw(out, records.steps());
        out.println();
    }

    private static void draw(PrintWriter out, List<Records.Step> steps) {
        long end = steps.stream().mapToLong(step -> step.to().toNanos()).max().orElse(1);
        double columnsPerNano = (double) LONGEST_BAR / end;
        var ordered =
                steps.stream().sorted(Comparator.comparing(Records.Step::from)).toList();
        for (var step : ordered) {
            int from = Math.min((int) (step.from().toNanos() * columnsPerNano), LONGEST_BAR - 1);
            int to = Math.max(from + 1, (int) (step.to().toNanos() * columnsPerNano));
            var bar = " ".repeat(from) + "=".repeat(to - from);
            out.printf(Locale.ROOT, "  %-24s|%-" + LONGEST_BAR + "s|%n", step.what(), bar);
        }
    }
}
