package dev.wove.remote.internal.http;

import dev.wove.environment.EnvironmentClock;
import dev.wove.environment.EnvironmentException;
import dev.wove.environment.WorkerInfo;
import dev.wove.internal.text.DurationText;
import dev.wove.remote.internal.client.Handshake;
import dev.wove.remote.internal.client.OpenRuns;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameWriter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One of the workers of an environment, by its address. What was begun there is asked for there. Thread-safe. */
final class HttpWorker {
    private static final int MOST_ACKS = 100;

    /** What they take at most, which ride along. */
    private static final int ACKS_BYTES = MOST_ACKS * 250;

    private final String environment;
    private final HttpOptions options;
    private final Requests requests;
    private final OpenRuns runs;
    private final EnvironmentClock clock;
    private final ConcurrentLinkedQueue<String> acks = new ConcurrentLinkedQueue<>();
    private volatile @Nullable WorkerInfo info;
    private volatile String name = "";
    private volatile long restsUntil;
    private volatile boolean rests;

    HttpWorker(String environment, HttpOptions options, OpenRuns runs, EnvironmentClock clock) {
        this.environment = environment;
        this.options = options;
        this.requests = new Requests(options);
        this.runs = runs;
        this.clock = clock;
    }

    HttpOptions options() {
        return options;
    }

    Requests requests() {
        return requests;
    }

    OpenRuns runs() {
        return runs;
    }

    EnvironmentClock clock() {
        return clock;
    }

    /** What it says of itself; null as long as it has not been reached. */
    @Nullable
    WorkerInfo info() {
        return info;
    }

    /** The name it had when it was last heard; another one once it has been started again. */
    String name() {
        return name;
    }

    void hasName(String heard) {
        name = heard;
    }

    /** Says hello; fails with an {@link EnvironmentException} that says why it cannot be used. */
    CompletableFuture<WorkerInfo> greet() {
        var welcome = new AtomicReference<Frame.@Nullable Welcome>();
        return requests.post(FrameWriter.bytes(Handshake.hello(options.maxFrameBytes())), (frame, bytes) -> {
                    if (frame instanceof Frame.Welcome given) {
                        welcome.set(given);
                    }
                })
                .handle((answer, thrown) -> {
                    if (thrown != null) {
                        var problem = Problems.of(thrown);
                        throw unusable("cannot be reached: " + Problems.text(problem), problem);
                    }
                    var given = welcome.get();
                    if (given == null) {
                        throw unusable(
                                "answered with " + answer.status() + " and without a welcome" + answer.said(), null);
                    }
                    var welcomed = Handshake.welcomed(given, environment);
                    checkLease(given.leaseMillis());
                    name = welcomed.worker();
                    info = welcomed;
                    rests = false;
                    return welcomed;
                });
    }

    /** Else a run could count as lost, and be done again elsewhere, while its body still runs here. */
    private void checkLease(long leaseMillis) {
        var limit = options.reconnectLimit();
        if (limit.toMillis() < leaseMillis) {
            throw unusable(
                    "goes on for " + DurationText.of(Duration.ofMillis(leaseMillis))
                            + " with a run whose coordinator is silent, but is given up after "
                            + DurationText.of(limit)
                            + ".\n  Make reconnectWithin(...) at least that long, or .lease(...) of"
                            + " the worker shorter.",
                    null);
        }
    }

    EnvironmentException unusable(String why, @Nullable Throwable cause) {
        return new EnvironmentException(
                "Environment '" + environment + "' cannot be used: the worker at " + options.where() + " " + why
                        + (why.endsWith(".") ? "" : "."),
                cause);
    }

    /** Gets no new runs for a while, as long as there are others. */
    void rest(long millis) {
        restsUntil = clock.nanoTime() + millis * 1_000_000;
        rests = true;
    }

    boolean rests() {
        if (rests && restsUntil - clock.nanoTime() <= 0) {
            rests = false;
        }
        return rests;
    }

    /** The size of the largest run that it takes. */
    long limit() {
        var known = info;
        long most = options.maxFrameBytes();
        return (known == null ? most : Math.min(most, known.maxFrameBytes().orElse(most))) - ACKS_BYTES;
    }

    void acknowledge(String runId) {
        acks.add(runId);
    }

    /** That the ends of other runs have arrived rides along. */
    byte[] withAcks(byte[] frame) {
        if (acks.isEmpty()) {
            return frame;
        }
        var body = new ByteArrayOutputStream(frame.length + 400);
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
}
