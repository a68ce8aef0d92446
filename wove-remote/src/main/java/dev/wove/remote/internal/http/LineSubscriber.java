package dev.wove.remote.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gives each line of an answer to somebody as soon as it is there; what follows the last end of a line is the rest. */
final class LineSubscriber implements BodySubscriber<byte[]> {
    private final long longest;
    private final Consumer<byte[]> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> rest = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    /** @param lines null to have all of it as the rest */
    LineSubscriber(long longest, @Nullable Consumer<byte[]> lines) {
        this.longest = longest;
        this.lines = lines;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return rest;
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        subscription = to;
        to.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            while (buffer.hasRemaining()) {
                take(buffer);
            }
        }
    }

    private void take(ByteBuffer buffer) {
        int end = buffer.position();
        while (end < buffer.limit() && (lines == null || buffer.get(end) != '\n')) {
            end++;
        }
        var part = new byte[end - buffer.position()];
        buffer.get(part);
        if (line.size() + part.length > longest) {
            rest.completeExceptionally(new IOException("The answer is longer than " + longest + " bytes."));
            subscription.cancel();
            buffer.position(buffer.limit());
            return;
        }
        line.writeBytes(part);
        if (buffer.hasRemaining()) {
            buffer.get();
            var whole = line.toByteArray();
            line.reset();
            lines.accept(whole);
        }
    }

    @Override
    public void onError(Throwable failure) {
        rest.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        rest.complete(line.toByteArray());
    }
}
