package dev.wove.remote.internal.worker;

import dev.wove.environment.EnvironmentClock;
import dev.wove.environment.ErrorSource;
import dev.wove.remote.internal.frame.ErrorInfo;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.Frame.TaskCancelled;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on the worker, from its frame to its terminal frame, which is sent once and kept. */
final class ServedRun implements BodyOwner {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.remote");
    private static final Duration UNHEARD = Duration.ofSeconds(1);

    /** The coordinator measures from the start on, too, and is the one to say whose time has passed, if it still can. */
    private static final Duration OVERDUE = Duration.ofSeconds(1);

    private final WorkerCore core;
    private final EnvironmentClock clock;
    private final Frame.RunTask frame;
    private final Handler handler;
    private final ServedBody body;
    private final long accepted;
    private final RunTimers timers;
    private final Progress progress;

    private EventSink sink;
    private @Nullable String stopReason;
    private long startedAt;
    private Frame.@Nullable Terminal end;

    ServedRun(WorkerCore core, Frame.RunTask frame, Handler handler, EventSink sink) {
        this.core = core;
        this.clock = core.options().clock();
        this.frame = frame;
        this.handler = handler;
        this.sink = sink;
        this.accepted = clock.nanoTime();
        this.timers = new RunTimers(clock);
        this.body = ServedBody.of(this, handler, core.options().clock());
        this.progress = new Progress(this, clock);
    }

    void start() {
        showLife(sink);
        body.start();
    }

    private void showLife(EventSink to) {
        var expiry = frame.delivery().heartbeat();
        var every = to.signsOfLife();
        if (expiry != null && (every == null || expiry.dividedBy(3).compareTo(every) < 0)) {
            every = expiry.dividedBy(3);
        }
        if (every != null) {
            timers.repeat(RunTimers.HEARTBEAT, every, () -> heartbeat(null));
        }
    }

    /** Read on the thread of the body: they may be large. */
    @Override
    public @Nullable Object[] arguments() {
        return handler.arguments(frame.args());
    }

    @Override
    public void execute(Runnable call) {
        EventSink from;
        synchronized (this) {
            from = sink;
        }
        from.execute(call);
    }

    @Override
    public void began() {
        synchronized (this) {
            startedAt = clock.nanoTime();
        }
        if (frame.budgetMillis() >= 0) {
            var limit = WorkerCore.millis(frame.budgetMillis()).plus(OVERDUE);
            timers.set(RunTimers.BUDGET, limit, () -> stop(TaskCancelled.BUDGET));
        }
        long queued = (clock.nanoTime() - accepted) / 1_000_000;
        send(new Frame.TaskStarted(runId(), frame.taskId(), core.options().worker(), queued));
    }

    @Override
    public void ended(@Nullable Object value, @Nullable Throwable failure) {
        var last = terminal(value, failure);
        EventSink to;
        synchronized (this) {
            end = last;
            to = sink;
        }
        timers.close();
        // It is free for another run before anybody hears that.
        core.ended(this, RunEnds.size(last));
        try {
            to.send(last);
        } finally {
            core.told();
        }
    }

    private Frame.Terminal terminal(@Nullable Object value, @Nullable Throwable failure) {
        String reason;
        long ran;
        synchronized (this) {
            reason = stopReason;
            ran = startedAt == 0 ? -1 : (clock.nanoTime() - startedAt) / 1_000_000;
        }
        if (reason != null && (failure == null || !TaskCancelled.REQUESTED.equals(reason) || RunEnds.isStop(failure))) {
            return new TaskCancelled(runId(), frame.taskId(), reason);
        }
        if (failure != null) {
            return new Frame.TaskError(runId(), frame.taskId(), RunEnds.error(failure, handler.method()), ran);
        }
        return result(value, ran);
    }

