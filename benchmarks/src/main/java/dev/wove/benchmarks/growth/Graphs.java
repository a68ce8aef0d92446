package dev.wove.benchmarks.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Draws cost per task against size. */
final class Graphs {
    private final Measured measured;

    Graphs(Measured measured) {
        this.measured = measured;
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        var time = bySize("ns per task; lines: the model", Cost::nanosPerTask, measured.time());
        var bytes = bySize("Bytes allocated per task; lines: the model", Cost::bytesPerTask, measured.bytes());
        Files.writeString(folder.resolve("cost-time.svg"), time.svg());
        Files.writeString(folder.resolve("cost-bytes.svg"), bytes.svg());
        Files.writeString(folder.resolve("cost-workers.svg"), byWorkers().svg());
    }

    private Chart bySize(String title, ToDoubleFunction<Cost> perTask, CostModel model) {
        var chart = new Chart(title, "tasks in the weave");
        for (int inputs : Measured.INPUTS) {
            var name = inputs + (inputs == 1 ? " input each" : " inputs each");
            var points = points(cost -> cost.inputs() == inputs && cost.workers() == null, Cost::tasks, perTask, model);
            chart.add(name, points);
        }
        return chart;
    }

    private Chart byWorkers() {
        var chart = new Chart("ns per task with workers = k, 2 inputs each; lines: the model", "k");
        for (int tasks : Measured.LIMITED_SIZES) {
            var points = points(
                    cost -> cost.tasks() == tasks && cost.workers() != null,
                    Cost::workers,
                    Cost::nanosPerTask,
                    measured.time());
            chart.add(tasks + " tasks", points);
        }
        return chart;
    }

    private List<Chart.Point> points(
            Predicate<Cost> chosen, ToDoubleFunction<Cost> x, ToDoubleFunction<Cost> perTask, CostModel model) {
        return measured.costs().stream()
                .filter(chosen)
                .map(cost -> new Chart.Point(
                        x.applyAsDouble(cost), perTask.applyAsDouble(cost), model.predict(cost) / cost.tasks()))
                .toList();
    }
}
