package dev.wove.internal.record;

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
}