    private Frame.Terminal result(@Nullable Object value, long ran) {
        String json;
        try {
            json = handler.encode(value);
        } catch (Exception | StackOverflowError e) {
            return undecodable("The result of " + handler.method() + " cannot be sent. " + e.getMessage(), ran);
        }
        long bytes = json == null ? 0 : RunEnds.utf8Length(json) + RunEnds.AROUND;
        if (bytes > core.options().maxFrameBytes()) {
            return undecodable(
                    "The result of " + handler.method() + " is too large: " + bytes + " bytes, but at most "
                            + core.options().maxFrameBytes() + " can be sent.\n  Return a reference to it.",
                    ran);
        }
        return new Frame.TaskResult(runId(), frame.taskId(), json, ran);
    }

    private Frame.Terminal undecodable(String message, long ran) {
        var error = ErrorInfo.of(ErrorInfo.UNDECODABLE_RESULT, message, false, ErrorSource.EXECUTOR);
        return new Frame.TaskError(runId(), frame.taskId(), error, ran);
    }

    /** The same run came again: its coordinator listens there now. */
    void attach(EventSink other) {
        Frame.Terminal last;
        boolean started;
        EventSink before;
        synchronized (this) {
            before = sink;
            sink = other;
            last = end;
            started = startedAt != 0;
        }
        timers.cancel(RunTimers.LEASE);
        if (before != other) {
            before.left(runId());
            showLife(other);
        }
        if (last != null) {
            other.send(last);
        } else if (started) {
            other.send(new Frame.TaskStarted(
                    runId(), frame.taskId(), core.options().worker(), -1));
        }
    }

    void lost(EventSink one, Duration lease) {
        synchronized (this) {
            if (sink != one || end != null || frame.delivery().detaches()) {
                return;
            }
        }
        if (lease.isZero()) {
            stop(TaskCancelled.COORDINATOR_LOST);
        } else {
            timers.set(RunTimers.LEASE, lease, () -> stop(TaskCancelled.COORDINATOR_LOST));
        }
    }

    /** Whoever asks again has not heard the end. */
    void cancel(String reason, EventSink asking) {
        Frame.Terminal last;
        synchronized (this) {
            last = end;
        }
        if (last != null) {
            asking.send(last);
        } else {
            stop(reason);
        }
    }

    void stop(String reason) {
        synchronized (this) {
            if (stopReason != null || end != null) {
                return;
            }
            stopReason = reason;
        }
        long since = clock.nanoTime();
        timers.repeat(
                RunTimers.STUBBORN,
                UNHEARD,
                () -> LOG.warn(
                        "{} has been told to stop {} s ago ({}) and still runs: {}",
                        handler.method(),
                        (clock.nanoTime() - since) / 1_000_000_000,
                        reason,
                        runId()));
        body.stop();
    }

    void heartbeat(@Nullable String json) {
        EventSink to;
        synchronized (this) {
            if (end != null) {
                return;
            }
            to = sink;
        }
        to.send(new Frame.Heartbeat(runId(), frame.taskId(), json));
    }

    private void send(Frame event) {
        EventSink to;
        synchronized (this) {
            to = sink;
        }
        to.send(event);
    }

    synchronized boolean hasEnded() {
        return end != null;
    }

    @Nullable
    Duration keep() {
        if (!frame.delivery().detaches()) {
            return null;
        }
        var keep = frame.delivery().keep();
        return keep == null ? Duration.ofHours(1) : keep;
    }

    // What the body may know

    @Override
    public String runId() {
        return frame.runId();
    }

    @Override
    public String weave() {
        return frame.weave();
    }

    @Override
    public String task() {
        return frame.taskId();
    }

    @Override
    public int attempt() {
        return frame.attempt();
    }

    @Override
    public Optional<String> idempotencyKey() {
        return Optional.ofNullable(frame.delivery().idempotencyKey());
    }

    @Override
    public Optional<Duration> timeLeft() {
        if (frame.budgetMillis() < 0) {
            return Optional.empty();
        }
        var left = WorkerCore.millis(frame.budgetMillis()).minusNanos(clock.nanoTime() - accepted);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    @Override
    public synchronized boolean isCancelled() {
        return stopReason != null;
    }

    @Override
    public Map<String, String> context() {
        return frame.context();
    }

    @Override
    public void progress(@Nullable Object value) {
        progress.tell(value);
    }
}
