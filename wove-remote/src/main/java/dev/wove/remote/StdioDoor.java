package dev.wove.remote;

import dev.wove.remote.internal.stdio.StdioServer;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The way into a worker that is a child process: frames are lines on standard input and output. When the input ends, because the
 * coordinator has ended, all bodies are stopped, and the process ends.
 */
public final class StdioDoor implements WorkerDoor {
    private final StdioServer server;

    private StdioDoor(StdioServer server) {
        this.server = server;
    }

    /**
     * That of this process. From now on {@code System.out} is standard error, so that nothing that is printed can get between the
     * frames: call it before anything else.
     */
    public static StdioDoor stdio() {
        return new StdioDoor(StdioServer.ofProcess());
    }

    /** On other streams, which end nothing but the worker when they end. */
    public static StdioDoor on(InputStream in, OutputStream out) {
        return new StdioDoor(new StdioServer(in, out, false));
    }

    @Override
    public void open(WorkerEndpoint endpoint) {
        server.open(endpoint);
    }

    @Override
    public void drain() {}

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "stdio";
    }
}
