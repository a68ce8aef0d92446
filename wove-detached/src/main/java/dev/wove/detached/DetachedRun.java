package dev.wove.detached;

import dev.wove.codec.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A run in a JVM of its own, under way or ended. Obtained from {@link Detached#start} and {@link Detached#find}. Thread-safe.
 *
 * @param <R> the type of the value of its weave
 */
public final class DetachedRun<R extends @Nullable Object> {
    private final String weave;
    private final RunFiles files;
    private final Codec<@Nullable Object> codec;
    private final @Nullable Running running;
    private final @Nullable Process process;

    DetachedRun(
            String weave,
            RunFiles files,
            Codec<@Nullable Object> codec,
            @Nullable Running running,
            @Nullable Process process) {
        this.weave = weave;
        this.files = files;
        this.codec = codec;
        this.running = running;
        this.process = process;
    }

    /** What {@link Detached#find} finds it by: the name of its folder. */
    public String id() {
        return files.folder().getFileName().toString();
    }

    /** The folder of its files. */
    public Path folder() {
        return files.folder();
    }

    /** What its process prints. */
    public Path log() {
        return files.log();
    }

    /** The number of its process, or -1 if that is not known. */
    public long pid() {
        return running == null ? -1 : running.pid();
    }

    /** What is known of it now. */
    public DetachedState state() {
        var ending = ending();
        if (ending != null) {
            return ending.state();
        }
        if (running != null && running.handle().isPresent()) {
            return DetachedState.RUNNING;
        }
        // It may have ended since.
        ending = ending();
        return ending == null ? withoutEnding() : ending.state();
    }

    /** A process may be told to stop before it can write a result. */
    private DetachedState withoutEnding() {
        return Files.exists(files.cancelled()) ? DetachedState.CANCELLED : DetachedState.LOST;
    }

    /**
     * The exit code of its process: 0 for a value, 1 if it could not start, 2 for a failure. Empty while it runs, and in
     * any process but the one that started it, which no other is told.
     */
    public OptionalInt exitCode() {
        return process == null || process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Done when its process has ended. Cancelling it does not cancel the run; {@link #cancel} does. */
    public CompletableFuture<R> future() {
        var ended = running == null
                ? CompletableFuture.<@Nullable Object>completedFuture(null)
                : running.handle()
                        .<CompletableFuture<?>>map(handle -> process != null ? process.onExit() : handle.onExit())
                        .orElseGet(() -> CompletableFuture.completedFuture(null));
        return ended.thenApply(ignored -> value());
    }

    /**
     * Blocks until its process has ended and returns the value of the weave. An interrupt ends the waiting, and not the run.
     *
     * @throws DetachedFailedException if there is none
     * @throws InterruptedException if the calling thread was interrupted
     */
    public R join() throws InterruptedException {
        try {
            return future().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("The result of the detached run '" + id() + "' cannot be read", e);
        }
    }

    /**
     * Tells its process to stop: the weave is cancelled, and its process ends. Does not wait.
     *
     * @throws UncheckedIOException if that cannot be noted; nothing is stopped then
     */
    public void cancel() {
        var alive = running == null ? Optional.<ProcessHandle>empty() : running.handle();
        if (alive.isEmpty() || ending() != null) {
            return;
        }
        try {
            RunFiles.write(files.cancelled(), "");
        } catch (IOException e) {
            throw new UncheckedIOException("The detached run '" + id() + "' cannot be cancelled", e);
        }
        alive.get().destroy();
    }

    @SuppressWarnings("unchecked")
    private R value() {
        var ending = ending();
        if (ending == null) {
            var state = withoutEnding();
            throw new DetachedFailedException(
                    "Weave '" + weave + "' was " + (state == DetachedState.LOST ? "lost" : "cancelled")
                            + ": its process"
                            + (running == null ? "" : " " + running.pid()) + " is gone and has left no result.\n  Log: "
                            + log(),
                    state,
                    null,
                    null);
        }
        if (ending.state() != DetachedState.SUCCEEDED) {
            throw new DetachedFailedException(
                    "Weave '" + weave + "' "
                            + (ending.state() == DetachedState.CANCELLED ? "was cancelled" : "failed")
                            + " in a process of its own: " + ending.failureType() + ": " + ending.message()
                            + "\n  Log: "
                            + log(),
                    ending.state(),
                    ending.failureType(),
                    ending.trace());
        }
        var text = ending.value() == null ? "null" : ending.value();
        return (R) FileJson.value(codec, text, "the value of weave '" + weave + "'");
    }

    private @Nullable Ending ending() {
        try {
            var text = RunFiles.read(files.result());
            return text == null ? null : RunFiles.parsed(files.result(), text, Ending.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The result of the detached run '" + id() + "' cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "DetachedRun(" + id() + ")";
    }
}
