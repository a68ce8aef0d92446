package dev.wove.remote;

import dev.wove.environment.ConnectionEvents;
import dev.wove.environment.Delivery;
import dev.wove.environment.EnvironmentClock;
import dev.wove.environment.EnvironmentContext;
import dev.wove.environment.WorkerInfo;
import dev.wove.internal.clock.ClockOfEnvironments;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What an executor is started with in tests; keeps what it is told of workers. */
public final class TestContext implements EnvironmentContext, ConnectionEvents {
    public final BlockingQueue<String> workers = new LinkedBlockingQueue<>();
    public final BlockingQueue<String> dropped = new LinkedBlockingQueue<>();

    @Override
    public String environment() {
        return "reports";
    }

    @Override
    public Delivery delivery() {
        return Delivery.none();
    }

    private EnvironmentClock clock = ClockOfEnvironments.REAL;

    public TestContext clock(EnvironmentClock other) {
        clock = other;
        return this;
    }

    @Override
    public EnvironmentClock clock() {
        return clock;
    }

    @Override
    public ConnectionEvents connection() {
        return this;
    }

    @Override
    public void connected(WorkerInfo worker) {
        workers.add("+" + worker.worker());
    }

    @Override
    public void disconnected(String worker, Throwable why) {
        workers.add("-" + worker);
    }

    @Override
    public void dropped(String what) {
        dropped.add(what);
    }
}
