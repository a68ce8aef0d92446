package dev.wove.remote.internal.http;

import dev.wove.environment.Certainty;
import dev.wove.environment.EnvironmentContext;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteMethod;
import dev.wove.environment.RemoteRun;
import dev.wove.environment.WorkerInfo;
import dev.wove.remote.internal.client.MethodPayloads;
import dev.wove.remote.internal.client.OpenRuns;
import dev.wove.remote.internal.payload.SharedCodecs;
import dev.wove.remote.internal.sign.Gate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends each run as a request, whose answer is what becomes of it. */
public final class HttpExecutor implements EnvironmentExecutor {
    private final List<HttpOptions> addresses;
    private final MethodPayloads payloads = new MethodPayloads(SharedCodecs.get());
    private volatile @Nullable Session session;

    /** @param addresses one for each worker */
    public HttpExecutor(List<HttpOptions> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    /** What there is once it has started. */
    private record Session(String environment, HttpWorkers workers, OpenRuns runs) {}

    @Override
    public WorkerInfo start(EnvironmentContext context) throws Exception {
        var runs = new OpenRuns(payloads, context.connection());
        var all = new ArrayList<HttpWorker>();
        for (var each : addresses) {
            Gate.check(each.address(), each.encrypts(), each.signer().authenticates(), each.insecure());
            all.add(new HttpWorker(context.environment(), each, runs, context.clock()));
        }
        var workers = new HttpWorkers(all);
        var info = workers.start();
        session = new Session(context.environment(), workers, runs);
        for (var each : all) {
            var known = each.info();
            if (known != null) {
                context.connection().connected(known);
            }
        }
        return info;
    }

    private Session session() {
        var started = session;
        if (started == null) {
            throw new IllegalStateException("The environment has not been started, or is closed.");
        }
        return started;
    }

    @Override
    public RemoteRun run(RemoteCall call, RemoteEvents events) {
        var open = session();
        var to = open.workers().next();
        var frame = payloads.frame(call);
        var bytes = MethodPayloads.bytes(frame, to.limit());
        var run = open.runs().open(call.runId(), call.method(), events, to.name());
        var sent = new HttpRun(to, List.of(), run, call, frame);
        sent.send(to.withAcks(bytes));
        return sent;
    }

    /** One of the workers knows it, or none. */
    @Override
    public RemoteRun attach(String runId, RemoteMethod method, RemoteEvents events) {
        var open = session();
        var all = open.workers().all();
        var run = open.runs().resume(runId, method, events, all.get(0).name());
        var sent =
                new HttpRun(all.get(0), all.subList(1, all.size()), run, RemoteCall.of(runId, method, List.of()), null);
        sent.resume();
        return sent;
    }

    @Override
    public void close(Duration grace) {
        var open = session;
        session = null;
        if (open != null) {
            var why = new IOException("environment '" + open.environment() + "' was closed");
            for (var run : open.runs().all()) {
                open.runs().close(run);
                run.lose(why, Certainty.UNKNOWN);
            }
        }
    }
}
