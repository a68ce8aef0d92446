package dev.wove.environment;

import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A run that goes to another executor if nothing of it has reached the first one. Thread-safe. */
final class OtherwiseRun implements RemoteRun, RemoteEvents {
    private final RemoteCall call;
    private final RemoteEvents events;
    private final EnvironmentExecutor other;
    private final @Nullable EnvironmentContext context;

    // Guarded by this.
    private @Nullable RemoteRun carried;
    private @Nullable CancelMode cancelled;
    private boolean acknowledged;
    private boolean abandoned;
    private boolean mayHaveStarted;
    private boolean isOther;
    private boolean ended;
    private EnvironmentClock.@Nullable Timer signs;

    OtherwiseRun(
            RemoteCall call, RemoteEvents events, EnvironmentExecutor other, @Nullable EnvironmentContext context) {
        this.call = call;
        this.events = events;
        this.other = other;
        this.context = context;
    }

    void sendTo(EnvironmentExecutor executor) {
        var sent = executor.run(call, this);
        CancelMode mode;
        boolean forget;
        boolean drop;
        synchronized (this) {
            if (isOther && executor != other) {
                // It has come back already, and goes on elsewhere.
                return;
            }
            carried = sent;
            mode = cancelled;
            forget = acknowledged;
            drop = abandoned;
        }
        if (mode != null) {
            sent.cancel(mode);
        }
        if (forget) {
            sent.acknowledge();
        }
        if (drop) {
            sent.abandon();
        }
    }

    void sendToOther() {
        synchronized (this) {
            isOther = true;
        }
        showLife();
        try {
            sendTo(other);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** One that watches its bodies itself gives no signs of life, which whoever delivers expects of the first one. */
    private void showLife() {
        var expiry = call.delivery().heartbeat();
        if (expiry == null || context == null || !other.watchesHeartbeats()) {
            return;
        }
        synchronized (this) {
            if (ended) {
                return;
            }
            signs = context.clock().schedule(expiry.dividedBy(3), () -> {
                events.heartbeat();
                showLife();
            });
        }
    }

    private void end() {
        synchronized (this) {
            ended = true;
            if (signs != null) {
                signs.cancel();
            }
        }
    }

    private @Nullable RemoteRun carried() {
        synchronized (this) {
            return carried;
        }
    }

    // What becomes of it

    @Override
    public void sent(long bytes) {
        events.sent(bytes);
    }

    @Override
    public void started(String worker) {
        synchronized (this) {
            mayHaveStarted = true;
        }
        events.started(worker);
    }

    @Override
    public void heartbeat() {
        events.heartbeat();
    }

    @Override
    public void progress(String json) {
        events.progress(json);
    }

    @Override
    public void log(Level level, String message) {
        events.log(level, message);
    }

    @Override
    public void measured(Duration onWorker, long bytes) {
        events.measured(onWorker, bytes);
    }

    @Override
    public void succeeded(@Nullable Object value) {
        end();
        events.succeeded(value);
    }

    @Override
    public void failed(Throwable failure) {
        end();
        events.failed(failure);
    }

    @Override
    public void cancelled() {
        end();
        events.cancelled();
    }

    @Override
    public void lost(Throwable why, Certainty whether) {
        boolean goes;
        synchronized (this) {
            goes = whether == Certainty.NOT_DELIVERED && !mayHaveStarted && !isOther && cancelled == null;
            if (goes) {
                isOther = true;
                carried = null;
            }
        }
        if (goes) {
            sendToOther();
        } else {
            end();
            events.lost(why, whether);
        }
    }

    // How it is stopped

    @Override
    public void cancel(CancelMode mode) {
        synchronized (this) {
            cancelled = mode;
        }
        var run = carried();
        if (run != null) {
            run.cancel(mode);
        }
    }

    @Override
    public void acknowledge() {
        synchronized (this) {
            acknowledged = true;
        }
        var run = carried();
        if (run != null) {
            run.acknowledge();
        }
    }

    @Override
    public void abandon() {
        end();
        synchronized (this) {
            abandoned = true;
        }
        var run = carried();
        if (run != null) {
            run.abandon();
        }
    }

    @Override
    public void resend() {
        var run = carried();
        if (run != null) {
            run.resend();
        }
    }
}
