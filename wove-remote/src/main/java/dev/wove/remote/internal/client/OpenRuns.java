package dev.wove.remote.internal.client;

import dev.wove.environment.ConnectionEvents;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteMethod;
import dev.wove.remote.internal.frame.Frame;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of one environment that have not ended, by their ids. What comes for others is dropped. Thread-safe. */
public final class OpenRuns {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.remote");

    private final Map<String, OpenRun> open = new ConcurrentHashMap<>();
    private final MethodPayloads payloads;
    private final ConnectionEvents connection;

    public OpenRuns(MethodPayloads payloads, ConnectionEvents connection) {
        this.payloads = payloads;
        this.connection = connection;
    }

    public OpenRun open(String runId, RemoteMethod method, RemoteEvents events, String worker) {
        return open(new OpenRun(runId, method, payloads.of(method), events, worker, false));
    }

    /** One that was sent before, perhaps by another process. */
    public OpenRun resume(String runId, RemoteMethod method, RemoteEvents events, String worker) {
        return open(new OpenRun(runId, method, payloads.of(method), events, worker, true));
    }

    private OpenRun open(OpenRun run) {
        if (open.putIfAbsent(run.runId(), run) != null) {
            throw new IllegalStateException("The run " + run.runId() + " is under way already.");
        }
        return run;
    }

    /** What comes for it is dropped from now on. */
    public void abandon(OpenRun run) {
        close(run);
        run.abandon();
    }

    public void close(OpenRun run) {
        open.remove(run.runId(), run);
    }

    public Collection<OpenRun> all() {
        return List.copyOf(open.values());
    }

    /**
     * An event came from {@code worker}.
     *
     * @return the run that it has ended; null if it was no end
     */
    public @Nullable OpenRun event(Frame frame, String worker, long bytes) {
        connection.heard(worker);
        var runId = runIdOf(frame);
        if (runId == null) {
            ofConnection(frame, worker);
            return null;
        }
        var run = open.get(runId);
        if (run == null) {
            connection.dropped(
                    "An event of run " + runId + ", which has ended or is unknown, from worker '" + worker + "'");
            return null;
        }
        if (run.frame(frame, bytes)) {
            close(run);
            return run;
        }
        return null;
    }

    private static @Nullable String runIdOf(Frame frame) {
        if (frame instanceof Frame.OfRun ofRun) {
            return ofRun.runId();
        }
        return frame instanceof Frame.Log log
                ? log.runId()
                : frame instanceof Frame.Unknown other ? other.runId() : null;
    }

    private void ofConnection(Frame frame, String worker) {
        if (frame instanceof Frame.Log log) {
            LOG.info("Worker '{}': {}", worker, log.message());
        } else if (frame instanceof Frame.Unknown unknown) {
            connection.dropped("A frame of type '" + unknown.type() + "' from worker '" + worker + "'");
        }
    }
}
