package dev.wove.examples.postpage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP service on this machine, which knows ads, related posts and ratings of comments. Overloaded, it sends the
 * first request for the rating of one comment away.
 */
public final class PartnerService implements AutoCloseable {
    static {
        // Else each answer waits 40 ms for the acknowledgement of its headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Duration latency;
    private final int status;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final List<String> turnedAway = new CopyOnWriteArrayList<>();

    /**
     * Starts the service.
     *
     * @param status what it answers; if not 200, it does so in half the time
     */
    public PartnerService(Duration latency, int status) throws IOException {
        this.latency = latency;
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The requests that it was too busy to answer. */
    public List<String> turnedAway() {
        return List.copyOf(turnedAway);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        try (exchange) {
            Thread.sleep((status == OK ? latency : latency.dividedBy(2)).toMillis());
            boolean busy = isRatingOfOneComment(path) && seen.add(path);
            if (status != OK) {
                exchange.sendResponseHeaders(status, -1);
            } else if (busy) {
                turnedAway.add(path);
                exchange.sendResponseHeaders(UNAVAILABLE, -1);
            } else {
                var body = body(path).getBytes(UTF_8);
                exchange.sendResponseHeaders(OK, body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each post has one comment with such a number. */
    private static boolean isRatingOfOneComment(String path) {
        return path.startsWith("/ratings/") && path.endsWith("3");
    }

    private static String body(String path) {
        if (path.startsWith("/ratings/")) {
            int comment = Integer.parseInt(path.substring("/ratings/".length()));
            return String.valueOf(1 + comment * 7 % 5);
        }
        return path.equals("/ads") ? "Looms, half price this week" : "On designing\nThe pleasures of a good selvage";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
