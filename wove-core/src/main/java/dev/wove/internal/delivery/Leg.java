package dev.wove.internal.delivery;

import dev.wove.environment.CancelMode;
import dev.wove.environment.Certainty;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteRun;
import dev.wove.internal.text.SafeLog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One send of a run. What it is asked for while it is being sent is done when it has been sent. */
final class Leg implements RemoteEvents {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove");

    private final DeliveredRun run;
    private final String runId;

    // Guarded by this.
    private @Nullable RemoteRun sent;
    private @Nullable CancelMode cancelled;
    private boolean acknowledged;
    private boolean abandoned;

    Leg(DeliveredRun run, String runId) {
        this.run = run;
        this.runId = runId;
    }

    String runId() {
        return runId;
    }

    void sent(RemoteRun carried) {
        CancelMode mode;
        boolean ended;
        boolean forgotten;
        synchronized (this) {
            sent = carried;
            mode = cancelled;
            ended = acknowledged;
            forgotten = abandoned;
        }
        if (mode != null) {
            ask("cancel", () -> carried.cancel(mode));
        }
        if (ended) {
            ask("acknowledge", carried::acknowledge);
        }
        if (forgotten) {
            ask("abandon", carried::abandon);
        }
    }

    void abandon() {
        RemoteRun carried;
        synchronized (this) {
            carried = sent;
            abandoned = true;
        }
        if (carried != null) {
            ask("abandon", carried::abandon);
        }
    }

    void cancel(CancelMode mode) {
        RemoteRun carried;
        synchronized (this) {
            carried = sent;
            cancelled = mode;
        }
        if (carried != null) {
            ask("cancel", () -> carried.cancel(mode));
        }
    }

    void acknowledge() {
        RemoteRun carried;
        synchronized (this) {
            carried = sent;
            acknowledged = true;
        }
        if (carried != null) {
            ask("acknowledge", carried::acknowledge);
        }
    }

    /** What an executor throws here must not keep other runs from being stopped; who has to be told is asked again. */
    private void ask(String what, Runnable request) {
        try {
            request.run();
        } catch (Throwable e) {
            SafeLog.warn(LOG, "Run " + runId + " could not be told to " + what + ".", e);
        }
    }

    @Override
    public void sent(long bytes) {
        run.tell(this, events -> events.sent(bytes));
    }

    @Override
    public void started(String worker) {
        run.started(this, worker);
    }

    @Override
    public void heartbeat() {
        run.heard(this, RemoteEvents::heartbeat);
    }

    @Override
    public void progress(String json) {
        run.heard(this, events -> events.progress(json));
    }

    @Override
    public void log(Level level, String message) {
        run.heard(this, events -> events.log(level, message));
    }

    @Override
    public void measured(Duration onWorker, long bytes) {
        run.tell(this, events -> events.measured(onWorker, bytes));
    }

    @Override
    public void succeeded(@Nullable Object value) {
        run.end(this, events -> events.succeeded(value));
    }

    @Override
    public void failed(Throwable failure) {
        run.end(this, events -> events.failed(failure));
    }

    @Override
    public void cancelled() {
        run.cancelled(this);
    }

    @Override
    public void lost(Throwable why, Certainty whether) {
        run.lost(this, why, whether);
    }
}
