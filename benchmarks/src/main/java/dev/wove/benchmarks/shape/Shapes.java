package dev.wove.benchmarks.shape;

import java.util.ArrayList;
import java.util.List;

/** All that is measured. */
public final class Shapes {
    /** The size of the graphs that the budgets are about. */
    public static final int TASKS = 10_000;

    private Shapes() {}

    public static List<Shape> all() {
        return ofSize(TASKS);
    }

    /** The same shapes in another size. */
    public static List<Shape> ofSize(int tasks) {
        var shapes = new ArrayList<Shape>();
        shapes.addAll(GraphShapes.of(tasks));
        shapes.addAll(LayeredShapes.of(tasks));
        shapes.addAll(DiamondShapes.of(Math.max(1, tasks / 10)));
        shapes.addAll(MappedShapes.of(tasks));
        shapes.addAll(ScaleShapes.of(tasks));
        shapes.addAll(RemoteShapes.all());
        return List.copyOf(shapes);
    }

    public static Shape named(String name) {
        return all().stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no shape '" + name + "'"));
    }
}
