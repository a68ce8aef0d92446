package dev.wove.remote.internal.http;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a door listens.
 *
 * @param names under which it is reached beside those of this machine, in lower case
 */
public record ServerOptions(
        String host,
        int port,
        String path,
        Set<String> names,
        @Nullable SSLContext tls,
        boolean insecure) {
    public static ServerOptions of(int port) {
        return new ServerOptions("127.0.0.1", port, "/wove/tasks", Set.of(), null, false);
    }

    public ServerOptions host(String address) {
        return new ServerOptions(address, port, path, names, tls, insecure);
    }

    public ServerOptions path(String absolute) {
        if (!absolute.startsWith("/")) {
            throw new IllegalArgumentException("The path of a door begins with '/', but it is '" + absolute + "'.");
        }
        return new ServerOptions(host, port, absolute, names, tls, insecure);
    }

    public ServerOptions name(String name) {
        var more = new HashSet<>(names);
        more.add(name.toLowerCase(Locale.ROOT));
        return new ServerOptions(host, port, path, Set.copyOf(more), tls, insecure);
    }

    public ServerOptions tls(SSLContext context) {
        return new ServerOptions(host, port, path, names, context, insecure);
    }

    public ServerOptions withInsecure() {
        return new ServerOptions(host, port, path, names, tls, true);
    }
}
