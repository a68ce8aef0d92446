package dev.wove.internal.record;

import dev.wove.trace.RemoteTrace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt elsewhere. Times are those of the run's clock, 0 for what has not happened. */
public final class RemoteRecord {
    public final String environment;
    public final String runId;
    public volatile @Nullable String worker;
    public volatile long sentAt;
    public volatile long startedAt;
    public volatile long endedAt;

    /** What the worker measured, or -1. */
    public volatile long ranNanos = -1;

    public volatile long bytesOut;
    public volatile long bytesIn;
    public volatile int resends;

    public RemoteRecord(String environment, String runId) {
        this.environment = environment;
        this.runId = runId;
    }

    /** The same for who reads it when the run has ended, which began at that instant. */
    public RemoteTrace trace(long runStartedAt) {
        return new TraceFacts.RemoteTrace(
                environment,
                worker,
                runId,
                sentAt == 0 ? null : Duration.ofNanos(sentAt - runStartedAt),
                startedAt == 0 ? null : Duration.ofNanos(startedAt - runStartedAt),
                Duration.ofNanos(endedAt - runStartedAt),
                ranNanos < 0 ? null : Duration.ofNanos(ranNanos),
                bytesOut,
                bytesIn,
                resends);
    }
}
