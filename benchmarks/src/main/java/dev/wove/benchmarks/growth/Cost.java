package dev.wove.benchmarks.growth;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What one weave was measured to cost.
 *
 * @param inputs the inputs of each task below the first layer
 * @param workers the limit it was given, or null
 */
@JsonPropertyOrder({"tasks", "inputs", "edges", "workers", "nanos", "bytes"})
record Cost(int tasks, int inputs, int edges, @Nullable Integer workers, double nanos, double bytes) {

    double nanosPerTask() {
        return nanos / tasks;
    }

    double bytesPerTask() {
        return bytes / tasks;
    }
}
