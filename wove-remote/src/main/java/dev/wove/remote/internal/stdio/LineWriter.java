package dev.wove.remote.internal.stdio;

import dev.wove.internal.pool.OwnThreads;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines on a thread of its own, those that are there together, so that nobody waits for whoever reads them. Thread-safe.
 */
final class LineWriter {
    private static final long STALL_NANOS = 10_000_000_000L;

    private final OutputStream out;
    private final long mostBytes;
    private final Consumer<IOException> failed;
    private final Thread thread;

    /** Guarded by itself, as the others. */
    private final ArrayDeque<Line> lines = new ArrayDeque<>();

    private long waitingBytes;
    private long writingSince;
    private boolean closed;

    private record Line(byte[] bytes, @Nullable Runnable written) {}

    /** @param failed called once if nothing can be written any more, on any thread */
    LineWriter(OutputStream out, String name, long mostBytes, Consumer<IOException> failed) {
        this.out = new BufferedOutputStream(out, 64 << 10);
        this.mostBytes = mostBytes;
        this.failed = failed;
        this.thread = OwnThreads.daemon(this::run, name);
    }

    void start() {
        thread.start();
    }

    /**
     * @param written called before the line may have reached anybody; null for nothing
     * @return whether it will be tried
     */
    boolean write(byte[] line, @Nullable Runnable written) {
        synchronized (lines) {
            if (closed) {
                return false;
            }
            boolean stalls = writingSince != 0 && System.nanoTime() - writingSince > STALL_NANOS;
            if (!stalls && waitingBytes <= mostBytes) {
                lines.add(new Line(line, written));
                waitingBytes += line.length;
                lines.notifyAll();
                return true;
            }
            closed = true;
            lines.clear();
            lines.notifyAll();
        }
        failed.accept(new IOException("Nobody reads what is written."));
        return false;
    }

    /** Writes what was given to it, and then ends the stream. */
    void close() {
        synchronized (lines) {
            closed = true;
            lines.notifyAll();
        }
    }

    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    private void run() {
        try (out) {
            for (var line = take(); line != null; line = take()) {
                if (line.written != null) {
                    line.written.run();
                }
                out.write(line.bytes);
                out.write('\n');
                if (isIdle()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            boolean isNews;
            synchronized (lines) {
                isNews = !closed;
                closed = true;
                lines.clear();
            }
            if (isNews) {
                failed.accept(e);
            }
        }
    }

    private @Nullable Line take() {
        synchronized (lines) {
            writingSince = 0;
            while (lines.isEmpty() && !closed) {
                try {
                    lines.wait();
                } catch (InterruptedException e) {
                    // Nobody has a reason to interrupt it.
                }
            }
            var line = lines.poll();
            if (line != null) {
                waitingBytes -= line.bytes.length;
                writingSince = System.nanoTime();
            }
            return line;
        }
    }

    private boolean isIdle() {
        synchronized (lines) {
            return lines.isEmpty();
        }
    }
}
