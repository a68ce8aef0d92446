package dev.wove.remote.internal.stdio;

import dev.wove.internal.pool.OwnThreads;
import dev.wove.remote.WorkerEndpoint;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameException;
import dev.wove.remote.internal.frame.FrameReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A worker's end of the lines. */
public final class StdioServer {
    private static final long MOST_WAITING = 64 << 20;

    /** After which a process whose coordinator is gone ends, whatever its threads do. */
    private static final Duration LAST = Duration.ofSeconds(10);

    private final InputStream in;
    private final OutputStream out;
    private final boolean ownsProcess;
    private @Nullable LineWriter writer;

    public StdioServer(InputStream in, OutputStream out, boolean ownsProcess) {
        this.in = in;
        this.out = out;
        this.ownsProcess = ownsProcess;
    }

    /** What is printed goes to standard error from now on. */
    public static StdioServer ofProcess() {
        System.setOut(System.err);
        return new StdioServer(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), true);
    }

    public void open(WorkerEndpoint endpoint) {
        var lines = new LineWriter(out, "wove-stdio-out", MOST_WAITING, e -> endpoint.shutdown());
        writer = lines;
        lines.start();
        var connection = endpoint.connect(json -> lines.write(json, null));
        OwnThreads.daemon(() -> read(endpoint, connection), "wove-stdio-in").start();
    }

    private void read(WorkerEndpoint endpoint, WorkerEndpoint.Connection connection) {
        try {
            // A line that is too long is told by the worker, as long as it is not much too long.
            var reader = new LineReader(in, endpoint.maxFrameBytes() * 2);
            for (var line = reader.next(); line != null; line = reader.next()) {
                if (isShutdown(line)) {
                    endpoint.shutdown();
                } else if (line.length > 0) {
                    connection.frame(line);
                }
            }
        } catch (IOException e) {
            // As if it had ended
        }
        connection.ended();
        endpoint.shutdown();
        if (ownsProcess) {
            endProcess();
        }
    }

    private static boolean isShutdown(byte[] line) {
        try {
            return line.length < 100 && FrameReader.read(line) instanceof Frame.Shutdown;
        } catch (FrameException e) {
            return false;
        }
    }

    private static void endProcess() {
        OwnThreads.daemon(
                        () -> {
                            try {
                                Thread.sleep(LAST.toMillis());
                            } catch (InterruptedException e) {
                                // Then now
                            }
                            Runtime.getRuntime().halt(3);
                        },
                        "wove-stdio-end")
                .start();
    }

    public void close() {
        var lines = writer;
        if (lines != null) {
            lines.close();
            try {
                lines.join(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
