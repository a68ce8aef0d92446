package dev.wove.internal.environment;

import dev.wove.environment.ConnectionEvents;
import dev.wove.environment.Delivery;
import dev.wove.environment.Environment;
import dev.wove.environment.EnvironmentClock;
import dev.wove.environment.EnvironmentContext;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.RemoteMethod;
import dev.wove.environment.WorkerInfo;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One environment of the process: started at its first use, for all weaves, and again if that failed. */
public final class OpenEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");

    /** What runs its tasks, and the worker that was reached. */
    public record Started(EnvironmentExecutor executor, WorkerInfo worker) {}

    private final String name;
    private final Environment declared;
    private final UnaryOperator<EnvironmentExecutor> delivering;
    private final String session = Sessions.next();
    private final AtomicLong runs = new AtomicLong();

    /** When something was heard of each worker, by the clock of the environment. */
    private final Map<String, Long> heard = new ConcurrentHashMap<>();

    // Guarded by this.
    private @Nullable EnvironmentExecutor executor;
    private @Nullable CompletableFuture<Started> start;
    private boolean closed;

    private volatile @Nullable EnvironmentClock clock;

    OpenEnvironment(String name, Environment declared, UnaryOperator<EnvironmentExecutor> delivering) {
        this.name = name;
        this.declared = declared;
        this.delivering = delivering;
    }

    public String name() {
        return name;
    }

    public Environment declared() {
        return declared;
    }

    /** A name for a run that no other has. */
    public String nextRunId() {
        return session + "-" + runs.incrementAndGet();
    }

    /** What starts it, on a thread of its own; the same for all that ask until it has failed. */
    public synchronized CompletableFuture<Started> started(EnvironmentClock by) {
        if (closed) {
            return CompletableFuture.failedFuture(
                    new EnvironmentException("Environment '" + name + "' was closed with its configuration."));
        }
        var known = start;
        if (known != null && !known.isCompletedExceptionally()) {
            return known;
        }
        var next = new CompletableFuture<Started>();
        start = next;
        clock = by;
        var thread = new Thread(() -> start(by, next), "wove environment " + name);
        thread.setDaemon(true);
        by.workStarted();
        thread.start();
        return next;
    }

    private void start(EnvironmentClock by, CompletableFuture<Started> result) {
        try {
            var opened = open();
            result.complete(new Started(opened, opened.start(new Context(by))));
        } catch (EnvironmentException e) {
            result.completeExceptionally(e);
        } catch (Throwable e) {
            result.completeExceptionally(new EnvironmentException(
                    "Environment '" + name + "' (" + declared.source() + ") cannot be started: " + e, e));
        } finally {
            by.workEnded();
        }
    }

    private synchronized EnvironmentExecutor open() {
        var known = executor;
        if (known == null) {
            known = delivering.apply(declared.source().open());
            executor = known;
        }
        return known;
    }

    /** Fails if the worker says that it does not know {@code method}. */
    public void check(Started started, RemoteMethod method) {
        var handlers = started.worker.handlers();
        if (handlers != null && !handlers.containsKey(method.handler())) {
            throw new EnvironmentException("Environment '" + name + "': " + started.worker + " has no handler '"
                    + method.handler() + "'; it has "
                    + handlers.keySet().stream().sorted().toList()
                    + ".\n  Serve it there: WoveWorker.create().serve(" + ownerOf(method) + ".class, ...).");
        }
    }

    private static String ownerOf(RemoteMethod method) {
        var owner = method.owner();
        return owner == null ? "..." : owner.getSimpleName();
    }

    /** Waits for a run that was detached, which is found by its name alone. */
    public CompletableFuture<@Nullable Object> attach(EnvironmentClock by, String runId, RemoteMethod method) {
        return started(by).thenCompose(started -> {
            var attached = new AttachedRun(name, runId);
            return attached.value(started.executor().attach(runId, method, attached));
        });
    }

    /** How long ago something was heard of {@code worker}; null if never. */
    public @Nullable Duration silence(String worker) {
        var at = heard.get(worker);
        var by = clock;
        return at == null || by == null ? null : Duration.ofNanos(by.nanoTime() - at);
    }

    void close(Duration grace) {
        EnvironmentExecutor open;
        synchronized (this) {
            closed = true;
            open = executor;
        }
        if (open != null) {
            open.close(grace);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private final class Context implements EnvironmentContext, ConnectionEvents {
        private final EnvironmentClock by;

        Context(EnvironmentClock by) {
            this.by = by;
        }

        @Override
        public String environment() {
            return name;
        }

        @Override
        public Delivery delivery() {
            return declared.delivery();
        }

        @Override
        public EnvironmentClock clock() {
            return by;
        }

        @Override
        public ConnectionEvents connection() {
            return this;
        }

        @Override
        public void connected(WorkerInfo worker) {
            heard(worker.worker());
        }

        @Override
        public void heard(String worker) {
            heard.put(worker, by.nanoTime());
        }

        @Override
        public void disconnected(String worker, Throwable why) {
            heard.remove(worker);
            if (isClosed()) {
                return;
            }
            LOG.warn("Worker '{}' of environment '{}' cannot be reached any more: {}", worker, name, why.toString());
        }

        @Override
        public void dropped(String what) {
            LOG.warn("Environment '{}' has dropped {}.", name, what);
        }
    }

    @Override
    public String toString() {
        return "environment '" + name + "'";
    }
}
