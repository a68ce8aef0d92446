package dev.wove.remote;

import dev.wove.remote.internal.http.Intake;
import dev.wove.remote.internal.http.ServerOptions;
import dev.wove.remote.internal.sign.Entrants;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A way into a worker over HTTP, on a server that is there already: that of Spring, Ktor, Undertow. It is given requests, checks
 * them as {@link HttpDoor} does, and writes their answers.
 *
 * <pre>{@code
 * var door = MountedDoor.mounted().secret(env("REPORTS_KEY"));
 * WoveWorker.create().serve(Reports.class, reports).door(door).start();
 * // for each POST /wove/tasks of the server
 * door.handle("POST", "/wove/tasks", request::getHeader, request.getInputStream(), answer).join();
 * }</pre>
 *
 * <p>Where that server listens, and whether it speaks TLS, is its own business; a secret is needed in any case, unless the door is
 * said to be {@link #insecure}. Not thread-safe until it is opened.
 */
public final class MountedDoor implements WorkerDoor {
    private ServerOptions options = ServerOptions.of(0).host("a server");
    private final Entrants entrants = new Entrants();
    private volatile @Nullable Intake intake;

    private MountedDoor() {}

    /** A door that takes requests for {@code /wove/tasks} and lets in nobody yet. */
    public static MountedDoor mounted() {
        return new MountedDoor();
    }

    /** The path that takes frames, {@code /wove/tasks} if not given; others are answered with 404. */
    public MountedDoor path(String absolute) {
        options = options.path(absolute);
        return this;
    }

    /** A name under which coordinators reach the server, beside those of this machine. If any is given, others are refused. */
    public MountedDoor name(String host) {
        options = options.name(host);
        return this;
    }

    /** Lets in who signs with this secret, under the key {@code default}. */
    public MountedDoor secret(Secret secret) {
        return secret("default", secret);
    }

    /** Lets in who signs with this secret, under that key. Several at once let coordinators change from one to the next. */
    public MountedDoor secret(String key, Secret secret) {
        entrants.key(key, secret);
        return this;
    }

    /** Lets in who shows this token. It can be read by whoever can read requests, which TLS must prevent. */
    public MountedDoor bearer(Secret value) {
        entrants.bearer(value);
        return this;
    }

    /** Lets in anybody, where something before this door knows who may come. */
    public MountedDoor insecure() {
        options = options.withInsecure();
        return this;
    }

    /**
     * Takes one request. The thread may be blocked: the body of the request is read on it, and mostly the task runs on it as well.
     *
     * @param method the verb
     * @param target path and query as they were sent: they are signed
     * @param header gives the first value of a header whatever the case of its name, null if there is none
     * @param body is read only if the headers are right, and never further than the worker takes
     * @return completes when the answer has ended
     * @throws IllegalStateException if the worker has not been started, or has ended
     */
    public CompletableFuture<Void> handle(
            String method,
            String target,
            Function<String, @Nullable String> header,
            InputStream body,
            RequestAnswer answer) {
        var open = intake;
        if (open == null) {
            throw new IllegalStateException(
                    "The door is not open.\n  Start its worker: WoveWorker.create().door(door).start().");
        }
        return open.handle(method, target, header, body, answer);
    }

    @Override
    public void open(WorkerEndpoint endpoint) {
        if (entrants.isEmpty() && !options.insecure()) {
            throw new IllegalArgumentException(
                    "A door on another server lets in nobody.\n  Use .secret(...), or say .insecure() if anybody may come.");
        }
        intake = new Intake(options, entrants.verifier(), endpoint);
    }

    @Override
    public void drain() {}

    @Override
    public void close() {
        intake = null;
    }

    @Override
    public String toString() {
        return "mounted " + options.path();
    }
}
