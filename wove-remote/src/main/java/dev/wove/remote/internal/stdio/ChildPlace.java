package dev.wove.remote.internal.stdio;

import dev.wove.environment.EnvironmentContext;
import dev.wove.environment.WorkerInfo;
import dev.wove.internal.clock.SystemClock;
import dev.wove.remote.internal.client.OpenRuns;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A place for a child process, which gets another one when it ends: at once after a long life, later after short ones. */
final class ChildPlace {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.remote");
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 10_000;
    private static final long LONG_LIFE_NANOS = 10_000_000_000L;

    private final StdioOptions options;
    private final EnvironmentContext context;
    private final OpenRuns runs;
    private @Nullable Child child;
    private long startedAt;
    private long wait;
    private boolean closed;

    ChildPlace(StdioOptions options, EnvironmentContext context, OpenRuns runs) {
        this.options = options;
        this.context = context;
        this.runs = runs;
    }

    synchronized @Nullable Child child() {
        return child;
    }

    /** Starts a process; what it gives completes when that is ready. */
    CompletableFuture<WorkerInfo> start() throws IOException {
        var next = new Child(options.start(), context.environment(), runs, options.maxFrameBytes());
        synchronized (this) {
            child = next;
            startedAt = System.nanoTime();
        }
        next.start();
        next.ready().thenAccept(context.connection()::connected);
        next.ended().thenAccept(why -> ended(next, why));
        return next.ready();
    }

    private void ended(Child old, Throwable why) {
        context.connection().disconnected(old.name(), why);
        long millis;
        synchronized (this) {
            if (closed) {
                return;
            }
            boolean livedLong = System.nanoTime() - startedAt > LONG_LIFE_NANOS;
            wait = livedLong || wait == 0 ? FIRST_WAIT_MILLIS : Math.min(wait * 2, LONGEST_WAIT_MILLIS);
            millis = wait;
        }
        // That the old one has ended has been told already.
        LOG.info("Environment '{}' starts another worker in {} ms.", context.environment(), millis);
        SystemClock.INSTANCE.schedule(Duration.ofMillis(millis), () -> restart(why));
    }

    private void restart(Throwable why) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        try {
            start();
        } catch (IOException e) {
            e.addSuppressed(why);
            Child old;
            synchronized (this) {
                old = child;
            }
            if (old != null) {
                ended(old, e);
            }
        }
        synchronized (this) {
            if (!closed) {
                return;
            }
        }
        close(Duration.ZERO);
    }

    void close(Duration grace) {
        Child last;
        synchronized (this) {
            closed = true;
            last = child;
        }
        if (last != null) {
            last.close(grace);
        }
    }

    void awaitEnd(Duration limit) {
        var last = child();
        try {
            if (last != null && !last.awaitEnd(limit)) {
                last.kill();
            }
        } catch (InterruptedException e) {
            last.kill();
            Thread.currentThread().interrupt();
        }
    }
}
