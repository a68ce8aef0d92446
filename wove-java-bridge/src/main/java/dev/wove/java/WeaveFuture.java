package dev.wove.java;

import dev.wove.StallReport;
import dev.wove.internal.engine.Execution;
import dev.wove.internal.engine.body.Failures;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The value of a weave, as it will be. Completing it in any other way ({@code cancel}, {@code orTimeout},
 * {@code completeExceptionally}) cancels the weave; the future is done at once, and {@link #stopped} is done when nothing
 * of the weave runs any more.
 *
 * <p>A failure is the exception of the task itself; {@code join} and {@code get} wrap it as they always do. Dependents
 * without an executor run on a thread of the weave: they must not block.
 */
public final class WeaveFuture<R extends @Nullable Object> extends CompletableFuture<R> {
    private final Execution<R> execution;
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();

    WeaveFuture(Execution<R> execution, String name) {
        this.execution = execution;
        whenComplete((value, failure) -> {
            if (!execution.getJob().isCompleted()) {
                execution.cancel("Weave '" + name + "' was cancelled through its future", failure);
            }
        });
    }

    void start(Runnable onStopped) {
        execution.runElsewhere(() -> {
            onStopped.run();
            ended();
        });
    }

    /** Starts a merge: the calling body lends its slots meanwhile. */
    void startLending() {
        execution.runElsewhereLending(this::ended);
    }

    private void ended() {
        try {
            var failure = execution.failure();
            if (failure == null) {
                complete(execution.valueOrThrow());
            } else {
                completeExceptionally(Failures.forFuture(failure));
            }
        } finally {
            stopped.complete(null);
        }
    }

    /** Done when nothing of the weave runs any more, whatever became of it. Never fails. */
    public CompletableFuture<@Nullable Void> stopped() {
        return stopped.copy();
    }

    /** Tells who waits for whom in the weave now, and where its bodies are; for people to find out why it does not go on. */
    public StallReport stallReport() {
        return execution.stallReport();
    }

    /** Dependent stages are plain futures: cancelling one of those does not cancel the weave. */
    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
