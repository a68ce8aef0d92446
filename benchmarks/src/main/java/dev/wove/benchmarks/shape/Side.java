package dev.wove.benchmarks.shape;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One way to run a shape.
 *
 * @param name of the library or the idiom
 * @param units how many units of cost (tasks, items, weaves) a run has
 * @param expectation what a run has to return
 * @param open prepares a run; what that takes is not measured
 * @param budget what ours may cost beside this side; null where none is set
 * @param missing why it cannot run the shape on this JVM; null if nothing is known to stop it
 */
public record Side(
        String name,
        int units,
        Expectation expectation,
        Callable<Run> open,
        @Nullable Budget budget,
        @Nullable String missing) {}
