package dev.wove.remote;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.wove.environment.Certainty;
import dev.wove.environment.RemoteEvents;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a coordinator is told of one run. */
public final class Told implements RemoteEvents {
    public record Lost(Throwable why, Certainty whether) {}

    public record Cancelled() {}

    public record Failed(Throwable failure) {}

    public record Succeeded(@Nullable Object value) {}

    public final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    public final CompletableFuture<String> worker = new CompletableFuture<>();
    private final CompletableFuture<Object> end = new CompletableFuture<>();

    private void ended(Object how) {
        if (!end.complete(how)) {
            said.add("TWICE " + how);
        }
    }

    @Override
    public void sent(long bytes) {
        said.add("sent");
    }

    @Override
    public void started(String name) {
        said.add("started");
        worker.complete(name);
    }

    @Override
    public void heartbeat() {
        said.add("heartbeat");
    }

    @Override
    public void progress(String json) {
        said.add("progress " + json);
    }

    @Override
    public void log(Level level, String message) {
        said.add("log " + message);
    }

    @Override
    public void measured(Duration onWorker, long bytes) {
        said.add("measured");
    }

    @Override
    public void succeeded(@Nullable Object value) {
        ended(new Succeeded(value));
    }

    @Override
    public void failed(Throwable failure) {
        ended(new Failed(failure));
    }

    @Override
    public void cancelled() {
        ended(new Cancelled());
    }

    @Override
    public void lost(Throwable why, Certainty whether) {
        ended(new Lost(why, whether));
    }

    public Object end() throws Exception {
        return end.get(60, TimeUnit.SECONDS);
    }

    public @Nullable Object value() throws Exception {
        var how = end();
        if (how instanceof Failed failed) {
            throw new AssertionError(failed.failure);
        }
        return assertInstanceOf(Succeeded.class, how).value;
    }

    public Throwable failure() throws Exception {
        return assertInstanceOf(Failed.class, end()).failure;
    }

    public Lost lost() throws Exception {
        return assertInstanceOf(Lost.class, end());
    }

    public String next() throws InterruptedException {
        var next = said.poll(60, TimeUnit.SECONDS);
        assertNotNull(next);
        return next;
    }
}
