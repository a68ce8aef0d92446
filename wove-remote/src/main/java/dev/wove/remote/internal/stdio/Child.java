package dev.wove.remote.internal.stdio;

import dev.wove.environment.Certainty;
import dev.wove.environment.WorkerInfo;
import dev.wove.internal.pool.OwnThreads;
import dev.wove.remote.internal.client.Handshake;
import dev.wove.remote.internal.client.OpenRun;
import dev.wove.remote.internal.client.OpenRuns;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameException;
import dev.wove.remote.internal.frame.FrameReader;
import dev.wove.remote.internal.frame.FrameWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One child process, from its start to its end. Its runs end with it. Thread-safe. */
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.remote");

    /** Lines in a row that are no frames, after which it is none of ours, or has lost its way. */
    private static final int MOST_STRAY_LINES = 10;

    private static final long MOST_WAITING = 64 << 20;

    private final Process process;
    private final String environment;
    private final OpenRuns runs;
    private final LineWriter writer;
    private final long maxFrameBytes;

    /** Those of this process, and whether they have left. */
    private final Map<OpenRun, Boolean> own = new ConcurrentHashMap<>();

    private final CompletableFuture<WorkerInfo> ready = new CompletableFuture<>();
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
    private volatile @Nullable WorkerInfo info;
    private volatile boolean closing;

    Child(Process process, String environment, OpenRuns runs, long maxFrameBytes) {
        this.process = process;
        this.environment = environment;
        this.runs = runs;
        this.maxFrameBytes = maxFrameBytes;
        this.writer = new LineWriter(process.getOutputStream(), "wove-child-in", MOST_WAITING, e -> kill());
    }

    void start() {
        writer.start();
        writer.write(FrameWriter.bytes(Handshake.hello(maxFrameBytes)), null);
        OwnThreads.daemon(this::read, "wove-child-out").start();
    }

    /** What the worker says of itself; fails if the process ends before that. */
    CompletableFuture<WorkerInfo> ready() {
        return ready;
    }

    /** Completed with why, when the process has ended. */
    CompletableFuture<Throwable> ended() {
        return ended;
    }

    boolean isReady() {
        return info != null && !closing && !ended.isDone();
    }

    WorkerInfo info() {
        return ready.join();
    }

    String name() {
        var known = info;
        return known == null ? "process " + process.pid() : known.worker();
    }

    int inFlight() {
        return own.size();
    }

    long maxFrameBytes() {
        var known = info;
        return known == null
                ? maxFrameBytes
                : Math.min(maxFrameBytes, known.maxFrameBytes().orElse(maxFrameBytes));
    }

    /** Its end is told to the run in any case. */
    void send(OpenRun run, byte[] frame) {
        own.put(run, false);
        boolean tried = writer.write(frame, () -> {
            own.replace(run, true);
            run.sent(frame.length);
        });
        if (!tried || ended.isDone()) {
            loseAll();
        }
    }

    void abandon(OpenRun run) {
        own.remove(run);
        runs.abandon(run);
    }

    void send(Frame frame) {
        writer.write(FrameWriter.bytes(frame), null);
    }

    private void read() {
        try {
            var reader = new LineReader(process.getInputStream(), maxFrameBytes * 2);
            int stray = 0;
            for (var line = reader.next(); line != null && stray < MOST_STRAY_LINES; line = reader.next()) {
                stray = isFrame(line) ? 0 : stray + 1;
            }
        } catch (IOException e) {
            LOG.warn("Worker '{}' of environment '{}' is ended: {}", name(), environment, e.getMessage());
        }
        end();
    }

    private boolean isFrame(byte[] line) {
        Frame frame;
        try {
            frame = FrameReader.read(line);
        } catch (FrameException e) {
            LOG.warn(
                    "Worker '{}' of environment '{}' has written {} bytes that are no frame. {}",
                    name(),
                    environment,
                    line.length,
                    e.getMessage());
            return false;
        }
        if (frame instanceof Frame.Welcome welcome) {
            welcomed(welcome);
            return true;
        }
        var run = runs.event(frame, name(), line.length);
        if (run != null) {
            own.remove(run);
            send(new Frame.Ack(run.runId()));
        }
        return true;
    }

    private void welcomed(Frame.Welcome welcome) {
        try {
            info = Handshake.welcomed(welcome, environment);
            ready.complete(info);
        } catch (RuntimeException e) {
            ready.completeExceptionally(e);
            kill();
        }
    }

    private void end() {
        kill();
        writer.close();
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            status = -1;
        }
        var why = new IOException(
                "worker '" + name() + "' of environment '" + environment + "' has ended with status " + status);
        ready.completeExceptionally(why);
        ended.complete(why);
        loseAll();
    }

    private void loseAll() {
        var why = ended.getNow(
                new IOException("worker '" + name() + "' of environment '" + environment + "' takes nothing any more"));
        for (var each : own.entrySet()) {
            var run = each.getKey();
            own.remove(run);
            runs.close(run);
            run.lose(why, each.getValue() ? Certainty.UNKNOWN : Certainty.NOT_DELIVERED);
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Tells it to end; what has not ended by itself after {@code grace} is killed. */
    void close(Duration grace) {
        closing = true;
        send(new Frame.Shutdown(grace.toMillis()));
        writer.close();
        process.onExit()
                .orTimeout(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS)
                .exceptionally(e -> {
                    kill();
                    return process;
                });
    }

    boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
