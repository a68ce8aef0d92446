package dev.wove.remote.internal.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wove.internal.pool.BlockingPool;
import dev.wove.remote.RequestAnswer;
import dev.wove.remote.WorkerEndpoint;
import dev.wove.remote.internal.sign.Gate;
import dev.wove.remote.internal.sign.Targets;
import dev.wove.remote.internal.sign.Verifier;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The server of the JDK as a door. */
public final class HttpServerDoor {
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
    private final Verifier verifier;
    private final Intake intake;
    private HttpServer server;

    public HttpServerDoor(ServerOptions options, Verifier verifier, WorkerEndpoint endpoint) {
        this.options = options;
        this.verifier = verifier;
        this.intake = new Intake(options, verifier, endpoint);
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

    private void handle(HttpExchange exchange) {
        intake.handle(
                exchange.getRequestMethod(),
                Targets.of(exchange.getRequestURI()),
                exchange.getRequestHeaders()::getFirst,
                exchange.getRequestBody(),
                new ExchangeAnswer(exchange));
    }

    /** One request of the server. */
    private record ExchangeAnswer(HttpExchange exchange) implements RequestAnswer {
        @Override
        public void begin(int status, String contentType, long length) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            // For the server, 0 stands for any length, and -1 for none.
            exchange.sendResponseHeaders(status, length < 0 ? 0 : length == 0 ? -1 : length);
        }

        @Override
        public void write(byte[] part) throws IOException {
            var out = exchange.getResponseBody();
            out.write(part);
            if (exchange.getResponseHeaders().getFirst("Content-Length") == null) {
                out.flush();
            }
        }

        @Override
        public void end() {
            exchange.close();
        }
    }

    public void close() {
        server.stop(0);
    }
}
