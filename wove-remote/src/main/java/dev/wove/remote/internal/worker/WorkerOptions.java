package dev.wove.remote.internal.worker;

import dev.wove.internal.clock.ClockOfEnvironments;
import java.time.Duration;

/**
 * How a worker works.
 *
 * @param concurrency how many bodies run at once
 * @param lease how long a run goes on whose coordinator is not heard of
 */
public record WorkerOptions(
        String worker, int concurrency, long maxFrameBytes, Duration lease, ClockOfEnvironments clock) {
    public static final long MAX_FRAME_BYTES = 8 << 20;
    public static final Duration LEASE = Duration.ofSeconds(10);
    public static final int CONCURRENCY = 64;

    public static WorkerOptions of(String worker) {
        return new WorkerOptions(worker, CONCURRENCY, MAX_FRAME_BYTES, LEASE, ClockOfEnvironments.REAL);
    }

    public WorkerOptions concurrency(int bodies) {
        return new WorkerOptions(worker, bodies, maxFrameBytes, lease, clock);
    }

    public WorkerOptions maxFrameBytes(long bytes) {
        return new WorkerOptions(worker, concurrency, bytes, lease, clock);
    }

    public WorkerOptions lease(Duration time) {
        return new WorkerOptions(worker, concurrency, maxFrameBytes, time, clock);
    }

    public WorkerOptions clock(ClockOfEnvironments other) {
        return new WorkerOptions(worker, concurrency, maxFrameBytes, lease, other);
    }
}
