package dev.wove.internal.environment;

import dev.wove.environment.Certainty;
import dev.wove.environment.DeliveryOrphanedException;
import dev.wove.environment.RemoteRun;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for a run that was detached. Who gives it up leaves the run alone. */
final class AttachedRun extends LoggingEvents {
    private final String environment;
    private final String runId;
    private final CompletableFuture<@Nullable Object> value = new CompletableFuture<>();

    AttachedRun(String environment, String runId) {
        this.environment = environment;
        this.runId = runId;
    }

    CompletableFuture<@Nullable Object> value(RemoteRun run) {
        value.whenComplete((result, thrown) -> {
            if (value.isCancelled()) {
                run.abandon();
            }
        });
        return value;
    }

    @Override
    protected String who() {
        return "Run " + runId + " of environment '" + environment + "'";
    }

    @Override
    public void started(String worker) {}

    @Override
    public void heartbeat() {}

    @Override
    public void succeeded(@Nullable Object result) {
        value.complete(result);
    }

    @Override
    public void failed(Throwable failure) {
        value.completeExceptionally(failure);
    }

    @Override
    public void cancelled() {
        value.completeExceptionally(new CancellationException(who() + " was stopped by its worker."));
    }

    @Override
    public void lost(Throwable why, Certainty whether) {
        value.completeExceptionally(new DeliveryOrphanedException(
                who() + " cannot be found: " + why.getMessage()
                        + ".\n  Workers keep results of detached runs as long as keep says, and none longer than they live.",
                runId,
                why));
    }
}
