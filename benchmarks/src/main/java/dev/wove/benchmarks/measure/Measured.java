package dev.wove.benchmarks.measure;

import dev.wove.benchmarks.shape.Side;
import org.jspecify.annotations.Nullable;

/**
 * What became of one side: its samples, or why it has none.
 *
 * @param missing why the side could not run; null if it ran
 */
public record Measured(Side side, Samples samples, @Nullable String missing) {}
