package dev.wove.remote.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes on, and sometimes cuts the way back after some of them. */
final class FaultyProxy implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    final AtomicInteger connections = new AtomicInteger();

    /** How many more connections are cut, and after how many bytes of the answer, or else of the request. */
    final AtomicInteger cuts = new AtomicInteger();

    volatile int cutAfter;
    volatile boolean cutsRequests;

    FaultyProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                connections.incrementAndGet();
                var worker = new Socket(InetAddress.getLoopbackAddress(), target);
                daemon(() -> pump(client, worker, false));
                daemon(() -> pump(worker, client, true));
            } catch (IOException e) {
                // Closed, or there is no worker: whoever connects notices
            }
        }
    }

    private void pump(Socket from, Socket to, boolean isAnswer) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream(), isAnswer);
        } catch (IOException e) {
            // Both are closed
        }
    }

    private void copy(InputStream in, OutputStream out, boolean isAnswer) throws IOException {
        var buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (isAnswer != cutsRequests && cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                out.write(buffer, 0, Math.min(n, cutAfter));
                out.flush();
                return;
            }
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    private static void daemon(Runnable action) {
        var thread = new Thread(action);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
