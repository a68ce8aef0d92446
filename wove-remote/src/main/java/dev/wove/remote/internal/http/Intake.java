package dev.wove.remote.internal.http;

import dev.wove.remote.RequestAnswer;
import dev.wove.remote.WorkerEndpoint;
import dev.wove.remote.internal.sign.RefusedException;
import dev.wove.remote.internal.sign.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests, whatever the server. Thread-safe. */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger("dev.wove.remote");

    private final RequestChecks checks;
    private final Verifier verifier;
    private final WorkerEndpoint endpoint;
    private final FailedLogins failures = new FailedLogins(LOG);

    public Intake(ServerOptions options, Verifier verifier, WorkerEndpoint endpoint) {
        this.checks = new RequestChecks(options, endpoint.maxFrameBytes());
        this.verifier = verifier;
        this.endpoint = endpoint;
    }

    /** @return completes when the answer has ended */
    public CompletableFuture<Void> handle(
            String method,
            String target,
            Function<String, @Nullable String> header,
            InputStream body,
            RequestAnswer answer) {
        try {
            if (path(target).equals("/healthz")) {
                return plain(answer, 200, endpoint.isDraining() ? "draining" : "ready");
            }
            // The order matters: nothing is read of whom nobody knows, and nothing parsed of what nobody has signed.
            checks.beforeAnything(method, path(target), header);
            var claim = verifier.claim(header);
            var bytes = checks.body(body);
            verifier.verify(claim, "http", target, bytes);
            return take(header, bytes, answer);
        } catch (RefusedException e) {
            failures.note(e);
            return plain(answer, e.status(), e.getMessage());
        } catch (IOException e) {
            LOG.debug("A request was cut off.", e);
            answer.end();
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException e) {
            LOG.error("A request could not be taken.", e);
            return plain(answer, 500, "The worker has failed.");
        }
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The body is one frame, or several as lines. */
    private CompletableFuture<Void> take(Function<String, @Nullable String> header, byte[] body, RequestAnswer to) {
        var answer = new HttpAnswer(to, header.apply("Accept"));
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
        return answer.ended();
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] > ' ' || body[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static CompletableFuture<Void> plain(RequestAnswer answer, int status, String text) {
        try {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            answer.begin(status, "text/plain; charset=utf-8", bytes.length);
            answer.write(bytes);
        } catch (IOException | RuntimeException e) {
            LOG.debug("A refusal could not be sent.", e);
        } finally {
            answer.end();
        }
        return CompletableFuture.completedFuture(null);
    }
}
