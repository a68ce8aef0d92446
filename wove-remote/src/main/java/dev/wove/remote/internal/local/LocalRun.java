package dev.wove.remote.internal.local;

import dev.wove.environment.CancelMode;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteRun;
import dev.wove.internal.clock.ClockOfEnvironments;
import dev.wove.remote.internal.payload.SharedCodecs;
import dev.wove.remote.internal.worker.BodyOwner;
import dev.wove.remote.internal.worker.Handler;
import dev.wove.remote.internal.worker.ServedBody;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of a handler in this process. */
final class LocalRun implements BodyOwner, RemoteRun {
    private final RemoteCall call;
    private final RemoteEvents events;
    private final ClockOfEnvironments clock;
    private final Consumer<LocalRun> left;
    private final ServedBody body;
    private final long begun;
    private volatile boolean stopped;

    LocalRun(
            RemoteCall call, RemoteEvents events, Handler handler, ClockOfEnvironments clock, Consumer<LocalRun> left) {
        this.call = call;
        this.events = events;
        this.clock = clock;
        this.left = left;
        this.begun = clock.nanoTime();
        this.body = ServedBody.of(this, handler, clock);
    }

    void start() {
        events.sent(0);
        body.start();
    }

    void stop() {
        stopped = true;
        body.stop();
    }

    @Override
    public void cancel(CancelMode mode) {
        stop();
    }

    @Override
    public @Nullable Object[] arguments() {
        return call.arguments().toArray();
    }

    @Override
    public void began() {
        events.started("local");
    }

    @Override
    public void ended(@Nullable Object value, @Nullable Throwable failure) {
        left.accept(this);
        boolean isStop = failure instanceof InterruptedException || failure instanceof CancellationException;
        if (stopped && (failure == null || isStop)) {
            events.cancelled();
        } else if (failure != null) {
            events.failed(failure);
        } else {
            events.succeeded(value);
        }
    }

    // What the body may know

    @Override
    public String runId() {
        return call.runId();
    }

    @Override
    public String weave() {
        return call.weave();
    }

    @Override
    public String task() {
        return call.task();
    }

    @Override
    public int attempt() {
        return call.attempt();
    }

    @Override
    public Optional<String> idempotencyKey() {
        return Optional.ofNullable(call.idempotencyKey());
    }

    @Override
    public Optional<Duration> timeLeft() {
        if (call.budget() == null) {
            return Optional.empty();
        }
        var left = call.budget().minusNanos(clock.nanoTime() - begun);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    @Override
    public boolean isCancelled() {
        return stopped;
    }

    @Override
    public Map<String, String> context() {
        return call.context();
    }

    @Override
    public void progress(@Nullable Object value) {
        try {
            events.progress(
                    value == null
                            ? "null"
                            : SharedCodecs.get().of(value.getClass()).encode(value));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("The progress cannot be sent.", e);
        }
    }
}
