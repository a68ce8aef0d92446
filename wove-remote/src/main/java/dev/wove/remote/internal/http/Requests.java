package dev.wove.remote.internal.http;

import dev.wove.internal.pool.OwnThreads;
import dev.wove.remote.internal.frame.Frame;
import dev.wove.remote.internal.frame.FrameReader;
import dev.wove.remote.internal.sign.Targets;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Sends frames as requests, and reads the frames of their answers. Thread-safe. */
final class Requests {
    private static final int LONGEST_REFUSAL = 2_000;

    /**
     * For all clients of this process. Nothing that they run waits for anybody, so that few threads do; left to themselves, clients
     * start one for each step of a request that finds none idle, and soon have some hundreds.
     */
    private static final Executor EXECUTOR = executor();

    private static Executor executor() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                action -> OwnThreads.daemon(action, "wove-http-" + number.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private final HttpOptions options;
    private final HttpClient client;
    private final String target;

    Requests(HttpOptions options) {
        this.options = options;
        this.target = Targets.of(options.address());
        var builder = HttpClient.newBuilder()
                .executor(EXECUTOR)
                .connectTimeout(options.connectLimit())
                .followRedirects(HttpClient.Redirect.NEVER)
                // In the clear it would ask each time whether HTTP/2 is spoken.
                .version(options.encrypts() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        if (options.tls() != null) {
            builder.sslContext(options.tls());
        }
        this.client = builder.build();
    }

    /** How an answer ended whose frames have been given away: its status, and what was said instead of frames. */
    record Answer(int status, String text) {
        boolean isGood() {
            return status / 100 == 2;
        }

        /** What was said instead, behind a colon; empty for nothing. */
        String said() {
            return text.isEmpty() ? "" : ": " + text;
        }
    }

    /**
     * @param frames is given each frame of the answer with its size, in order
     * @return completes when the answer has ended, and fails if it was cut off or never came
     */
    CompletableFuture<Answer> post(byte[] body, BiConsumer<Frame, Integer> frames) {
        HttpRequest request;
        try {
            request = request(body);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        var sent = client.sendAsync(request, info -> subscriber(info, frames));
        var answered = sent.thenApply(response -> answer(response, frames));
        // What follows a stage does not cancel it.
        answered.whenComplete((answer, thrown) -> {
            if (answered.isCancelled()) {
                sent.cancel(true);
            }
        });
        return answered;
    }

    private HttpRequest request(byte[] body) {
        var request = HttpRequest.newBuilder(options.address())
                .header("Content-Type", "application/json")
                .header("Accept", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        options.headers().forEach(request::setHeader);
        options.signer().headers("http", target, body).forEach(request::setHeader);
        return request.build();
    }

    private BodySubscriber<byte[]> subscriber(HttpResponse.ResponseInfo info, BiConsumer<Frame, Integer> frames) {
        if (isLines(info.headers().firstValue("Content-Type").orElse(""))) {
            return new LineSubscriber(options.maxFrameBytes() * 2, line -> {
                if (line.length > 0) {
                    frames.accept(FrameReader.read(line), line.length);
                }
            });
        }
        return new LineSubscriber(options.maxFrameBytes() * 2, null);
    }

    private static boolean isLines(String type) {
        return type.startsWith("application/x-ndjson");
    }

    private static Answer answer(HttpResponse<byte[]> response, BiConsumer<Frame, Integer> frames) {
        var text = new String(response.body(), StandardCharsets.UTF_8).strip();
        var type = response.headers().firstValue("Content-Type").orElse("");
        if (!text.isEmpty()
                && (isLines(type) || response.statusCode() / 100 == 2 || type.startsWith("application/json"))) {
            FrameReader.readAll(text).forEach(frame -> frames.accept(frame, response.body().length));
            return new Answer(response.statusCode(), "");
        }
        return new Answer(
                response.statusCode(), text.length() > LONGEST_REFUSAL ? text.substring(0, LONGEST_REFUSAL) : text);
    }
}
