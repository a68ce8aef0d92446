package dev.wove.remote;

import dev.wove.environment.EnvironmentExecutor;
import dev.wove.environment.EnvironmentSource;
import dev.wove.internal.CheckReturnValue;
import dev.wove.remote.internal.http.HttpExecutor;
import dev.wove.remote.internal.http.HttpOptions;
import dev.wove.remote.internal.sign.Signer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * A worker that is reached over HTTP.
 *
 * <pre>{@code
 * http("https://reports.internal/wove/tasks").secret(env("REPORTS_KEY"))
 * }</pre>
 *
 * <p>Beyond this machine it must be {@code https} and have a secret, unless it is said to be {@link #insecure}. An answer that
 * gets lost on the way is asked for again; the worker does not run the body twice for that. Immutable.
 */
@CheckReturnValue
public final class HttpEnvironment implements EnvironmentSource {
    /** Those of the signature, and what the client sets itself. */
    private static final Set<String> RESERVED =
            Set.of("x-wove-key", "x-wove-timestamp", "x-wove-nonce", "x-wove-signature", "content-type", "accept");

    private final HttpOptions options;

    private HttpEnvironment(HttpOptions options) {
        this.options = options;
    }

    /**
     * @param url of the worker's door, with its path
     * @throws IllegalArgumentException if it is no URL of HTTP
     */
    public static HttpEnvironment http(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + url + "' is no URL: " + e.getMessage(), e);
        }
        var scheme = address.getScheme();
        if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("'" + url + "' is no URL of a worker.\n"
                    + "  It begins with https:// or, on this machine, http://.");
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException("A URL of a worker holds no user and password.\n  Use .secret(...).");
        }
        return new HttpEnvironment(HttpOptions.of(address));
    }

    /** Signs requests with this secret, under the key {@code default}. */
    public HttpEnvironment secret(Secret secret) {
        return secret("default", secret);
    }

    /** Signs requests with this secret, under that key. */
    public HttpEnvironment secret(String key, Secret secret) {
        return new HttpEnvironment(options.signer(Signer.signed(key, secret, Instant::now)));
    }

    /** Shows this token with each request. */
    public HttpEnvironment bearer(Secret token) {
        return new HttpEnvironment(options.signer(Signer.bearer(token)));
    }

    /** Sends this header with each request, as a gateway may need. */
    public HttpEnvironment header(String name, String value) {
        if (RESERVED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            throw new IllegalArgumentException("The header " + name + " is set by Wove.");
        }
        return new HttpEnvironment(options.header(name, value));
    }

    /** The certificates that are trusted and shown. Names of hosts are checked in any case. */
    public HttpEnvironment tls(SSLContext context) {
        return new HttpEnvironment(options.tls(context));
    }

    /** How long a connection may take to be there, 5 seconds if not given. */
    public HttpEnvironment connectWithin(Duration limit) {
        return new HttpEnvironment(options.connectLimit(limit));
    }

    /** How long a lost answer is asked for again, 30 seconds if not given; then the run counts as lost. */
    public HttpEnvironment reconnectWithin(Duration limit) {
        return new HttpEnvironment(options.reconnectLimit(limit));
    }

    /** Goes beyond this machine in the clear, or to whoever is there. */
    public HttpEnvironment insecure() {
        return new HttpEnvironment(options.withInsecure());
    }

    @Override
    public EnvironmentExecutor open() {
        return new HttpExecutor(options);
    }

    @Override
    public String toString() {
        return options.where();
    }
}
