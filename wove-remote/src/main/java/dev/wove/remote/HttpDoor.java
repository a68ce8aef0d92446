package dev.wove.remote;

import dev.wove.remote.internal.http.HttpServerDoor;
import dev.wove.remote.internal.http.ServerOptions;
import dev.wove.remote.internal.sign.Entrants;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The way into a worker over HTTP, on the server that the JDK brings.
 *
 * <pre>{@code
 * WoveWorker.create().serve(Reports.class, reports).door(http(8080).secret(env("REPORTS_KEY"))).start()
 * }</pre>
 *
 * <p>It listens on this machine only, unless {@link #host} says otherwise, which needs {@link #tls} and a secret. Requests of web
 * pages are refused. {@code GET /healthz} says {@code ready} or {@code draining}. The limits of that server are properties of the
 * JVM, {@code sun.net.httpserver.*}, which are set here unless they are, and count for its other servers as well. Not thread-safe
 * until it is opened.
 */
public final class HttpDoor implements WorkerDoor {
    private ServerOptions options;
    private final Entrants entrants = new Entrants();
    private @Nullable HttpServerDoor server;

    private HttpDoor(int port) {
        this.options = ServerOptions.of(port);
    }

    /** @param port 0 for one that is free */
    public static HttpDoor http(int port) {
        return new HttpDoor(port);
    }

    /** The address to listen on, as {@code 0.0.0.0} for all of this machine. */
    public HttpDoor host(String address) {
        options = options.host(address);
        return this;
    }

    /** The path that takes frames, {@code /wove/tasks} if not given. */
    public HttpDoor path(String absolute) {
        options = options.path(absolute);
        return this;
    }

    /** A name under which coordinators reach it, beside those of this machine. If any is given, others are refused. */
    public HttpDoor name(String host) {
        options = options.name(host);
        return this;
    }

    /** Lets in who signs with this secret, under the key {@code default}. */
    public HttpDoor secret(Secret secret) {
        return secret("default", secret);
    }

    /** Lets in who signs with this secret, under that key. Several at once let coordinators change from one to the next. */
    public HttpDoor secret(String key, Secret secret) {
        entrants.key(key, secret);
        return this;
    }

    /** Lets in who shows this token. It can be read by whoever can read requests, which TLS must prevent. */
    public HttpDoor bearer(Secret value) {
        entrants.bearer(value);
        return this;
    }

    /** Speaks HTTPS. */
    public HttpDoor tls(SSLContext context) {
        options = options.tls(context);
        return this;
    }

    /** Lets in anybody, or listens in the clear, beyond this machine. */
    public HttpDoor insecure() {
        options = options.withInsecure();
        return this;
    }

    /** The port that it listens on, once the worker has started. */
    public int port() {
        if (server == null) {
            throw new IllegalStateException("The door is not open.");
        }
        return server.port();
    }

    @Override
    public void open(WorkerEndpoint endpoint) throws Exception {
        var opened = new HttpServerDoor(options, entrants.verifier(), endpoint);
        opened.start();
        server = opened;
    }

    @Override
    public void drain() {}

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public String toString() {
        return "http " + options.host() + ":" + options.port();
    }
}
