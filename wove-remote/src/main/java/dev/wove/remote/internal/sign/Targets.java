package dev.wove.remote.internal.sign;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of an address is signed, and which addresses are this machine. */
public final class Targets {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private Targets() {}

    /** Path and query as they are sent; no path is the root. */
    public static String of(URI address) {
        var path = address.getRawPath();
        var query = address.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    /** By its name alone; nothing is looked up. */
    public static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL.contains(host.toLowerCase(Locale.ROOT));
    }
}
