package dev.wove.examples.simulate;

import dev.wove.examples.replay.Trace;
import dev.wove.examples.replay.TraceFiles;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "simulate",
        description = {
            "Simulates how long workflows (WfCommons traces) take when K workers choose among ready tasks:",
            "  fifo      the one ready longest, as Wove's engine does (whose own time stands beside it)",
            "  declared  the one declared first",
            "  hops      the one with most tasks on the longest path behind it",
            "  behind    the one that most tasks wait for, directly or not",
            "  known     the one with the longest path behind it, if one knew how long tasks will take"
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Parameters(arity = "0..*", paramLabel = "FILE|DIR", description = "Traces in WfFormat, or folders of such.")
    private List<String> files = List.of();

    @Option(
            names = "--generated",
            paramLabel = "N",
            description = "Also N times made-up workflows of six recorded shapes.")
    private int generated;

    @Option(
            names = "--workers",
            paramLabel = "K",
            split = ",",
            defaultValue = "1,2,3,4,8,16,32",
            description = "How many tasks run at once (default: ${DEFAULT-VALUE}).")
    private List<Integer> workers = List.of();

    @Option(names = "--json", description = "Print one JSON object a line, and no summary.")
    private boolean json;

    @Override
    public Integer call() {
        if (files.isEmpty() && generated == 0) {
            throw new ParameterException(spec.commandLine(), "Nothing to simulate: give FILE, DIR or --generated N");
        }
        if (generated < 0) {
            throw new ParameterException(spec.commandLine(), "--generated must be at least 0, but is " + generated);
        }
        for (int k : workers) {
            if (k < 1) {
                throw new ParameterException(spec.commandLine(), "--workers must be at least 1, but is " + k);
            }
        }
        var out = spec.commandLine().getOut();
        var simulator = new Simulator(workers);
        var all = new ArrayList<Comparison>();
        if (!json) {
            out.println(header());
        }
        var traces = new TraceFiles(spec.commandLine().getErr());
        for (var file : traces.within(files)) {
            traces.use(file, trace -> all.addAll(print(simulator.compare(trace, trace.name()), out)));
        }
        for (int seed = 1; seed <= generated; seed++) {
            for (Trace trace : LookAlikes.of(seed)) {
                all.addAll(print(simulator.compare(trace, trace.name()), out));
            }
        }
        if (!json && !all.isEmpty()) {
            out.println();
            new Summary(all).lines().forEach(out::println);
        }
        return traces.exitCode();
    }

    private List<Comparison> print(List<Comparison> comparisons, PrintWriter out) {
        comparisons.forEach(c -> out.println(json ? JSON.writeValueAsString(c) : line(c)));
        return comparisons;
    }

    private static String header() {
        var header = new StringBuilder(String.format(
                "%-40s %5s %3s %10s %10s %10s",
                "seconds; then ratio to fifo", "tasks", "k", "bound", "engine", "fifo"));
        for (var order : ReadyOrder.values()) {
            if (order != ReadyOrder.FIFO) {
                header.append(String.format(" %8s", order.label()));
            }
        }
        return header.toString();
    }

    private static String line(Comparison c) {
        var line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-40s %5d %3d %10.3f %10.3f %10.3f",
                shortened(c.name()),
                c.tasks(),
                c.workers(),
                c.bound(),
                c.engine(),
                c.fifo()));
        for (var order : ReadyOrder.values()) {
            if (order != ReadyOrder.FIFO) {
                line.append(String.format(Locale.ROOT, " %8.3f", c.ratio(order)));
            }
        }
        return line.toString();
    }

    private static String shortened(String name) {
        var bare = name.replaceFirst("\\.json$", "");
        return bare.length() > 40 ? bare.substring(0, 40) : bare;
    }
}
