package dev.wove.remote.internal.http;

import dev.wove.remote.internal.sign.RefusedException;
import dev.wove.remote.internal.sign.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is checked of a request before anybody asks who sends it, and how much of it is read. */
final class RequestChecks {
    private static final Set<String> TYPES = Set.of("application/json", "application/x-ndjson");

    private final ServerOptions options;
    private final long longest;

    RequestChecks(ServerOptions options, long longest) {
        this.options = options;
        this.longest = longest;
    }

    void beforeAnything(String method, String path, Function<String, @Nullable String> header) throws RefusedException {
        if (!path.equals(options.path())) {
            throw new RefusedException(404, "There is nothing here.");
        }
        if (!method.equals("POST")) {
            throw new RefusedException(405, "Only POST is taken.");
        }
        if (header.apply("Origin") != null) {
            throw new RefusedException(403, "Web pages are not let in.");
        }
        if (!isKnown(header.apply("Host"))) {
            throw new RefusedException(403, "The worker is not reached under that name.");
        }
        var type = header.apply("Content-Type");
        if (type == null || !TYPES.contains(type.split(";")[0].strip().toLowerCase(Locale.ROOT))) {
            throw new RefusedException(415, "Only application/json is taken.");
        }
        var length = header.apply("Content-Length");
        if (length != null && isTooLong(length)) {
            throw tooLong();
        }
    }

    /** A browser that was given another name for this machine is none of ours. */
    private boolean isKnown(@Nullable String host) {
        if (host == null) {
            return false;
        }
        int colon = host.lastIndexOf(':');
        var name = (colon > host.lastIndexOf(']') ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
        if (Targets.isLocal(name) || options.names().contains(name)) {
            return true;
        }
        return options.names().isEmpty() && !Targets.isLocal(options.host());
    }

    private boolean isTooLong(String length) throws RefusedException {
        try {
            return Long.parseLong(length.strip()) > longest;
        } catch (NumberFormatException e) {
            throw new RefusedException(400, "The length of the request is no number.");
        }
    }

    private RefusedException tooLong() {
        return new RefusedException(413, "At most " + longest + " bytes are taken.");
    }

    byte[] body(InputStream from) throws RefusedException, IOException {
        var body = from.readNBytes((int) Math.min(longest + 1, Integer.MAX_VALUE - 8));
        if (body.length > longest) {
            throw tooLong();
        }
        return body;
    }
}
