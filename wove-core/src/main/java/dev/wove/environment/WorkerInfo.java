package dev.wove.environment;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The facts that a worker tells about itself. Immutable. */
public final class WorkerInfo {
    private final String worker;
    private final @Nullable Map<String, List<String>> handlers;
    private final int maxInFlight;
    private final long maxFrameBytes;

    private WorkerInfo(
            String worker, @Nullable Map<String, List<String>> handlers, int maxInFlight, long maxFrameBytes) {
        this.worker = worker;
        this.handlers = handlers;
        this.maxInFlight = maxInFlight;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** A worker by its name, which is another one each time that it is started. */
    public static WorkerInfo of(String worker) {
        return new WorkerInfo(worker, null, 0, 0);
    }

    /** This worker with what it can do: the names of methods, each with the names of its parameters as far as known. */
    public WorkerInfo handlers(Map<String, List<String>> names) {
        return new WorkerInfo(worker, Map.copyOf(names), maxInFlight, maxFrameBytes);
    }

    /** This worker with how many runs it takes at once. */
    public WorkerInfo maxInFlight(int runs) {
        return new WorkerInfo(worker, handlers, runs, maxFrameBytes);
    }

    /** This worker with the size of the largest frame that it takes, in bytes. */
    public WorkerInfo maxFrameBytes(long bytes) {
        return new WorkerInfo(worker, handlers, maxInFlight, bytes);
    }

    public String worker() {
        return worker;
    }

    /** Null if it does not say, and then nothing is checked beforehand. */
    public @Nullable Map<String, List<String>> handlers() {
        return handlers;
    }

    public OptionalInt maxInFlight() {
        return maxInFlight > 0 ? OptionalInt.of(maxInFlight) : OptionalInt.empty();
    }

    public OptionalLong maxFrameBytes() {
        return maxFrameBytes > 0 ? OptionalLong.of(maxFrameBytes) : OptionalLong.empty();
    }

    @Override
    public String toString() {
        return "worker '" + worker + "'";
    }
}
