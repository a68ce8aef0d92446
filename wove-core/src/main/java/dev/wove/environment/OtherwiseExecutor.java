package dev.wove.environment;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives to the other one what the first one does not take. What that may have begun stays with it. */
final class OtherwiseExecutor implements EnvironmentExecutor {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final EnvironmentExecutor first;
    private final EnvironmentExecutor other;
    private final AtomicBoolean starting = new AtomicBoolean();
    private volatile boolean isUp;
    private volatile boolean closed;
    private volatile long triedAt;
    private volatile @Nullable EnvironmentContext context;

    OtherwiseExecutor(EnvironmentExecutor first, EnvironmentExecutor other) {
        this.first = first;
        this.other = other;
    }

    /** Fails only if the other one does: whether the first one can be reached, runs find out. */
    @Override
    public WorkerInfo start(EnvironmentContext by) throws Exception {
        context = by;
        var info = other.start(by);
        tryFirst(by);
        return WorkerInfo.of(info.worker());
    }

    private void tryFirst(EnvironmentContext by) {
        triedAt = System.nanoTime();
        try {
            first.start(by);
            isUp = true;
            if (closed) {
                first.close(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn(
                    "Environment '{}' uses {} until it can be reached. {}",
                    by.environment(),
                    other,
                    e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** On a thread of its own, as it may take its time; not all too often. */
    private void tryFirstAgain() {
        var by = context;
        if (by == null || System.nanoTime() - triedAt < PAUSE_NANOS || !starting.compareAndSet(false, true)) {
            return;
        }
        var thread = new Thread(
                () -> {
                    try {
                        tryFirst(by);
                    } finally {
                        starting.set(false);
                    }
                },
                "wove environment " + by.environment());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public RemoteRun run(RemoteCall call, RemoteEvents events) {
        var run = new OtherwiseRun(call, events, other, context);
        if (isUp) {
            run.sendTo(first);
        } else {
            tryFirstAgain();
            run.sendToOther();
        }
        return run;
    }

    @Override
    public boolean watchesHeartbeats() {
        return first.watchesHeartbeats();
    }

    @Override
    public RemoteRun attach(String runId, RemoteMethod method, RemoteEvents events) {
        return first.attach(runId, method, events);
    }

    @Override
    public void close(Duration grace) {
        closed = true;
        if (isUp) {
            first.close(grace);
        }
        other.close(grace);
    }

    @Override
    public String toString() {
        return first + ", otherwise " + other;
    }
}
