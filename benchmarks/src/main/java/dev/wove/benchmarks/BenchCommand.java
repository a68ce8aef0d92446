package dev.wove.benchmarks;

import dev.wove.benchmarks.measure.Effort;
import dev.wove.benchmarks.measure.JsonFile;
import dev.wove.benchmarks.measure.Machine;
import dev.wove.benchmarks.measure.ShapeResult;
import dev.wove.benchmarks.measure.Suite;
import dev.wove.benchmarks.measure.Table;
import dev.wove.benchmarks.shape.Shape;
import dev.wove.benchmarks.shape.Shapes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures every shape beside its peers. */
@Command(
        name = "bench",
        description = "What a task costs, beside the peers.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured; all budgets met, or --quick", "1:failed, or a budget was missed"})
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "One JVM a side: shows, but decides no budget. Takes about ten minutes.")
    private boolean quick;

    @Option(names = "--shape", paramLabel = "REGEX", description = "Only shapes whose name contains a match.")
    private Pattern shape = Pattern.compile("");

    @Option(names = "--side", paramLabel = "REGEX", description = "Only peers whose name contains a match.")
    private Pattern side = Pattern.compile("");

    @Option(names = "--rounds", paramLabel = "N", description = "How often all sides are measured.")
    private @Nullable Integer rounds;

    @Option(names = "--forks", paramLabel = "N", description = "JVMs per side and round.")
    private @Nullable Integer forks;

    @Option(names = "--warm-up", paramLabel = "MS", description = "How long each JVM warms up.")
    private @Nullable Integer warmUp;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the comparisons there, after each round.")
    private @Nullable Path json;

    @Option(names = "--list", description = "Only lists the shapes and their peers.")
    private boolean list;

    @Option(names = "--verbose", description = "Shows what JMH prints.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var shapes = chosen();
        if (shapes.isEmpty()) {
            err.println("No shape matches '" + shape + "'. ./run bench --list lists them.");
            return 1;
        }
        if (list) {
            shapes.forEach(one -> one.sides().forEach(run -> out.println(one + ": " + run.name())));
            return 0;
        }
        var start = System.nanoTime();
        var results = new Suite(shapes, effort(), verbose, err::println).run(this::writeJson);
        var table = new Table(out);
        printHead(out);
        table.print(results);
        out.println("Took " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
        if (quick) {
            out.println("A quick run shows; it decides no budget.");
            return 0;
        }
        return table.missed() == 0 ? 0 : 1;
    }

    private void writeJson(List<ShapeResult> results) {
        if (json != null) {
            var comparisons = results.stream()
                    .flatMap(result -> result.comparisons().stream())
                    .toList();
            JsonFile.write(comparisons, json);
        }
    }

    private List<Shape> chosen() {
        return Shapes.all().stream()
                .filter(one -> shape.matcher(one.name()).find())
                .map(one -> one.withPeers(peer -> side.matcher(peer.name()).find()))
                .toList();
    }

    private Effort effort() {
        var effort = quick ? Effort.QUICK : Effort.FULL;
        if (rounds != null) {
            effort = effort.withRounds(rounds);
        }
        if (forks != null) {
            effort = effort.withForks(forks);
        }
        return warmUp == null ? effort : effort.withWarmUp(warmUp);
    }

    private void printHead(PrintWriter out) throws IOException {
        var effort = effort();
        out.println(Machine.describe());
        out.println(Machine.versions());
        out.println("Rounds: " + effort.rounds() + "; JVMs a side in each: " + effort.forks() + ", without a budget "
                + effort.otherForks());
        out.println();
    }
}
