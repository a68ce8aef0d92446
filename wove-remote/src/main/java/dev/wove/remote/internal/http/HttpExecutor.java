package dev.wove.remote.internal.http;

import dev.wove.environment.Certainty;
import dev.wove.environment.EnvironmentClock;
import dev.wove.environment.EnvironmentContext;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.RemoteCall;
import dev.wove.environment.RemoteEvents;
import dev.wove.environment.RemoteMethod;
import dev.wove.environment.RemoteRun;
import dev.wove.environment.WorkerInfo;
import dev.wove.remote.internal.client.Handshake;
import dev.wove.remote.internal.client.MethodPayloads;
import dev.wove.remote.internal.client.OpenRuns;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameWriter;
import dev.wove.remote.internal.payload.SharedCodecs;
import dev.wove.remote.internal.sign.Gate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends each run as a request, whose answer is what becomes of it. */
public final class HttpExecutor implements EnvironmentExecutor {
    private static final int MOST_ACKS = 100;

    /** What they take at most, which ride along. */
    private static final int ACKS_BYTES = MOST_ACKS * 250;

    private final HttpOptions options;
    private final MethodPayloads payloads = new MethodPayloads(SharedCodecs.get());
    private final ConcurrentLinkedQueue<String> acks = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Session session;

    public HttpExecutor(HttpOptions options) {
        this.options = options;
    }

    /** What there is once it has started. */
    record Session(
            String environment,
            HttpOptions options,
            Requests requests,
            OpenRuns runs,
            EnvironmentClock clock,
            WorkerInfo info,
            AtomicReference<String> lastWorker) {}

    @Override
    public WorkerInfo start(EnvironmentContext context) throws Exception {
        Gate.check(options.address(), options.encrypts(), options.signer().authenticates(), options.insecure());
        var requests = new Requests(options);
        var info = welcomed(requests, context.environment());
        var runs = new OpenRuns(payloads, context.connection());
        session = new Session(
                context.environment(),
                options,
                requests,
                runs,
                context.clock(),
                info,
                new AtomicReference<>(info.worker()));
        context.connection().connected(info);
        return info;
    }

    private WorkerInfo welcomed(Requests requests, String environment) throws InterruptedException {
        var welcome = new AtomicReference<Frame.@Nullable Welcome>();
        var hello = FrameWriter.bytes(Handshake.hello(options.maxFrameBytes()));
        Requests.Answer answer;
        try {
            var limit = options.connectLimit().plus(options.connectLimit()).toMillis();
            answer = requests.post(hello, (frame, bytes) -> {
                        if (frame instanceof Frame.Welcome given) {
                            welcome.set(given);
                        }
                    })
                    .get(limit, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(environment, "cannot be reached: " + Problems.text(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw failed(environment, "did not answer in time", e);
        }
        if (welcome.get() == null) {
            var said = answer.text().isEmpty() ? "" : ": " + answer.text();
            throw failed(environment, "answered with " + answer.status() + " and without a welcome" + said, null);
        }
        return Handshake.welcomed(welcome.get(), environment);
    }

    private EnvironmentException failed(String environment, String why, @Nullable Throwable cause) {
        return new EnvironmentException(
                "Environment '" + environment + "' cannot be used: the worker at " + options.where() + " " + why + ".",
                cause);
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
        var to = session();
        var frame = payloads.frame(call);
        var bytes = MethodPayloads.bytes(frame, limit(to));
        var run = to.runs()
                .open(call.runId(), call.method(), events, to.lastWorker().get());
        var sent = new HttpRun(to, run, call, frame, acks);
        sent.send(withAcks(bytes));
        return sent;
    }

    private long limit(Session to) {
        return Math.min(options.maxFrameBytes(), to.info().maxFrameBytes().orElse(options.maxFrameBytes()))
                - ACKS_BYTES;
    }

    /** That the ends of other runs have arrived rides along. */
    private byte[] withAcks(byte[] frame) {
        if (acks.isEmpty()) {
            return frame;
        }
        var body = new ByteArrayOutputStream(frame.length + 200);
        for (int i = 0; i < MOST_ACKS; i++) {
            var runId = acks.poll();
            if (runId == null) {
                break;
            }
            body.writeBytes(FrameWriter.bytes(new Frame.Ack(runId)));
            body.write('\n');
        }
        body.writeBytes(frame);
        return body.toByteArray();
    }

    @Override
    public RemoteRun attach(String runId, RemoteMethod method, RemoteEvents events) {
        var to = session();
        var run = to.runs().resume(runId, method, events, to.info().worker());
        var sent = new HttpRun(to, run, RemoteCall.of(runId, method, List.of()), null, acks);
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
