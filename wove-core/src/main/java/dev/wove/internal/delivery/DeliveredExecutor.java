package dev.wove.internal.delivery;

import dev.wove.environment.EnvironmentClock;
import dev.wove.environment.EnvironmentContext;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteMethod;
import dev.wove.environment.RemoteRun;
import dev.wove.environment.WorkerInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An executor whose runs are delivered as {@link dev.wove.environment.Delivery} says: they wait for a place in flight, are sent
 * again where that is harmless, and end in time. What it is told of by another one, it tells in its turn, and the end of a run once
 * and in any case. {@code lost} is told only of a run that was to stop and has not confirmed it.
 */
public final class DeliveredExecutor implements EnvironmentExecutor {
    private final EnvironmentExecutor carrier;
    private volatile @Nullable Line line;

    public DeliveredExecutor(EnvironmentExecutor carrier) {
        this.carrier = carrier;
    }

    /** What the runs of one environment have in common. */
    record Line(String environment, EnvironmentExecutor carrier, EnvironmentClock clock, InFlight inFlight) {}

    @Override
    public WorkerInfo start(EnvironmentContext context) throws Exception {
        var info = carrier.start(context);
        var most = context.delivery().maxInFlight();
        int worker = info.maxInFlight().orElse(Integer.MAX_VALUE);
        int cap = most == null ? worker : Math.min(most, worker);
        line = new Line(context.environment(), carrier, context.clock(), new InFlight(cap));
        return info;
    }

    private Line line() {
        var started = line;
        if (started == null) {
            throw new IllegalStateException("The environment has not been started, or is closed.");
        }
        return started;
    }

    /** Whatever is wrong with the call is told to {@code events}, too. */
    @Override
    public RemoteRun run(RemoteCall call, RemoteEvents events) {
        var run = new DeliveredRun(line(), call, events);
        run.start();
        return run;
    }

    @Override
    public boolean watchesHeartbeats() {
        return true;
    }

    @Override
    public RemoteRun attach(String runId, RemoteMethod method, RemoteEvents events) {
        return carrier.attach(runId, method, events);
    }

    @Override
    public void close(Duration grace) {
        var open = line;
        line = null;
        if (open != null) {
            open.inFlight.close(open.environment);
        }
        carrier.close(grace);
    }

    @Override
    public String toString() {
        return carrier.toString();
    }
}
