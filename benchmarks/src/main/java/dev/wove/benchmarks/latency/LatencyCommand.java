package dev.wove.benchmarks.latency;

import dev.wove.benchmarks.measure.JsonFile;
import dev.wove.benchmarks.measure.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures latency under load: both sides get the same requests at the same times. */
@Command(
        name = "latency",
        description = {
            "How long weaves of 20 tasks take while others arrive at random times, beside hand-written coroutines.",
            "Times count from when a request was meant to start, whatever held it up."
        },
        mixinStandardHelpOptions = true)
public final class LatencyCommand implements Callable<Integer> {
    private static final double[] LOADS = {0.2, 0.4, 0.6, 0.8};

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Requests a second; can be repeated. Otherwise 20, 40, 60 and 80 %% of what hand-written coroutines"
                            + " can do here.")
    private double @Nullable [] rates;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each side is measured in a round.")
    private int seconds = 5;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each side is measured at each rate.")
    private int rounds = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures there.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        out.println(Machine.describe());
        out.println(Machine.versions());
        var latencies = new ArrayList<Latency>();
        for (var rate : rates(out)) {
            latencies.addAll(measure(rate));
        }
        out.println(rounds + " rounds of " + seconds + " s; sides swapped every round, in one JVM");
        out.println();
        LatencyTable.print(out, latencies);
        if (json != null) {
            JsonFile.write(latencies, json);
        }
        return 0;
    }

    /** Also warms both sides up. */
    private double[] rates(PrintWriter out) {
        var capacities = new EnumMap<Requests, Double>(Requests.class);
        for (var side : Requests.values()) {
            capacities.put(side, ClosedLoop.requestsPerSecond(side, seconds * 1_000L));
            out.printf("%s can do %.0f requests/s here%n", side.getLabel(), capacities.get(side));
        }
        if (rates != null) {
            return rates;
        }
        var capacity = capacities.get(Requests.ASYNC);
        return DoubleStream.of(LOADS).map(load -> load * capacity).toArray();
    }

    private List<Latency> measure(double rate) {
        var histograms = new EnumMap<Requests, Histogram>(Requests.class);
        for (var round = 0; round < rounds; round++) {
            var sides = new ArrayList<>(List.of(Requests.values()));
            if (round % 2 == 1) {
                Collections.reverse(sides);
            }
            for (var side : sides) {
                spec.commandLine().getErr().printf("%.0f requests/s, round %d: %s%n", rate, round + 1, side.getLabel());
                var measured = OpenLoop.measure(side, new PoissonArrivals(rate, round), seconds * 1_000L);
                histograms.merge(side, measured, LatencyCommand::sum);
            }
        }
        return histograms.entrySet().stream()
                .map(side -> Latency.of(side.getKey(), rate, side.getValue()))
                .toList();
    }

    private static Histogram sum(Histogram all, Histogram more) {
        all.add(more);
        return all;
    }
}
