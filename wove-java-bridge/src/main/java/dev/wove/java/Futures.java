package dev.wove.java;

import dev.wove.internal.engine.Execution;
import dev.wove.internal.engine.body.Failures;
import dev.wove.internal.graph.TaskNode;
import java.util.concurrent.CompletableFuture;
import kotlin.Unit;
import org.jspecify.annotations.Nullable;

/** Single tasks of a weave under way, as futures. */
final class Futures {
    private Futures() {}

    static CompletableFuture<@Nullable Object> ofTask(Execution<?> execution, TaskNode<?> task) {
        var future = new CompletableFuture<@Nullable Object>();
        // Whoever has completed it before the task has no use for the task.
        future.whenComplete((value, failure) -> execution.cancelTask(task, "future", failure));
        execution.whenEnded(task, (value, failure) -> {
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(Failures.forFuture(failure));
            }
            return Unit.INSTANCE;
        });
        return future;
    }
}
