package dev.wove.benchmarks.growth;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What weaves of many sizes were measured to cost on one thread, and the model that fits them. */
record Measured(Machine machine, List<Cost> costs, CostModel time, CostModel bytes) {
    static final int[] SIZES = {10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 1_000_000};
    static final int[] INPUTS = {0, 1, 2, 4, 8};
    static final int[] LIMITED_SIZES = {10, 100, 1_000, 10_000};
    static final int LIMITED_INPUTS = 2;
    static final int[] WORKERS = {1, 2, 4, 8, 64};

    /** Beyond this a weave does not fit into the caches of a processor, and a task costs more. */
    static final int LARGEST_FITTED = 10_000;

    private static final long WARM_UP_NANOS = 200_000_000;

    static Measured now(PrintWriter out) {
        var sampler = new Sampler();
        out.println("Warming up ...");
        for (int round = 0; round < 3; round++) {
            for (int inputs : INPUTS) {
                sampler.warmUp(Weaves.layered(10, inputs, null), WARM_UP_NANOS);
                sampler.warmUp(Weaves.layered(1_000, inputs, null), WARM_UP_NANOS);
            }
            sampler.warmUp(Weaves.layered(1_000, LIMITED_INPUTS, 8), WARM_UP_NANOS);
        }
        out.println("Measuring ...");
        var costs = new ArrayList<Cost>();
        for (int tasks : SIZES) {
            for (int inputs : INPUTS) {
                costs.add(cost(sampler, tasks, inputs, null));
            }
        }
        for (int tasks : LIMITED_SIZES) {
            for (int workers : WORKERS) {
                costs.add(cost(sampler, tasks, LIMITED_INPUTS, workers));
            }
        }
        var fitted = fitted(costs);
        return new Measured(
                Machine.here(), costs, CostModel.of(fitted, Cost::nanos), CostModel.of(fitted, Cost::bytes));
    }

    private static Cost cost(Sampler sampler, int tasks, int inputs, @Nullable Integer workers) {
        var weaving = Weaves.layered(tasks, inputs, workers);
        int edges = Weaves.edgesOfLayered(tasks, inputs);
        return new Cost(tasks, inputs, edges, workers, sampler.nanos(weaving), sampler.bytes(weaving));
    }

    private static List<Cost> fitted(List<Cost> costs) {
        return costs.stream().filter(cost -> cost.tasks() <= LARGEST_FITTED).toList();
    }

    void print(PrintWriter out) {
        out.println(machine);
        out.println("One thread, its own time; bytes allocated");
        out.printf(
                "%9s %9s %7s %12s %9s %9s %6s %12s %9s %9s %6s%n",
                "tasks", "edges", "workers", "ns", "per task", "model", "off", "bytes", "per task", "model", "off");
        for (var cost : costs) {
            double nanos = time.predict(cost) / cost.tasks();
            double allocated = bytes.predict(cost) / cost.tasks();
            out.printf(
                    Locale.ROOT,
                    "%9d %9d %7s %12.0f %9.1f %9.1f %5.0f%% %12.0f %9.1f %9.1f %5.0f%%%n",
                    cost.tasks(),
                    cost.edges(),
                    cost.workers() == null ? "-" : cost.workers(),
                    cost.nanos(),
                    cost.nanosPerTask(),
                    nanos,
                    100 * (cost.nanosPerTask() / nanos - 1),
                    cost.bytes(),
                    cost.bytesPerTask(),
                    allocated,
                    100 * (cost.bytesPerTask() / allocated - 1));
        }
        var fitted = fitted(costs);
        out.printf(Locale.ROOT, "%nFitted to the %d weaves of up to %d tasks:%n", fitted.size(), LARGEST_FITTED);
        out.println("time:  " + time.formula("ns"));
        out.println("       " + time.residuals(fitted, Cost::nanos));
        out.println("bytes: " + bytes.formula("bytes"));
        out.println("       " + bytes.residuals(fitted, Cost::bytes));
    }

    void writeJson(Path file) throws IOException {
        var all = new LinkedHashMap<String, Object>();
        all.put("machine", machine);
        all.put("time", coefficients(time));
        all.put("bytes", coefficients(bytes));
        all.put("costs", costs);
        Files.write(file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    }

    private static LinkedHashMap<String, Double> coefficients(CostModel model) {
        var all = new LinkedHashMap<String, Double>();
        all.put("perWeave", model.perWeave());
        all.put("perTask", model.perTask());
        all.put("perEdge", model.perEdge());
        all.put("perLimitedTask", model.perLimitedTask());
        return all;
    }

    void writeCsv(Path file) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("tasks,inputs,edges,workers,nanos,bytes");
        for (var cost : costs) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%s,%.1f,%.1f",
                    cost.tasks(),
                    cost.inputs(),
                    cost.edges(),
                    cost.workers() == null ? "" : cost.workers(),
                    cost.nanos(),
                    cost.bytes()));
        }
        Files.write(file, lines);
    }
}
