package dev.wove.remote.internal.local;

import dev.wove.environment.EnvironmentContext;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.ErrorSource;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteRun;
import dev.wove.environment.RemoteTaskException;
import dev.wove.environment.WorkerInfo;
import dev.wove.internal.clock.ClockOfEnvironments;
import dev.wove.remote.internal.worker.HandlerTable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Calls handlers in this process. */
public final class LocalExecutor implements EnvironmentExecutor {
    private final HandlerTable handlers;
    private final Set<LocalRun> running = ConcurrentHashMap.newKeySet();
    private volatile ClockOfEnvironments clock = ClockOfEnvironments.REAL;

    public LocalExecutor(HandlerTable handlers) {
        this.handlers = handlers;
    }

    @Override
    public WorkerInfo start(EnvironmentContext context) {
        if (context.clock() instanceof ClockOfEnvironments known) {
            clock = known;
        }
        return WorkerInfo.of("local").handlers(handlers.names());
    }

    /** A body that runs here is no secret: nobody has to show that it lives. */
    @Override
    public boolean watchesHeartbeats() {
        return true;
    }

    @Override
    public RemoteRun run(RemoteCall call, RemoteEvents events) {
        var handler = handlers.get(call.method().handler());
        if (handler == null) {
            events.failed(new RemoteTaskException(
                    "UnknownHandler",
                    "Nothing here serves '" + call.method().handler() + "'.",
                    false,
                    ErrorSource.CONFIG,
                    null));
            return mode -> {};
        }
        var run = new LocalRun(call, events, handler, clock, running::remove);
        running.add(run);
        run.start();
        return run;
    }

    @Override
    public void close(Duration grace) {
        running.forEach(LocalRun::stop);
    }
}
