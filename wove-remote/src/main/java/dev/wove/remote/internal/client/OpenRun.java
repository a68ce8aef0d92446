package dev.wove.remote.internal.client;

import dev.wove.environment.Certainty;
import dev.wove.environment.DeliveryTimeoutException;
import dev.wove.environment.ErrorSource;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteMethod;
import dev.wove.environment.RemoteTaskException;
import dev.wove.remote.internal.frame.ErrorInfo;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.Frame.TaskCancelled;
import dev.wove.remote.internal.payload.Failures;
import dev.wove.remote.internal.payload.MethodCodecs;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One run that was sent: makes of frames what its events are told, the first terminal one and none after it. Thread-safe. */
public final class OpenRun {
    private final String runId;
    private final RemoteMethod method;
    private final MethodCodecs codecs;
    private final RemoteEvents events;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final boolean resumed;
    private volatile String worker;

    OpenRun(
            String runId,
            RemoteMethod method,
            MethodCodecs codecs,
            RemoteEvents events,
            String worker,
            boolean resumed) {
        this.runId = runId;
        this.method = method;
        this.codecs = codecs;
        this.events = events;
        this.worker = worker;
        this.resumed = resumed;
    }

    public String runId() {
        return runId;
    }

    public String worker() {
        return worker;
    }

    /** Whether it was sent before. */
    public boolean isResumed() {
        return resumed;
    }

    public boolean hasEnded() {
        return ended.get();
    }

    public void sent(long bytes) {
        if (!ended.get()) {
            events.sent(bytes);
        }
    }

    /** Whether it was the end. */
    boolean frame(Frame frame, long bytes) {
        if (ended.get()) {
            return false;
        }
        if (frame instanceof Frame.Terminal end) {
            return ended.compareAndSet(false, true) && ended(end, bytes);
        }
        if (frame instanceof Frame.TaskStarted started) {
            worker = started.worker().isEmpty() ? worker : started.worker();
            events.started(worker);
        } else if (frame instanceof Frame.Heartbeat heartbeat) {
            if (heartbeat.progress() == null) {
                events.heartbeat();
            } else {
                events.progress(heartbeat.progress());
            }
        } else if (frame instanceof Frame.Log log) {
            events.log(level(log.level()), log.message());
        } else if (frame instanceof Frame.Unknown unknown) {
            return fail(new RemoteTaskException(
                    "UnknownFrame",
                    where() + " answered with a frame of type '" + unknown.type() + "', which is not known here.",
                    false,
                    ErrorSource.TRANSPORT,
                    null));
        }
        return false;
    }

    private static Level level(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "error", "critical" -> Level.ERROR;
            case "warning", "warn" -> Level.WARNING;
            case "debug" -> Level.DEBUG;
            default -> Level.INFO;
        };
    }

    private boolean ended(Frame.Terminal end, long bytes) {
        if (end instanceof Frame.TaskResult result) {
            measured(result.ranMillis(), bytes);
            succeeded(result.result());
        } else if (end instanceof Frame.TaskError failed) {
            measured(failed.ranMillis(), bytes);
            failed(failed.error());
        } else {
            cancelled((TaskCancelled) end);
        }
        return true;
    }

    private void measured(long millis, long bytes) {
        events.measured(Duration.ofMillis(Math.max(0, millis)), bytes);
    }

    private void succeeded(@Nullable String json) {
        Object value;
        try {
            value = codecs.decodeResult(json);
        } catch (Exception e) {
            events.failed(new RemoteTaskException(
                    ErrorInfo.UNDECODABLE_RESULT,
                    "The result of " + method + " from " + where() + " cannot be read here. " + e.getMessage(),
                    false,
                    ErrorSource.CONFIG,
                    null));
            return;
        }
        events.succeeded(value);
    }

    private void failed(ErrorInfo error) {
        var failure = Failures.rebuilt(error, method, where());
        if (error.isBusy()) {
            events.lost(failure, Certainty.NOT_DELIVERED);
        } else if (error.kind().equals(ErrorInfo.WRONG_WORKER)) {
            events.lost(failure, Certainty.UNKNOWN);
        } else {
            events.failed(failure);
        }
    }

    private void cancelled(TaskCancelled end) {
        switch (end.reason()) {
            case TaskCancelled.BUDGET ->
                events.failed(new DeliveryTimeoutException(
                        where() + " has stopped " + method + " because the time for it was over.", Duration.ZERO));
            case TaskCancelled.SHUTDOWN ->
                events.lost(ended("has ended while it ran " + method + ", and has stopped it"), Certainty.UNKNOWN);
            case TaskCancelled.COORDINATOR_LOST ->
                events.lost(
                        ended("has stopped " + method + " because it has not heard of this process"),
                        Certainty.UNKNOWN);
            default -> events.cancelled();
        }
    }

    private RemoteTaskException ended(String what) {
        return new RemoteTaskException("WorkerEnded", where() + " " + what + ".", true, ErrorSource.EXECUTOR, null);
    }

    private String where() {
        return "worker '" + worker + "'";
    }

    /** Nobody is told anything any more. */
    public void abandon() {
        ended.set(true);
    }

    /** Whether it was the end. */
    public boolean fail(Throwable failure) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        events.failed(failure);
        return true;
    }

    /** Whether it was the end. */
    public boolean lose(Throwable why, Certainty whether) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        events.lost(why, whether);
        return true;
    }
}
