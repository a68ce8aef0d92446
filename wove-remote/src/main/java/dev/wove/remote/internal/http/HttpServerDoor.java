package dev.wove.remote.internal.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wove.internal.pool.BlockingPool;
import dev.wove.remote.WorkerEndpoint;
import dev.wove.remote.internal.sign.Gate;
import dev.wove.remote.internal.sign.RefusedException;
import dev.wove.remote.internal.sign.Targets;
import dev.wove.remote.internal.sign.Verifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of the JDK as a door. */
public final class HttpServerDoor {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.remote");

    static {
        // Read when the server's classes are loaded. Without them answers wait 40 ms, slow senders keep their threads,
        // and
        // what somebody says he will send is waited for who is refused.
        setIfAbsent("sun.net.httpserver.drainAmount", "0");
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.maxReqTime", "60");
        setIfAbsent("sun.net.httpserver.maxReqHeaders", "50");
    }

    private final ServerOptions options;
    private final RequestChecks checks;
    private final Verifier verifier;
    private final WorkerEndpoint endpoint;
    private final FailedLogins failures = new FailedLogins(LOG);
    private HttpServer server;

    public HttpServerDoor(ServerOptions options, Verifier verifier, WorkerEndpoint endpoint) {
        this.options = options;
        this.verifier = verifier;
        this.endpoint = endpoint;
        this.checks = new RequestChecks(options, endpoint.maxFrameBytes());
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    public void start() throws IOException {
        Gate.check(
                "The door at " + options.host() + ":" + options.port(),
                options.host(),
                options.tls() != null,
                verifier.authenticates(),
                options.insecure());
        var address = new InetSocketAddress(options.host(), options.port());
        if (options.tls() == null) {
            server = HttpServer.create(address, 0);
        } else {
            var secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(options.tls()));
            server = secure;
        }
        server.setExecutor(BlockingPool::execute);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            if (exchange.getRequestURI().getPath().equals("/healthz")) {
                answer(exchange, 200, endpoint.isDraining() ? "draining" : "ready");
                return;
            }
            // The order matters: nothing is read of whom nobody knows, and nothing parsed of what nobody has signed.
            checks.beforeAnything(exchange);
            var claim = verifier.claim(name -> exchange.getRequestHeaders().getFirst(name));
            var body = checks.body(exchange);
            verifier.verify(claim, "http", target(exchange), body);
            take(exchange, body);
        } catch (RefusedException e) {
            failures.note(e);
            answer(exchange, e.status(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A request could not be taken.", e);
            answer(exchange, 500, "The worker has failed.");
        }
    }

    private static String target(HttpExchange exchange) {
        return Targets.of(exchange.getRequestURI());
    }

    /** The body is one frame, or several as lines. */
    private void take(HttpExchange exchange, byte[] body) {
        var answer = new HttpAnswer(exchange);
        var connection = endpoint.connect(answer);
        answer.connected(connection);
        int from = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                if (!isBlank(body, from, i)) {
                    connection.frame(from == 0 && i == body.length ? body : Arrays.copyOfRange(body, from, i));
                }
                from = i + 1;
            }
        }
        answer.taken();
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] > ' ' || body[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    public void close() {
        server.stop(0);
    }
}
