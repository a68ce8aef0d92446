package dev.wove.benchmarks.measure;

import dev.wove.benchmarks.shape.Shape;
import dev.wove.benchmarks.shape.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures all sides of some shapes, in rounds. */
public final class Suite {
    private final List<Shape> shapes;
    private final Effort effort;
    private final Forks forks;
    private final Consumer<String> progress;
    private final Map<Side, Samples> samples = new HashMap<>();
    private final Map<Side, String> missing = new HashMap<>();

    /** @param progress is told what is measured next */
    public Suite(List<Shape> shapes, Effort effort, boolean verbose, Consumer<String> progress) {
        this.shapes = shapes;
        this.effort = effort;
        this.progress = progress;
        forks = new Forks(effort, verbose);
    }

    /**
     * Measures all rounds.
     *
     * @param soFar is told after each round what has been measured: a full run takes more than an hour
     * @throws IllegalStateException if a side computes something else than its shape asks for, or ours does not run
     */
    public List<ShapeResult> run(Consumer<List<ShapeResult>> soFar) throws IOException {
        for (var round = 0; round < effort.rounds(); round++) {
            for (var shape : shapes) {
                var sides = new ArrayList<>(shape.sides());
                if (round % 2 == 1) {
                    Collections.reverse(sides);
                }
                for (var side : sides) {
                    progress.accept(
                            "round " + (round + 1) + " of " + effort.rounds() + ": " + shape + ", " + side.name());
                    measure(shape, side);
                }
            }
            soFar.accept(results());
        }
        return results();
    }

    private List<ShapeResult> results() {
        return shapes.stream().map(this::result).toList();
    }

    private void measure(Shape shape, Side side) throws IOException {
        var known = side.missing() != null ? side.missing() : missing.get(side);
        if (known != null) {
            missing.put(side, known);
            return;
        }
        var decides = side.equals(shape.ours()) || side.budget() != null;
        try {
            var more = forks.measure(shape, side, decides ? effort.forks() : effort.otherForks());
            samples.computeIfAbsent(side, any -> new Samples()).add(more);
        } catch (CannotRunException e) {
            if (e.isWrongResult() || side.equals(shape.ours())) {
                throw new IllegalStateException(
                        "Side '" + side.name() + "' of shape '" + shape + "' failed: " + e.getMessage(), e);
            }
            missing.put(side, e.getMessage());
        }
    }

    private ShapeResult result(Shape shape) {
        return new ShapeResult(
                shape,
                measured(shape.ours()),
                shape.peers().stream().map(this::measured).toList());
    }

    private Measured measured(Side side) {
        @Nullable String reason = missing.get(side);
        return new Measured(side, samples.getOrDefault(side, new Samples()), reason);
    }
}
