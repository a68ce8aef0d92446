package dev.wove.remote.internal.http;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;

/** What may happen to requests. */
final class Problems {
    private Problems() {}

    static Throwable of(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** Whether nothing can have been sent. */
    static boolean neverSent(Throwable problem) {
        return problem instanceof ConnectException
                || problem instanceof HttpConnectTimeoutException
                || problem instanceof UnresolvedAddressException;
    }

    /** The client leaves many of its exceptions without a message. */
    static String text(Throwable problem) {
        for (Throwable each = problem; each != null; each = each.getCause()) {
            if (each.getMessage() != null && !each.getMessage().isBlank()) {
                return each.getMessage();
            }
        }
        return problem.getClass().getSimpleName();
    }
}
