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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final List<URI> more;

    private HttpEnvironment(HttpOptions options, List<URI> more) {
        this.options = options;
        this.more = List.copyOf(more);
    }

    private HttpEnvironment with(HttpOptions other) {
        return new HttpEnvironment(other, more);
    }

    /**
     * @param url of the worker's door, with its path
     * @throws IllegalArgumentException if it is no URL of HTTP
     */
    public static HttpEnvironment http(String url) {
        return new HttpEnvironment(HttpOptions.of(address(url)), List.of());
    }

    /**
     * Several workers of the same kind. New runs go round; whatever else a run needs goes to the worker that has begun it. One
     * that cannot be reached gets nothing until it can, and an environment can be used as long as one of them can.
     *
     * @param urls of the doors of more workers, each another one, and not of something that stands before several
     * @throws IllegalArgumentException if one is no URL of HTTP, or is there twice
     */
    public static HttpEnvironment http(String url, String... urls) {
        var all = new LinkedHashSet<URI>();
        all.add(address(url));
        for (var each : urls) {
            if (!all.add(address(each))) {
                throw new IllegalArgumentException("The worker at '" + each + "' is named twice.\n"
                        + "  Name each worker once: new runs go round all of them.");
            }
        }
        var first = all.iterator().next();
        all.remove(first);
        return new HttpEnvironment(HttpOptions.of(first), List.copyOf(all));
    }

    private static URI address(String url) {
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
        return address;
    }

    /** Signs requests with this secret, under the key {@code default}. */
    public HttpEnvironment secret(Secret secret) {
        return secret("default", secret);
    }

    /** Signs requests with this secret, under that key. */
    public HttpEnvironment secret(String key, Secret secret) {
        return with(options.signer(Signer.signed(key, secret, Instant::now)));
    }

    /** Shows this token with each request. */
    public HttpEnvironment bearer(Secret token) {
        return with(options.signer(Signer.bearer(token)));
    }

    /** Sends this header with each request, as a gateway may need. */
    public HttpEnvironment header(String name, String value) {
        if (RESERVED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            throw new IllegalArgumentException("The header " + name + " is set by Wove.");
        }
        return with(options.header(name, value));
    }

    /** The certificates that are trusted and shown. Names of hosts are checked in any case. */
    public HttpEnvironment tls(SSLContext context) {
        return with(options.tls(context));
    }

    /** How long a connection may take to be there, 5 seconds if not given. */
    public HttpEnvironment connectWithin(Duration limit) {
        return with(options.connectLimit(limit));
    }

    /** How long a lost answer is asked for again, 30 seconds if not given; then the run counts as lost. */
    public HttpEnvironment reconnectWithin(Duration limit) {
        return with(options.reconnectLimit(limit));
    }

    /** Goes beyond this machine in the clear, or to whoever is there. */
    public HttpEnvironment insecure() {
        return with(options.withInsecure());
    }

    @Override
    public EnvironmentExecutor open() {
        var all = new ArrayList<HttpOptions>();
        all.add(options);
        more.forEach(each -> all.add(options.address(each)));
        return new HttpExecutor(all);
    }

    @Override
    public String toString() {
        return more.isEmpty() ? options.where() : options.where() + " and " + more.size() + " more";
    }
}
