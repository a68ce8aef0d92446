package dev.wove.remote.internal.http;

import dev.wove.environment.EnvironmentClock;
import dev.wove.internal.pool.BlockingPool;
import dev.wove.remote.RequestAnswer;
import dev.wove.remote.WorkerEndpoint;
import dev.wove.remote.internal.worker.BodyThread;
import dev.wove.remote.internal.worker.Ticks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: its events as lines, sent as they come, but together if all are there soon. For who accepts no
 * lines, an array when all are there. Thread-safe; nobody who brings an event waits for the network.
 */
final class HttpAnswer implements WorkerEndpoint.Receiver, BodyThread {
    private static final Duration TOGETHER = Duration.ofMillis(20);

    /** A client that has gone away is noticed when something is sent to it. */
    private static final Duration SIGNS_OF_LIFE = Duration.ofSeconds(5);

    /** Where {@code {"type":"task_error"} tells itself from other frames of its length. */
    private static final int KIND_OF_ERROR = "{\"type\":\"task_".length();

    private final RequestAnswer answer;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final boolean asArray;

    // Guarded by this.
    private List<byte[]> waiting = new ArrayList<>();
    private WorkerEndpoint.@Nullable Connection connection;
    private EnvironmentClock.@Nullable Timer timer;
    private boolean taken;
    private boolean idle = true;
    private boolean writing;
    private boolean closed;

    /** The one that brought the request, as long as it has time; it may block. */
    private volatile @Nullable Thread taker = Thread.currentThread();

    // Of the taker
    private @Nullable Runnable body;

    // Of the one thread that writes
    private boolean begun;

    HttpAnswer(RequestAnswer answer, @Nullable String accept) {
        this.answer = answer;
        this.asArray = accept != null && accept.contains("application/json") && !accept.contains("ndjson");
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    synchronized void connected(WorkerEndpoint.Connection to) {
        connection = to;
    }

    @Override
    public Duration signsOfLife() {
        return SIGNS_OF_LIFE;
    }

    @Override
    public void event(byte[] json) {
        synchronized (this) {
            if (closed) {
                return;
            }
            waiting.add(json);
            if (timer == null && !asArray) {
                timer = Ticks.schedule(TOGETHER, this::write);
            }
        }
    }

    @Override
    public void busy() {
        synchronized (this) {
            idle = false;
        }
    }

    @Override
    public void idle() {
        synchronized (this) {
            idle = true;
        }
        finishIfDone();
    }

    /** The first body that a request asks for runs on the thread that brought it, which has nothing else to do. */
    @Override
    public void execute(Runnable call) {
        if (Thread.currentThread() == taker && body == null) {
            body = call;
        } else {
            BlockingPool.execute(call);
        }
    }

    /** All that was asked for is under way, or answered, but what is left for this thread. */
    void taken() {
        synchronized (this) {
            taken = true;
        }
        if (body != null) {
            body.run();
        }
        finishIfDone();
        taker = null;
    }

    private void finishIfDone() {
        synchronized (this) {
            if (!taken || !idle || closed) {
                return;
            }
        }
        if (Thread.currentThread() == taker) {
            write();
        } else {
            BlockingPool.execute(this::write);
        }
    }

    /** Writes what is there, and ends the answer if that is all. One thread at a time. */
    private void write() {
        while (true) {
            List<byte[]> lines;
            boolean last;
            synchronized (this) {
                last = taken && idle;
                if (closed || writing || asArray && !last) {
                    return;
                }
                if (timer != null) {
                    timer.cancel();
                    timer = null;
                }
                lines = waiting;
                if (lines.isEmpty() && !last) {
                    return;
                }
                waiting = new ArrayList<>();
                writing = true;
                closed = last;
            }
            boolean works = written(lines, last);
            synchronized (this) {
                writing = false;
                closed = closed || !works;
                if (closed || waiting.isEmpty() && !(taken && idle)) {
                    return;
                }
            }
        }
    }

    private boolean written(List<byte[]> lines, boolean last) {
        try {
            if (begun) {
                answer.write(joined(lines));
            } else {
                begun = true;
                begin(lines, last);
            }
            if (last) {
                end();
            }
            return true;
        } catch (IOException | RuntimeException e) {
            end();
            WorkerEndpoint.Connection lost;
            synchronized (this) {
                lost = connection;
            }
            if (lost != null) {
                lost.lost();
            }
            return false;
        }
    }

    private void end() {
        try {
            answer.end();
        } finally {
            ended.complete(null);
        }
    }

    private void begin(List<byte[]> lines, boolean last) throws IOException {
        var body = asArray ? array(lines) : joined(lines);
        answer.begin(
                last && isBusy(lines) ? 503 : 200,
                asArray ? "application/json" : "application/x-ndjson",
                last ? body.length : -1);
        if (body.length > 0) {
            answer.write(body);
        }
    }

    /** Others than ours look at the status. */
    private static boolean isBusy(List<byte[]> lines) {
        return lines.size() == 1
                && lines.get(0).length < 1_000
                && lines.get(0).length > KIND_OF_ERROR
                && lines.get(0)[KIND_OF_ERROR] == 'e'
                && new String(lines.get(0), StandardCharsets.UTF_8).contains("\"error\":{\"kind\":\"Busy\"");
    }

    private static byte[] joined(List<byte[]> lines) {
        var all = new ByteArrayOutputStream(
                lines.stream().mapToInt(line -> line.length + 1).sum());
        for (var line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        return all.toByteArray();
    }

    private static byte[] array(List<byte[]> lines) {
        var all = new ByteArrayOutputStream();
        all.write('[');
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                all.write(',');
            }
            all.writeBytes(lines.get(i));
        }
        all.write(']');
        return all.toByteArray();
    }
}
