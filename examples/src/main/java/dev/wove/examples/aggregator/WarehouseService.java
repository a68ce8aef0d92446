package dev.wove.examples.aggregator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP service on this machine, which knows how many cones of each yarn there are. Of yarns whose number ends in 7 it
 * knows nothing, and those that end in 33 it cannot look up.
 */
public final class WarehouseService implements AutoCloseable {
    static {
        // Else each answer waits 40 ms for the acknowledgement of its headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int OK = 200;
    private static final int UNKNOWN = 404;
    private static final int BROKEN = 500;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Duration latency;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** Starts the service. */
    public WarehouseService(Duration latency) throws IOException {
        this.latency = latency;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/yarns/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** How many requests it answered at once, at most. */
    public int mostAtOnce() {
        return most.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try (exchange) {
            Thread.sleep(latency.toMillis());
            int yarn = Integer.parseInt(exchange.getRequestURI().getPath().substring("/yarns/".length()));
            running.decrementAndGet();
            int status = yarn % 100 == 33 ? BROKEN : yarn % 10 == 7 ? UNKNOWN : OK;
            if (status == OK) {
                var body = ("{\"yarn\":" + yarn + ",\"cones\":" + yarn * 13 % 50 + "}").getBytes(UTF_8);
                exchange.sendResponseHeaders(OK, body.length);
                exchange.getResponseBody().write(body);
            } else {
                exchange.sendResponseHeaders(status, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
